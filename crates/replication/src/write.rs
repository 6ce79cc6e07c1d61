//! A write: an operation on a key, accepted by one leader.

use std::sync::Arc;

use crate::canonical::{Canonical, Encoder};
use crate::id::ClientId;
use crate::key::Key;
use crate::logical::LogicalReading;
use crate::merge_history::{History, Written};
use crate::operation::Operation;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};

/// The modelled size of a write's ids, times and checksums, in bytes.
const HEADER_BYTES: u64 = 64;
/// The modelled size of an entry of a causal context, in bytes.
const ENTRY_BYTES: u64 = 24;

/// An accepted write, as logs, messages and stores hold it. It has only what a real system could know: its
/// true time is in the event that records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its unique id: the leader that accepted it and that leader's counter.
    pub dot: Dot,
    /// The client that wrote it; none if a leader wrote it by itself, as when it merges.
    pub client: Option<ClientId>,
    /// The key that it writes to.
    pub key: Key,
    /// What it does to the key.
    pub operation: Operation,
    /// The writes to this key that its client had seen; empty if the policy tracks no contexts.
    pub context: CausalContext,
    /// The client's clock reading, in microseconds.
    pub client_time: i64,
    /// The accepting leader's clock reading, in microseconds.
    pub leader_time: i64,
    /// The result of a relative operation at the accepting leader (row-based replication); none if each leader
    /// executes the operation itself (statement-based replication).
    pub row: Option<Value>,
    /// Whether it was accepted under a policy that replicates the operation itself. A relative operation without a row is
    /// otherwise one that made nothing: a removal from nothing.
    pub is_statement: bool,
    /// The reading of its leader's logical clock, if leaders keep one.
    pub logical_time: Option<LogicalReading>,
    /// The writes that must be applied before it, under causal delivery.
    pub dependencies: Option<CausalContext>,
    /// The writes that it merges, or that it removes an item from, if its context does not name them. In the
    /// order of dots.
    pub sources: Vec<Dot>,
    /// What a merge was made from; none for any other write. Metadata that travels with the write.
    pub merged_from: Option<Arc<MergedFrom>>,
}

/// The client writes of a key that a leader or a merged version knows.
pub type MergeHistory = History<Write>;

/// What a merged version was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedFrom {
    /// All client writes of the key that the merging leader knew.
    pub history: MergeHistory,
    /// The client writes whose effect the merged value still has.
    pub contains: Contains,
}

impl MergedFrom {
    /// The client writes whose effect the merged value still has, in the order of dots (SEMANTICS C2).
    #[must_use]
    pub fn contained(&self) -> Vec<Contained> {
        match &self.contains {
            Contains::All => self.history.dots().map(|dot| Contained { dot, is_partial: false }).collect(),
            Contains::Only(contained) => contained.clone(),
        }
    }

    /// Whether the merged value still has the effect of this client write, or some of it.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> Option<Contained> {
        match &self.contains {
            Contains::All => self.history.contains(dot).then_some(Contained { dot, is_partial: false }),
            Contains::Only(contained) => {
                let place = contained.binary_search_by_key(&dot, |contained| contained.dot).ok()?;
                contained.get(place).copied()
            }
        }
    }
}

/// The client writes whose effect a merged value still has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contains {
    /// All that the merge knew.
    All,
    /// These, in the order of dots.
    Only(Vec<Contained>),
}

impl Default for Contains {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

/// A client write whose effect a merged value still has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contained {
    /// The client write.
    pub dot: Dot,
    /// Whether only a part of its effect is left: some fields of a map.
    pub is_partial: bool,
}

impl Write {
    /// The value that it stores; none for a tombstone.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.operation.value().or(self.row.as_ref())
    }

    /// Whether it is the result of a leader merging concurrent versions.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.client.is_none() && !matches!(self.operation, Operation::AssignHome { .. })
    }

    /// Whether its writer had seen the other write.
    #[must_use]
    pub fn had_seen(&self, other: &Self) -> bool {
        self.context.contains(other.dot)
    }

    /// Its modelled size on a link, in bytes: a fixed header, the key, the value and the contexts.
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

    /// How many entries its contexts and lists have, as a measure of its memory.
    pub(crate) fn item_count(&self) -> usize {
        self.context.len() + self.dependencies.as_ref().map_or(0, CausalContext::len) + self.sources.len()
    }

    /// Whether it has none of the optional fields, which are encoded only if one is set.
    pub(crate) fn is_plain(&self) -> bool {
        let old = matches!(self.operation, Operation::Put(_) | Operation::Delete) && self.client.is_some();
        old && self.row.is_none()
            && self.logical_time.is_none()
            && self.dependencies.is_none()
            && self.sources.is_empty()
    }
}

impl Written for Write {
    fn dot(&self) -> Dot {
        self.dot
    }

    fn context(&self) -> &CausalContext {
        &self.context
    }

    fn value(&self) -> Option<&Value> {
        self.value()
    }
}

impl Canonical for Write {
    fn encode(&self, encoder: &mut Encoder) {
        self.dot.encode(encoder);
        match self.client {
            Some(client) => client.encode(encoder),
            None => encoder.text(""),
        }
        encoder.text(self.key.as_str());
        self.operation.encode(encoder);
        self.context.encode(encoder);
        encoder.signed(self.client_time);
        encoder.signed(self.leader_time);
        if !self.is_plain() {
            self.row.encode(encoder);
            self.logical_time.encode(encoder);
            self.dependencies.encode(encoder);
            self.sources.encode(encoder);
        }
    }
}
