//! One leader: its store, its clock, its replication log, and what it has applied. All but its clock is on disk.

use std::sync::Arc;

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::LeaderId;
use crate::store::Store;
use crate::versions::CausalContext;
use crate::write::Write;

/// One leader, as it is now.
#[derive(Clone, Debug)]
pub struct Leader {
    /// Its name for people.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its clock.
    pub clock: Clock,
    /// Whether it is running.
    pub up: bool,
    /// How many writes it has accepted: the counter of its latest dot.
    pub accepted: u64,
    /// What it keeps.
    pub store: Store,
    /// Every write that it has applied.
    pub applied: CausalContext,
    /// Every write that it has applied, in order: what its links send from.
    pub log: Vec<LogEntry>,
}

/// One entry of a replication log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// The write.
    pub write: Arc<Write>,
    /// The leaders that the write has passed, its origin first, this leader last.
    pub path: Arc<[LeaderId]>,
}

impl LogEntry {
    /// The leader that sent it here; none if it was accepted here.
    #[must_use]
    pub fn came_from(&self) -> Option<LeaderId> {
        self.path.iter().rev().nth(1).copied()
    }

    /// How many links the write will have passed when it arrives at the next leader.
    #[must_use]
    pub fn hops_onward(&self) -> u32 {
        u32::try_from(self.path.len()).unwrap_or(u32::MAX)
    }
}
