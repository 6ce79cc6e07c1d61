//! Commands: everything that a user can make happen in a run.

mod clocks;
mod form;
mod link_selector;
mod request;
mod scheduled;

use serde::{Deserialize, Serialize};

pub use clocks::{SetClock, StepClock};
pub use link_selector::LinkSelector;
pub use request::{ClientRequest, RequestedOperation};
pub use scheduled::{ScheduledCommand, in_time_order};

use crate::clock_owner::ClockOwner;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::links::LinkSettings;
use crate::message::MessageOverride;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::setup::JoinSpec;
use crate::topology::Topology;
use crate::value::Value;
use crate::versions::{Dot, VersionVector};

/// A command of the user. In a file its name is the name of a field, and a client's request is named by its
/// operation: `{"at_ms": 40, "write": {"client": "ana", "key": "cart", "value": ["milk"]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "form::Command", into = "form::Command")]
pub enum Command {
    /// A client asks a leader to change a key.
    Request(ClientRequest),
    /// A client reads a key.
    Read {
        /// The client that reads.
        client: ClientId,
        /// The leader to read from; the client's own if left out.
        at: Option<LeaderId>,
        /// The key to read.
        key: Key,
    },
    /// A client reads a key and replaces exactly the versions that it reads with one value.
    Merge {
        /// The client that merges.
        client: ClientId,
        /// The leader to merge at; the client's own if left out.
        at: Option<LeaderId>,
        /// The key to merge.
        key: Key,
        /// The merged value.
        value: Value,
    },
    /// A leader crashes.
    Crash {
        /// The leader to crash.
        leader: LeaderId,
    },
    /// A crashed leader restarts with what is on its disk.
    Restart {
        /// The leader to restart.
        leader: LeaderId,
    },
    /// The network between two leaders is cut, in one or both directions.
    Cut(LinkSelector),
    /// A cut is healed.
    Heal(LinkSelector),
    /// Every direction between leaders of different groups is cut. Leaders that no group names form a group of
    /// their own.
    Partition {
        /// The groups of leaders that stay connected.
        groups: Vec<Vec<LeaderId>>,
    },
    /// Every cut is healed.
    HealAll {},
    /// The write that blocks a link is skipped, and the link resumes.
    SkipWrite(LinkSelector),
    /// One message in flight arrives at another time, is lost or is duplicated.
    OverrideMessage(MessageOverride),
    /// Links are added to the topology, which becomes custom.
    Connect(LinkSelector),
    /// Links are removed from the topology, which becomes custom.
    Disconnect(LinkSelector),
    /// The topology changes.
    Topology(Topology),
    /// The conflict policy changes.
    Policy(Policy),
    /// The link settings change.
    Links(LinkSettings),
    /// The replication settings change.
    Replication(Replication),
    /// A clock gets a new offset and drift.
    SetClock(SetClock),
    /// A clock steps ahead or back.
    StepClock(StepClock),
    /// Keys get a new home.
    AssignHome {
        /// The key, or a prefix followed by `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The leader that learns of it first; the new home if left out.
        at: Option<LeaderId>,
    },
    /// A leader moves to another place on the globe.
    Move {
        /// The leader to move.
        leader: LeaderId,
        /// Its new place.
        place: Place,
    },
    /// A leader joins and catches up: from a snapshot if it names a source, and from its neighbours' logs.
    Join(JoinSpec),
    /// A leader leaves permanently.
    Leave {
        /// The leader to remove.
        leader: LeaderId,
        /// Whether it first sends everything that it has applied.
        drain: bool,
    },
    /// Leaders give up waiting for a write whose origin has left.
    Purge {
        /// The write.
        write: Dot,
        /// The leader that gives up; every leader that is up if left out.
        at: Option<LeaderId>,
    },
}

impl From<ClientRequest> for Command {
    fn from(request: ClientRequest) -> Self {
        Self::Request(request)
    }
}

impl Command {
    /// The leaders that it names, except one that joins.
    #[must_use]
    pub fn leaders(&self) -> Vec<LeaderId> {
        match self {
            Self::Request(ClientRequest { at, context, .. }) => {
                let read = context.iter().flat_map(VersionVector::iter).map(|(leader, _)| leader);
                at.iter().copied().chain(read).collect()
            }
            Self::Read { at, .. } | Self::Merge { at, .. } => at.iter().copied().collect(),
            Self::Crash { leader } | Self::Restart { leader } | Self::Leave { leader, .. } => vec![*leader],
            Self::Purge { write, at } => [write.leader].into_iter().chain(*at).collect(),
            Self::Move { leader, .. } => vec![*leader],
            Self::Cut(selector)
            | Self::Heal(selector)
            | Self::Connect(selector)
            | Self::Disconnect(selector)
            | Self::SkipWrite(selector) => {
                let link = selector.links().next();
                link.map(|link| vec![link.from, link.to]).unwrap_or_default()
            }
            Self::OverrideMessage(MessageOverride { link, dot, .. }) => vec![link.from, link.to, dot.leader],
            Self::Partition { groups } => groups.iter().flatten().copied().collect(),
            Self::Topology(topology) => topology.rules().referenced_leaders().into_iter().collect(),
            Self::Policy(policy) => policy.as_policy().referenced_leaders().into_iter().collect(),
            Self::AssignHome { home, at, .. } => [*home].into_iter().chain(*at).collect(),
            Self::Join(spec) => spec.from.into_iter().collect(),
            Self::SetClock(SetClock { owner: ClockOwner::Leader(leader), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Leader(leader), .. }) => vec![*leader],
            Self::HealAll {}
            | Self::Links(_)
            | Self::Replication(_)
            | Self::SetClock(SetClock { owner: ClockOwner::Client(_), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Client(_), .. }) => Vec::new(),
        }
    }

    /// The client that it names, if any.
    #[must_use]
    pub fn client(&self) -> Option<ClientId> {
        match self {
            Self::Request(ClientRequest { client, .. })
            | Self::Read { client, .. }
            | Self::Merge { client, .. }
            | Self::SetClock(SetClock { owner: ClockOwner::Client(client), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Client(client), .. }) => Some(*client),
            Self::Crash { .. }
            | Self::Restart { .. }
            | Self::Cut(_)
            | Self::Heal(_)
            | Self::Partition { .. }
            | Self::HealAll {}
            | Self::SkipWrite(_)
            | Self::OverrideMessage(_)
            | Self::Connect(_)
            | Self::Disconnect(_)
            | Self::Topology(_)
            | Self::Policy(_)
            | Self::Links(_)
            | Self::Replication(_)
            | Self::SetClock(SetClock { owner: ClockOwner::Leader(_), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Leader(_), .. })
            | Self::AssignHome { .. }
            | Self::Move { .. }
            | Self::Join(_)
            | Self::Leave { .. }
            | Self::Purge { .. } => None,
        }
    }
}
