//! What a client did: an operation on a key, accepted by one leader.

use crate::canonical::{Canonical, Sink};
use crate::id::ClientId;
use crate::value::{Key, Value};
use crate::versions::{CausalContext, Dot};

/// What a write does to its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The key has this value.
    Put(Value),
    /// The key has no value: the write is kept as a tombstone.
    Delete,
}

impl Operation {
    /// The value that the key has afterwards, none for a tombstone.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Put(value) => Some(value),
            Self::Delete => None,
        }
    }
}

/// One accepted write, as it stands in logs, messages and stores. It holds what a real one could hold and no
/// ground truth: when it truly happened is told by the event that records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its name, which says which leader accepted it.
    pub dot: Dot,
    /// Who wrote.
    pub client: ClientId,
    /// What was written to.
    pub key: Key,
    /// What was done.
    pub operation: Operation,
    /// What of this key the client had last read; empty where the policy keeps no contexts.
    pub context: CausalContext,
    /// What the client's clock showed, in microseconds.
    pub client_time: i64,
    /// What the accepting leader's clock showed, in microseconds.
    pub leader_time: i64,
}

impl Write {
    /// The value that the key has by this write, none for a tombstone.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.operation.value()
    }

    /// Whether the writer of this one had seen the other.
    #[must_use]
    pub fn had_seen(&self, other: &Self) -> bool {
        self.context.contains(other.dot)
    }
}

impl Canonical for Write {
    fn feed(&self, sink: &mut dyn Sink) {
        self.dot.feed(sink);
        self.client.feed(sink);
        sink.text(self.key.as_str());
        match &self.operation {
            Operation::Put(value) => {
                sink.tag(1);
                value.feed(sink);
            }
            Operation::Delete => sink.tag(2),
        }
        self.context.feed(sink);
        sink.signed(self.client_time);
        sink.signed(self.leader_time);
    }
}
