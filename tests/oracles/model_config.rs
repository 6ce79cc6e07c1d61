//! A small configuration for model checking: a few leaders, scripted clients, a topology and a policy. Both
//! the model and the core are built from it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// The index of a leader or a client, from 0.
pub type Index = usize;

/// A write: its client, and its sequence number among that client's writes, from 0.
pub type WriteId = (Index, usize);

/// The ids of the model's leaders in the core, in the same order.
pub const LEADERS: [&str; 3] = ["A", "B", "C"];
/// The ids of the model's clients in the core.
pub const CLIENTS: [&str; 3] = ["x", "y", "z"];

/// A client's step, and the leader that it goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Read(Index),
    Write(Index),
    Delete(Index),
}

impl Step {
    /// The leader.
    pub fn at(self) -> Index {
        match self {
            Self::Read(leader) | Self::Write(leader) | Self::Delete(leader) => leader,
        }
    }

    /// Whether the leader gives it a dot.
    pub fn is_write(self) -> bool {
        !matches!(self, Self::Read(_))
    }
}

/// The steps of each client, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    pub title: &'static str,
    pub steps: &'static [&'static [Step]],
}

/// The topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    AllToAll,
    Ring,
    RingBothWays,
    /// The hub is the first leader.
    Star,
}

/// The order of delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Fifo,
    Any,
}

/// The conflict policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No conflict handling.
    None,
    /// The greatest timestamp of the accepting leader wins.
    LastWriteWins {
        /// How far ahead each leader's clock is. A timestamp is the number of earlier writes plus this.
        ahead: [i64; 3],
        /// Whether ties go to the greater value, and not to the greater leader.
        by_value: bool,
    },
    Siblings,
    /// A planted fault: siblings that forget superseded writes, so that one that arrives late counts as new.
    ForgetfulSiblings,
}

/// A configuration to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelConfig {
    pub leaders: usize,
    pub script: Script,
    pub shape: Shape,
    pub order: Order,
    pub rule: Rule,
}

/// The outcome of a run at rest: the versions at each leader, and the answers to each client's reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    pub kept: Vec<BTreeSet<WriteId>>,
    pub answers: Vec<Vec<BTreeSet<WriteId>>>,
}

impl ModelConfig {
    /// The value of a write; clients with a lower index write greater values.
    pub fn value_of(&self, name: WriteId) -> i64 {
        i64::try_from(10 * (CLIENTS.len() - name.0) + name.1).unwrap()
    }

    /// How far a leader's clock is ahead of the number of writes.
    pub fn ahead(&self, leader: Index) -> i64 {
        match self.rule {
            Rule::LastWriteWins { ahead, .. } => ahead[leader],
            _ => 0,
        }
    }

    /// The write that a step of a client makes; for a read, the next one.
    pub fn write_id(&self, client: Index, step: usize) -> WriteId {
        let before = &self.script.steps[client][..step];
        (client, before.iter().filter(|step| step.is_write()).count())
    }

    /// The policy as scenario JSON.
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

    /// The topology as scenario JSON.
    pub fn topology(&self) -> Value {
        match self.shape {
            Shape::AllToAll => json!("all-to-all"),
            Shape::Ring => json!("circular"),
            Shape::RingBothWays => json!({ "circular": { "both_ways": true } }),
            Shape::Star => json!({ "star": { "hub": LEADERS[0] } }),
        }
    }

    /// The order of links as scenario JSON.
    pub fn order(&self) -> Value {
        match self.order {
            Order::Fifo => json!("fifo"),
            Order::Any => json!("any"),
        }
    }
}
