//! What a leader that joins begins with: a copy of another's data, as of when it was sent (SEMANTICS T8).

use std::collections::BTreeMap;

use imbl::{OrdMap, Vector};

use crate::id::LeaderId;
use crate::key::Key;
use crate::leader::{HomeAssignment, LogEntry, BufferedWrite};
use crate::logical::LogicalTimestamp;
use crate::store::Store;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot};

/// A snapshot that a leader waits for.
#[derive(Clone, Debug)]
pub struct PendingSnapshot {
    /// The leader that it comes from.
    pub from: LeaderId,
    /// What is on its way; none where it cannot get through.
    pub transfer: Option<SnapshotTransfer>,
}

/// A copy of a leader's data on its way.
#[derive(Clone, Debug)]
pub struct SnapshotTransfer {
    /// When it was sent.
    pub sent_at: Micros,
    /// When it arrives.
    pub arrives_at: Micros,
    pub(crate) data: SnapshotData,
}

/// The data themselves.
#[derive(Clone, Debug)]
pub(crate) struct SnapshotData {
    pub(crate) store: Store,
    pub(crate) applied: CausalContext,
    pub(crate) log: Vector<LogEntry>,
    pub(crate) buffered: Vector<BufferedWrite>,
    pub(crate) homes: BTreeMap<Key, HomeAssignment>,
    pub(crate) logical_time: LogicalTimestamp,
    pub(crate) tombstones: OrdMap<Dot, (Key, Micros)>,
}
