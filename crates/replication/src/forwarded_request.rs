//! A client's request to write that one leader passes on to another, and the answer on its way back.

use std::sync::Arc;

use crate::client::ReadState;
use crate::event::RequestMessage;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::operation::Operation;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot};

/// One such request. The leader that the client asked waits for the answer.
#[derive(Clone, Debug)]
pub struct ForwardedRequest {
    /// The way that it goes now.
    pub message: RequestMessage,
    /// The leader that the client asked.
    pub origin: LeaderId,
    /// The home as that leader believed it to be when it passed the request on.
    pub home: LeaderId,
    /// What the client asked for.
    pub write: WriteRequest,
    /// How many leaders have passed it on.
    pub hops: u32,
    /// Whether nobody waits for the answer any more. What is on its way cannot be called back.
    pub abandoned: bool,
    /// Where it is.
    pub phase: RequestPhase,
}

/// A client's request to write, with all that the client hands in.
#[derive(Clone, Debug)]
pub struct WriteRequest {
    /// Who asks.
    pub client: ClientId,
    /// Which key.
    pub key: Key,
    /// What is to be done.
    pub operation: Operation,
    /// What the client has last seen of the key, or the context that it hands in instead.
    pub read_state: ReadState,
    /// Everything that the client has seen.
    pub session: Arc<CausalContext>,
    /// The latest reading of a logical clock that the client has observed.
    pub logical_time: LogicalTimestamp,
    /// What the client's clock shows when it asks, in microseconds.
    pub client_time: i64,
}

/// Where a request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestPhase {
    /// On its way to the home.
    ToHome {
        /// When it left.
        sent_at: Micros,
        /// When it arrives.
        arrives_at: Micros,
    },
    /// The answer is on its way back.
    ToOrigin {
        /// When it left.
        sent_at: Micros,
        /// When it arrives.
        arrives_at: Micros,
        /// The write that the request came to.
        dot: Dot,
        /// What the client sees by it.
        answer: ReadState,
        /// The reading of the home's logical clock.
        stamp: LogicalTimestamp,
    },
    /// Nowhere: it could not get through, and only the time is left that it is waited for.
    Undeliverable,
}

impl ForwardedRequest {
    /// Who asks.
    #[must_use]
    pub fn client(&self) -> ClientId {
        self.message.client
    }

    /// Of which key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.message.key
    }
}
