//! A client's request that waits until its leader has applied what the client has seen (SEMANTICS D2).

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::forwarded_request::WriteRequest;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::value::Value;
use crate::versions::CausalContext;

/// A request that waits at a leader.
#[derive(Clone, Debug)]
pub struct WaitingRequest {
    /// The leader at which it waits.
    pub leader: LeaderId,
    /// The client that sent it.
    pub client: ClientId,
    /// The key that it is about.
    pub key: Key,
    /// Every write that the client had read or made when it sent the request.
    pub session: Arc<CausalContext>,
    pub(crate) request: HeldRequest,
}

/// What is done once the leader has caught up.
#[derive(Clone, Debug)]
pub(crate) enum HeldRequest {
    /// Answer a read; for a merge, then write this value over what it returned. Or answer the attempt that came over
    /// a network.
    Read { merge: Option<Value>, attempt: Option<AttemptId> },
    /// Accept a write.
    Write(Box<WriteRequest>),
    /// Accept the forwarded request of this number.
    Forwarded(u64),
}

impl WaitingRequest {
    pub(crate) fn of_write(leader: LeaderId, write: &WriteRequest, request: HeldRequest) -> Self {
        let WriteRequest { client, key, session, .. } = write;
        Self { leader, client: *client, key: key.clone(), session: session.clone(), request }
    }
}
