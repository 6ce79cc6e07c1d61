//! What a person can ask for, at an instant. Everything a person does is one of these.

mod clocks;
mod form;
mod link_selector;
mod request;
mod scheduled;

use serde::{Deserialize, Serialize};

pub use clocks::{SetClock, StepClock};
pub use link_selector::LinkSelector;
pub use request::{ClientRequest, RequestedOperation};
pub use scheduled::ScheduledCommand;

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
use crate::versions::VersionVector;

/// What a person asks for. In a file the name of the variant, in kebab-case, is the name of a field, and a
/// request has the name of its operation:
/// `{"at_ms": 40, "write": {"client": "ana", "key": "cart", "value": ["milk"]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "form::Command", into = "form::Command")]
pub enum Command {
    /// A client asks a leader to change a key.
    Request(ClientRequest),
    /// A client reads a key.
    Read {
        /// Who reads.
        client: ClientId,
        /// At which leader, if not at the client's own.
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
    },
    /// A client reads a key and replaces exactly what it then sees with one value.
    Merge {
        /// Who merges.
        client: ClientId,
        /// At which leader, if not at the client's own.
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
    Cut(LinkSelector),
    /// A cut is mended.
    Heal(LinkSelector),
    /// Every link between leaders of different groups is cut, both ways. Those that are not named are a
    /// group.
    Partition {
        /// The groups.
        groups: Vec<Vec<LeaderId>>,
    },
    /// Every cut is mended.
    HealAll {},
    /// The write that stops a link is left out there, and the link goes on.
    SkipWrite(LinkSelector),
    /// One message that is under way arrives at another time, is lost, or is doubled.
    OverrideMessage(MessageOverride),
    /// A link is added to the topology, which is custom from then on.
    Connect(LinkSelector),
    /// A link is taken out of the topology, which is custom from then on.
    Disconnect(LinkSelector),
    /// The topology changes.
    Topology(Topology),
    /// Conflicts are handled otherwise from then on.
    Policy(Policy),
    /// Links behave otherwise from then on.
    Links(LinkSettings),
    /// Writes are passed on, recognised and applied otherwise from then on.
    Replication(Replication),
    /// Someone's clock is set.
    SetClock(SetClock),
    /// Someone's clock jumps.
    StepClock(StepClock),
    /// Keys get another home.
    AssignHome {
        /// The key, or how keys begin, before a `*`.
        key: Key,
        /// The new home.
        home: LeaderId,
        /// The leader that is told first; the new home if none is named.
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
    Join(JoinSpec),
    /// A leader leaves for good.
    Leave {
        /// Which.
        leader: LeaderId,
    },
}

impl From<ClientRequest> for Command {
    fn from(request: ClientRequest) -> Self {
        Self::Request(request)
    }
}

impl Command {
    /// The leaders that it names, except one that joins by it.
    #[must_use]
    pub fn leaders(&self) -> Vec<LeaderId> {
        match self {
            Self::Request(ClientRequest { at, context, .. }) => {
                let read = context.iter().flat_map(VersionVector::iter).map(|(leader, _)| leader);
                at.iter().copied().chain(read).collect()
            }
            Self::Read { at, .. } | Self::Merge { at, .. } => at.iter().copied().collect(),
            Self::Crash { leader } | Self::Restart { leader } | Self::Leave { leader } => vec![*leader],
            Self::Move { leader, .. } => vec![*leader],
            Self::Cut(way)
            | Self::Heal(way)
            | Self::Connect(way)
            | Self::Disconnect(way)
            | Self::SkipWrite(way) => {
                let link = way.links().next();
                link.map(|link| vec![link.from, link.to]).unwrap_or_default()
            }
            Self::OverrideMessage(MessageOverride { link, dot, .. }) => vec![link.from, link.to, dot.leader],
            Self::Partition { groups } => groups.iter().flatten().copied().collect(),
            Self::Topology(topology) => topology.rules().referenced_leaders().into_iter().collect(),
            Self::Policy(policy) => policy.as_policy().referenced_leaders().into_iter().collect(),
            Self::AssignHome { home, at, .. } => [*home].into_iter().chain(*at).collect(),
            Self::Join(newcomer) => newcomer.from.into_iter().collect(),
            Self::SetClock(SetClock { owner: ClockOwner::Leader(leader), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Leader(leader), .. }) => vec![*leader],
            Self::HealAll {}
            | Self::Links(_)
            | Self::Replication(_)
            | Self::SetClock(SetClock { owner: ClockOwner::Client(_), .. })
            | Self::StepClock(StepClock { owner: ClockOwner::Client(_), .. }) => Vec::new(),
        }
    }

    /// The client that it names.
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
            | Self::Leave { .. } => None,
        }
    }
}
