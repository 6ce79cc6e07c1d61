//! What a client did: an operation on a key, accepted by one leader.

use crate::canonical::{Canonical, Encoder};
use crate::id::ClientId;
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::operation::Operation;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};

/// What a link is taken to carry with each write besides what can be counted: names, times, checksums. In
/// bytes.
const HEADER_BYTES: u64 = 64;
/// What a link is taken to carry for each entry of a context, in bytes.
const ENTRY_BYTES: u64 = 24;

/// One accepted write, as it stands in logs, messages and stores. It holds what a real one could hold and no
/// ground truth: when it truly happened is told by the event that records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its name, which says which leader accepted it.
    pub dot: Dot,
    /// Who wrote; none where a leader did by itself, as when it merges.
    pub client: Option<ClientId>,
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
    /// The value that a relative operation came to where it was accepted; none where the operation travels to
    /// be carried out anew.
    pub row: Option<Value>,
    /// The reading of the logical clock, where leaders keep one.
    pub logical_time: Option<LogicalTimestamp>,
    /// What must be applied before it, under causal delivery.
    pub dependencies: Option<CausalContext>,
    /// The writes that it is about, where they are not those of its context: those that a merge is made of,
    /// or those that a removal takes an item from. In the order of dots.
    pub sources: Vec<Dot>,
}

impl Write {
    /// The value that the key has by this write, none for a tombstone.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.operation.value().or(self.row.as_ref())
    }

    /// Whether a leader made it of concurrent versions.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.client.is_none() && !matches!(self.operation, Operation::AssignHome { .. })
    }

    /// Whether the writer of this one had seen the other.
    #[must_use]
    pub fn had_seen(&self, other: &Self) -> bool {
        self.context.contains(other.dot)
    }

    /// How many bytes a link is taken to carry for it: a round header, the key, the value and the contexts.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        let value = match &self.operation {
            Operation::Add(item) | Operation::Remove(item) => item.size_bytes(),
            Operation::Put(_)
            | Operation::Delete
            | Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Increment(_)
            | Operation::AssignHome { .. } => self.value().map_or(0, Value::size_bytes),
        };
        let entries = self.context.len() + self.dependencies.as_ref().map_or(0, CausalContext::len);
        HEADER_BYTES + self.key.as_str().len() as u64 + value + ENTRY_BYTES * entries as u64
    }

    /// How many items its lists hold.
    pub(crate) fn item_count(&self) -> usize {
        self.context.len() + self.dependencies.as_ref().map_or(0, CausalContext::len) + self.sources.len()
    }

    /// Whether it carries nothing but what every write carries.
    pub(crate) fn is_plain(&self) -> bool {
        let old = matches!(self.operation, Operation::Put(_) | Operation::Delete) && self.client.is_some();
        old && self.row.is_none() && self.logical_time.is_none() && self.dependencies.is_none() && self.sources.is_empty()
    }
}

impl Canonical for Write {
    fn encode(&self, sink: &mut dyn Encoder) {
        self.dot.encode(sink);
        match self.client {
            Some(client) => client.encode(sink),
            None => sink.text(""),
        }
        sink.text(self.key.as_str());
        self.operation.encode(sink);
        self.context.encode(sink);
        sink.signed(self.client_time);
        sink.signed(self.leader_time);
        if !self.is_plain() {
            self.row.encode(sink);
            self.logical_time.encode(sink);
            self.dependencies.encode(sink);
            self.sources.encode(sink);
        }
    }
}
