//! One attempt of a client to have a leader serve a request, and how the leader responded.

use crate::attempt_id::AttemptId;
use crate::canonical::{Canonical, Encoder};
use crate::event::RefusalReason;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::versions::Dot;

/// An attempt of a client to have a leader serve a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAttempt {
    /// Which attempt of which request.
    pub id: AttemptId,
    /// The client.
    pub client: ClientId,
    /// The leader that the client contacts.
    pub leader: LeaderId,
    /// The key that the request is about.
    pub key: Key,
}

/// How a leader responded to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseKind {
    /// It acknowledged this write.
    Acknowledged(Dot),
    /// It answered a read.
    Answered,
    /// It refused the request.
    Refused(RefusalReason),
}

impl Canonical for ClientAttempt {
    fn encode(&self, encoder: &mut Encoder) {
        self.id.encode(encoder);
        self.client.encode(encoder);
        self.leader.encode(encoder);
        encoder.text(self.key.as_str());
    }
}
