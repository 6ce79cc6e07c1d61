//! One request of a client: when it was sent, and how and when it ended for the client.

use replication::{ClientId, LeaderId, Micros};

/// How a request ended for its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestEnd {
    /// A write was acknowledged.
    Acknowledged,
    /// A read was answered.
    Answered,
    /// It was refused.
    Refused,
    /// It got no answer: the client gave up, or its leader stopped waiting for the key's home.
    Unanswered,
}

impl RequestEnd {
    /// Whether the request was served.
    #[must_use]
    pub fn is_served(self) -> bool {
        match self {
            Self::Acknowledged | Self::Answered => true,
            Self::Refused | Self::Unanswered => false,
        }
    }
}

/// A request of a client, from its sending to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestTime {
    /// The client.
    pub client: ClientId,
    /// The leader that it contacted last.
    pub leader: LeaderId,
    /// When the client sent it.
    pub sent_at: Micros,
    /// How and when it ended; none while the client waits.
    pub end: Option<(RequestEnd, Micros)>,
    /// How many attempts the client made.
    pub attempts: u32,
    /// How many of them timed out.
    pub timed_out: u32,
}

impl RequestTime {
    /// The time from its sending to the response, if it was served.
    #[must_use]
    pub fn latency(&self) -> Option<Micros> {
        let (end, at) = self.end?;
        end.is_served().then(|| at - self.sent_at)
    }
}
