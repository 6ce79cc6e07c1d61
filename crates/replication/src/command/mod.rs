//! What a person can ask for, at an instant. Everything a person does is one of these.

mod clocks;
mod intervention;
mod timed;
mod way;

use serde::{Deserialize, Serialize};

pub use clocks::{Jump, Reset, Whose};
pub use intervention::{Intervention, Then};
pub use timed::Timed;
pub use way::Way;

use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::links::LinkSettings;
use crate::operation::Operation;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::setup::Newcomer;
use crate::topology::Topology;
use crate::value::Value;
use crate::versions::VersionVector;

/// What a person asks for. In a file the name of the variant, in kebab-case, is the name of a field:
/// `{"at_ms": 40, "write": {"client": "ana", "key": "cart", "value": ["milk"]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// A client writes a value.
    Write {
        /// Who writes.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// To which key.
        key: Key,
        /// What.
        value: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client deletes a key's value.
    Delete {
        /// Who deletes.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client writes a value to a key that has none.
    Insert {
        /// Who inserts.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// To which key.
        key: Key,
        /// What.
        value: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client writes a value to a key that has one.
    Update {
        /// Who updates.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// To which key.
        key: Key,
        /// What.
        value: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client makes a number grow; it begins at 0.
    Increment {
        /// Who increments.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
        /// By how much, less than 0 to shrink; 1 if it is left out.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        by: i64,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client adds an item to a set; it is made if there is none.
    Add {
        /// Who adds.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// To which key.
        key: Key,
        /// What.
        item: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client removes an item from a set.
    Remove {
        /// Who removes.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// From which key.
        key: Key,
        /// What.
        item: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client reads a key.
    Read {
        /// Who reads.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
    },
    /// A client reads a key and replaces exactly what it then sees with one value.
    Merge {
        /// Who merges.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
        /// The merged value.
        value: Value,
    },
    /// A leader stops.
    Crash {
        /// Which.
        leader: LeaderId,
    },
    /// A leader that has stopped starts again, with what is on its disk.
    Restart {
        /// Which.
        leader: LeaderId,
    },
    /// The network is interrupted between two leaders, or one way.
    Cut(Way),
    /// A cut is mended.
    Heal(Way),
    /// Every link between leaders of different groups is cut, both ways. Those that are not named are a
    /// group.
    Partition {
        /// The groups.
        groups: Vec<Vec<LeaderId>>,
    },
    /// Every cut is mended.
    HealAll {},
    /// The write that stops a link is left out there, and the link goes on.
    Skip(Way),
    /// One message that is under way arrives at another time, is lost, or is doubled.
    Message(Intervention),
    /// A link is added to the topology, which is custom from then on.
    Connect(Way),
    /// A link is taken out of the topology, which is custom from then on.
    Disconnect(Way),
    /// The topology changes.
    Topology(Topology),
    /// Conflicts are handled otherwise from then on.
    Policy(Policy),
    /// Links behave otherwise from then on.
    Links(LinkSettings),
    /// Writes are passed on, recognised and applied otherwise from then on.
    Replication(Replication),
    /// Someone's clock is set.
    Clock(Reset),
    /// Someone's clock jumps.
    Jump(Jump),
    /// Keys get another home.
    Assign {
        /// The key, or how keys begin, before a `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The leader that is told first; the new home if none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
    },
    /// A leader is put somewhere else.
    Move {
        /// Which.
        leader: LeaderId,
        /// Where to.
        place: Place,
    },
    /// A leader joins, and catches up: by a snapshot if it names one to take it from, and from the logs of
    /// those that send to it.
    Join(Newcomer),
    /// A leader leaves for good.
    Leave {
        /// Which.
        leader: LeaderId,
    },
}

fn one() -> i64 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(number: &i64) -> bool {
    *number == 1
}

/// A client's request to change a key, with its parts in one shape whatever the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// Who asks.
    pub client: ClientId,
    /// Which leader, if not the client's own.
    pub at: Option<LeaderId>,
    /// Which key.
    pub key: &'a Key,
    /// What is to be done.
    pub operation: Operation,
    /// The causal context handed in, if not what the client has last seen.
    pub context: Option<&'a VersionVector>,
}

impl Command {
    /// What it asks to change, if it is a client's request to change a key by itself. A merge, which reads
    /// first, is none.
    #[must_use]
    pub fn change(&self) -> Option<Change<'_>> {
        let change = |client: &ClientId, at: &Option<LeaderId>, key, operation, context| Change {
            client: *client,
            at: *at,
            key,
            operation,
            context,
        };
        Some(match self {
            Self::Write { client, at, key, value, context } => {
                change(client, at, key, Operation::Put(value.clone()), context.as_ref())
            }
            Self::Delete { client, at, key, context } => {
                change(client, at, key, Operation::Delete, context.as_ref())
            }
            Self::Insert { client, at, key, value, context } => {
                change(client, at, key, Operation::Insert(value.clone()), context.as_ref())
            }
            Self::Update { client, at, key, value, context } => {
                change(client, at, key, Operation::Update(value.clone()), context.as_ref())
            }
            Self::Increment { client, at, key, by, context } => {
                change(client, at, key, Operation::Increment(*by), context.as_ref())
            }
            Self::Add { client, at, key, item, context } => {
                change(client, at, key, Operation::Add(item.clone()), context.as_ref())
            }
            Self::Remove { client, at, key, item, context } => {
                change(client, at, key, Operation::Remove(item.clone()), context.as_ref())
            }
            _ => return None,
        })
    }

    /// The leaders that it names, except one that joins by it.
    #[must_use]
    pub fn leaders(&self) -> Vec<LeaderId> {
        if let Some(Change { at, context, .. }) = self.change() {
            let read = context.into_iter().flat_map(VersionVector::iter).map(|(leader, _)| leader);
            return at.into_iter().chain(read).collect();
        }
        match self {
            Self::Read { at, .. } | Self::Merge { at, .. } => at.iter().copied().collect(),
            Self::Crash { leader } | Self::Restart { leader } | Self::Leave { leader } => vec![*leader],
            Self::Move { leader, .. } => vec![*leader],
            Self::Cut(way)
            | Self::Heal(way)
            | Self::Connect(way)
            | Self::Disconnect(way)
            | Self::Skip(way) => {
                let link = way.links().next();
                link.map(|link| vec![link.from, link.to]).unwrap_or_default()
            }
            Self::Message(Intervention { link, dot, .. }) => vec![link.from, link.to, dot.leader],
            Self::Partition { groups } => groups.iter().flatten().copied().collect(),
            Self::Topology(topology) => topology.rules().named().into_iter().collect(),
            Self::Policy(policy) => policy.rules().named().into_iter().collect(),
            Self::Assign { home, at, .. } => [*home].into_iter().chain(*at).collect(),
            Self::Join(newcomer) => newcomer.from.into_iter().collect(),
            Self::Clock(Reset { whose: Whose::Leader(leader), .. })
            | Self::Jump(Jump { whose: Whose::Leader(leader), .. }) => vec![*leader],
            _ => Vec::new(),
        }
    }

    /// The client that it names.
    #[must_use]
    pub fn client(&self) -> Option<ClientId> {
        match self {
            Self::Read { client, .. }
            | Self::Merge { client, .. }
            | Self::Clock(Reset { whose: Whose::Client(client), .. })
            | Self::Jump(Jump { whose: Whose::Client(client), .. }) => Some(*client),
            other => other.change().map(|change| change.client),
        }
    }
}
