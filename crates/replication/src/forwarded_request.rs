//! A write request that one leader forwards to the key's home, and the response on its way back.

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::client::ReadState;
use crate::event::RequestMessage;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::operation::Operation;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot};

/// A forwarded write request. The leader that the client contacted waits for the response.
#[derive(Clone, Debug)]
pub struct ForwardedRequest {
    /// The message that carries the request, or its response, over its current hop.
    pub message: RequestMessage,
    /// The leader that the client contacted.
    pub origin: LeaderId,
    /// The key's home as the origin knew it when it forwarded the request.
    pub home: LeaderId,
    /// The client's original request.
    pub write: WriteRequest,
    /// How many times the request has been forwarded.
    pub hops: u32,
    /// Whether the origin has stopped waiting. A request in transit cannot be recalled.
    pub abandoned: bool,
    /// Where the request, or its response, is.
    pub phase: RequestPhase,
}

/// A client's write request, with everything that the client sends along.
#[derive(Clone, Debug)]
pub struct WriteRequest {
    /// The client that sent the request.
    pub client: ClientId,
    /// The key to write to.
    pub key: Key,
    /// The operation on the key.
    pub operation: Operation,
    /// What the client last read of the key, or the explicit context that it sent instead.
    pub read_state: ReadState,
    /// Whether the client stated that context.
    pub states_context: bool,
    /// Every write that the client has read or made.
    pub session: Arc<CausalContext>,
    /// The latest logical timestamp that the client has received.
    pub logical_time: LogicalTimestamp,
    /// Its number in the run, if it has waited, been forwarded or come over a network.
    pub number: Option<u64>,
    /// The client's clock reading at the time of the request, in microseconds.
    pub client_time: i64,
    /// The attempt that brought it, if its client sent it over a network.
    pub attempt: Option<AttemptId>,
    /// Whether it has an idempotency key.
    pub idempotency_key: bool,
}

/// Where a forwarded request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestPhase {
    /// In transit to the home.
    ToHome {
        /// When it was sent.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
    },
    /// It waits at the home: for its turn, or until that has applied what the client has seen (SEMANTICS D2).
    WaitsAtHome,
    /// The response is in transit to the leader that the client contacted.
    ToOrigin {
        /// When it was sent.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
        /// The write that the home accepted.
        dot: Dot,
        /// What the client reads from the response.
        response: ReadState,
        /// The home's logical clock at the time of the response.
        logical_time: LogicalTimestamp,
    },
    /// Lost to a cut or a crash. The origin still waits until its timeout.
    Undeliverable,
}

impl ForwardedRequest {
    /// The client that sent the request.
    #[must_use]
    pub fn client(&self) -> ClientId {
        self.message.client
    }

    /// The key to write to.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.message.key
    }
}
