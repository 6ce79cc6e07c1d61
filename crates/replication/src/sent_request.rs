//! A client's request on its way: what the client waits for, and where each of its attempts is (SEMANTICS N1).

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::client::ReadState;
use crate::event::{ClientAttempt, RefusalReason, ResponseKind};
use crate::forwarded_request::WriteRequest;
use crate::logical::LogicalTimestamp;
use crate::time::Micros;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};

/// What a request asks for. Every attempt sends the same.
#[derive(Clone, Debug)]
pub(crate) enum RequestContent {
    /// A read; for a merge, the client then writes this value over what it returned.
    Read { session: Arc<CausalContext>, merge: Option<Value> },
    /// A write.
    Write(Box<WriteRequest>),
}

/// A request whose client waits for a response.
#[derive(Clone, Debug)]
pub struct OpenRequest {
    /// The latest attempt.
    pub attempt: ClientAttempt,
    /// When the client sends another one or gives up; never if it waits forever.
    pub times_out_at: Option<Micros>,
    pub(crate) content: Arc<RequestContent>,
}

/// One attempt, from the client to a leader and back.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Who asks whom for which key.
    pub attempt: ClientAttempt,
    /// Where it is.
    pub stage: AttemptStage,
    pub(crate) content: Arc<RequestContent>,
}

/// Where an attempt is.
#[derive(Clone, Debug)]
pub enum AttemptStage {
    /// On its way to the leader.
    ToLeader {
        /// When it was sent.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
    },
    /// At the leader, or at the home that the leader forwarded it to.
    AtLeader,
    /// Its response is on its way to the client.
    ToClient {
        /// When it was sent.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
        /// The response.
        response: Response,
    },
}

/// A leader's response to a client.
#[derive(Clone, Debug)]
pub enum Response {
    /// The acknowledgement of a write, or the answer to a read.
    Served {
        /// The acknowledged write; none for a read.
        written: Option<Dot>,
        /// What it returns.
        read_state: ReadState,
        /// The leader's logical clock at the time of the response.
        logical_time: LogicalTimestamp,
    },
    /// A refusal.
    Refused(RefusalReason),
}

impl Response {
    /// Its kind, as events tell it.
    #[must_use]
    pub fn kind(&self) -> ResponseKind {
        match self {
            Self::Served { written: Some(dot), .. } => ResponseKind::Acknowledged(*dot),
            Self::Served { written: None, .. } => ResponseKind::Answered,
            Self::Refused(reason) => ResponseKind::Refused(*reason),
        }
    }
}

impl OpenRequest {
    /// Which attempt of which request the client waits for.
    #[must_use]
    pub fn id(&self) -> AttemptId {
        self.attempt.id
    }
}
