//! A small world: a few leaders, clients with a script each, a topology and a rule for conflicts. The model
//! and the core are both made from it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// A leader or a client, by its number from 0.
pub type Number = usize;

/// A write: who wrote it, and the how-manieth write of theirs it is, from 0.
pub type Name = (Number, usize);

/// The leaders of the model as the core calls them. They sort as their numbers do.
pub const LEADERS: [&str; 3] = ["A", "B", "C"];
/// The clients likewise.
pub const CLIENTS: [&str; 3] = ["x", "y", "z"];

/// What a client does next, and at which leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Read(Number),
    Write(Number),
    Delete(Number),
}

impl Step {
    /// The leader.
    pub fn at(self) -> Number {
        match self {
            Self::Read(leader) | Self::Write(leader) | Self::Delete(leader) => leader,
        }
    }

    /// Whether the leader gives out a name for it.
    pub fn is_write(self) -> bool {
        !matches!(self, Self::Read(_))
    }
}

/// Who does what: for each client, one thing after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    pub about: &'static str,
    pub steps: &'static [&'static [Step]],
}

/// How leaders are linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    AllToAll,
    Ring,
    RingBothWays,
    /// Around the first leader.
    Star,
}

/// In which order a link hands messages over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Fifo,
    Any,
}

/// How conflicts are handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// As it comes.
    None,
    /// The greatest timestamp, that of the accepting leader.
    LastWriteWins {
        /// How far ahead each leader's clock is; a write is dated by how many there were before it, and by
        /// this.
        ahead: [i64; 3],
        /// Whether the greater value wins a tie, and not the greater leader.
        by_value: bool,
    },
    Siblings,
    /// A planted fault: siblings that do not know a write any more once it is replaced, so that it is taken
    /// for a new one when it comes late.
    ForgetfulSiblings,
}

/// A small world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmallWorld {
    pub leaders: usize,
    pub script: Script,
    pub shape: Shape,
    pub order: Order,
    pub rule: Rule,
}

/// What comes of a run, once nothing is under way: what each leader keeps, and what each read returned, by
/// client.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub kept: Vec<BTreeSet<Name>>,
    pub answers: Vec<Vec<BTreeSet<Name>>>,
}

impl SmallWorld {
    /// The number that a write puts in; a client with a lower number puts in greater ones.
    pub fn value_of(&self, name: Name) -> i64 {
        i64::try_from(10 * (CLIENTS.len() - name.0) + name.1).unwrap()
    }

    /// How far ahead of the count of writes a leader's clock is.
    pub fn ahead(&self, leader: Number) -> i64 {
        match self.rule {
            Rule::LastWriteWins { ahead, .. } => ahead[leader],
            _ => 0,
        }
    }

    /// Which of its writes a step of a client is; of a read, the next.
    pub fn name_of(&self, client: Number, step: usize) -> Name {
        let before = &self.script.steps[client][..step];
        (client, before.iter().filter(|step| step.is_write()).count())
    }

    /// The policy, as a scenario's file says it.
    pub fn policy(&self) -> Value {
        match self.rule {
            Rule::None => json!("none"),
            Rule::LastWriteWins { by_value, .. } => {
                let tie = if by_value { "value" } else { "leader" };
                json!({ "last-write-wins": { "timestamp": "leader", "tie": tie } })
            }
            Rule::Siblings | Rule::ForgetfulSiblings => json!("siblings"),
        }
    }

    /// The topology, as a scenario's file says it.
    pub fn topology(&self) -> Value {
        match self.shape {
            Shape::AllToAll => json!("all-to-all"),
            Shape::Ring => json!("circular"),
            Shape::RingBothWays => json!({ "circular": { "both_ways": true } }),
            Shape::Star => json!({ "star": { "hub": LEADERS[0] } }),
        }
    }

    /// The order of links, as a scenario's file says it.
    pub fn order(&self) -> Value {
        match self.order {
            Order::Fifo => json!("fifo"),
            Order::Any => json!("any"),
        }
    }
}
