//! A snapshot that a joining leader starts from: a copy of another leader's data (SEMANTICS T8).

use std::collections::BTreeMap;

use persistent::Map;

use crate::id::LeaderId;
use crate::key::Key;
use crate::leader::{HomeAssignment, LogEntry};
use crate::logical::LogicalTimestamp;
use crate::paged_list::PagedList;
use crate::store::Store;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot};

/// A snapshot that a joining leader waits for.
#[derive(Clone, Debug)]
pub struct PendingSnapshot {
    /// The leader that the snapshot is taken from.
    pub source: LeaderId,
    /// The snapshot in transit; none while the two leaders cannot reach each other.
    pub transfer: Option<SnapshotTransfer>,
}

/// A snapshot in transit.
#[derive(Clone, Debug)]
pub struct SnapshotTransfer {
    /// When it was sent.
    pub sent_at: Micros,
    /// When it will arrive.
    pub arrives_at: Micros,
    pub(crate) data: SnapshotData,
}

/// Everything that a leader has on disk, except the writes that it holds back.
#[derive(Clone, Debug)]
pub(crate) struct SnapshotData {
    pub(crate) store: Store,
    pub(crate) applied: CausalContext,
    pub(crate) log: PagedList<LogEntry>,
    pub(crate) homes: BTreeMap<Key, HomeAssignment>,
    pub(crate) logical_time: LogicalTimestamp,
    pub(crate) tombstones: Map<Dot, (Key, i64)>,
    pub(crate) purged: CausalContext,
}
