//! The owner of a clock: a leader or a client.

use crate::id::{ClientId, LeaderId};

/// The leader or client that has a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockOwner {
    /// A leader's clock.
    Leader(LeaderId),
    /// A client's clock.
    Client(ClientId),
}

impl ClockOwner {
    pub(crate) fn from_options(
        leader: Option<LeaderId>,
        client: Option<ClientId>,
    ) -> Result<Self, &'static str> {
        match (leader, client) {
            (Some(leader), None) => Ok(Self::Leader(leader)),
            (None, Some(client)) => Ok(Self::Client(client)),
            _ => Err("name either a leader or a client"),
        }
    }

    pub(crate) fn into_options(self) -> (Option<LeaderId>, Option<ClientId>) {
        match self {
            Self::Leader(leader) => (Some(leader), None),
            Self::Client(client) => (None, Some(client)),
        }
    }
}
