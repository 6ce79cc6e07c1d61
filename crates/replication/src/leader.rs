//! The state of one leader: its store, replication log and clocks. All but the physical clock and the queue survives a crash.

use std::collections::BTreeMap;
use std::sync::Arc;

use persistent::{List, Map};
use smallvec::SmallVec;

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::operation::Inapplicable;
use crate::paged_list::PagedList;
use crate::service::{ServiceQueue, ServiceTimes};
use crate::store::Store;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// The state of one leader.
#[derive(Clone, Debug)]
pub struct Leader {
    /// The name shown to the user.
    pub name: String,
    /// Its location on the globe.
    pub place: Place,
    /// Its physical clock.
    pub clock: Clock,
    /// Whether it is running.
    pub up: bool,
    /// How many writes it has accepted, which is the counter of its latest dot.
    pub accepted_count: u64,
    /// How many of them it had accepted when the policy took effect.
    pub accepted_before_policy: u64,
    /// The versions that it stores for each key.
    pub store: Store,
    /// Every write that it has applied.
    pub applied: CausalContext,
    /// Its replication log: every write that it has applied, in order. Links send from it.
    pub log: PagedList<LogEntry>,
    /// Its open links have passed over the log entries before this index, even if their own index is less.
    pub passed_over: usize,
    /// Delivered writes that it cannot apply yet, in the order of arrival.
    pub buffered: List<BufferedWrite>,
    /// The last reading of its logical clock.
    pub logical_time: LogicalTimestamp,
    /// The latest home assignments that it knows of, by key pattern.
    pub homes: BTreeMap<Key, HomeAssignment>,
    /// Its tombstones that expire, each with its key and the reading of its clock, in microseconds, at which it
    /// expires.
    pub tombstones: Map<Dot, (Key, i64)>,
    /// The writes that it no longer waits for: dependencies on them count as met.
    pub purged: CausalContext,
    /// How long operations keep it busy.
    pub service: ServiceTimes,
    /// What it is busy with, and what waits for its turn.
    pub queue: ServiceQueue,
}

impl Leader {
    /// About how many bytes it takes, apart from what copies share piece by piece.
    pub(crate) fn bytes(&self) -> usize {
        let entries = self.applied.len() + self.purged.len();
        size_of::<Self>()
            + entries * size_of::<Dot>()
            + self.homes.len() * size_of::<HomeAssignment>()
            + self.log.unshared_bytes()
            + self.store.unshared_bytes()
    }

    /// Whether it has applied all of these writes, not counting those that were purged here.
    #[must_use]
    pub fn has_all(&self, writes: &CausalContext) -> bool {
        if self.purged.is_empty() || self.applied.contains_all(writes) {
            return self.applied.contains_all(writes);
        }
        let mut met = self.applied.clone();
        met.join(&self.purged);
        met.contains_all(writes)
    }

    /// Those of these writes that it has neither applied nor purged, in the order of dots.
    #[must_use]
    pub fn lacks(&self, writes: &CausalContext) -> Vec<Dot> {
        writes.dots_not_in(&self.applied).filter(|dot| !self.purged.contains(*dot)).collect()
    }

    /// The entries of its log from index `first` on, each with its index.
    pub(crate) fn log_from(&self, first: usize) -> impl Iterator<Item = (usize, &LogEntry)> {
        (first..self.log.len()).filter_map(|index| Some((index, self.log.get(index)?)))
    }
}

/// The latest home assignment that a leader knows of, for one key pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HomeAssignment {
    /// The home of these keys.
    pub leader: LeaderId,
    /// The number of the assignment. The greatest wins; ties go to the greatest dot.
    pub epoch: u64,
    /// The dot of the write that carried the assignment.
    pub dot: Dot,
    /// The reading of the new home's clock, in microseconds, from which it accepts writes. Unused at other
    /// leaders.
    pub accepts_from: i64,
    /// How many writes the new home had accepted when it learned of this assignment. Unused at other leaders.
    pub accepted_before: u64,
}

/// A delivered write that cannot be applied yet.
#[derive(Clone, Debug)]
pub struct BufferedWrite {
    /// The write, with its path up to this leader.
    pub entry: LogEntry,
    /// The link that delivered it.
    pub via: LinkId,
    /// Why it cannot be applied yet.
    pub reason: BufferReason,
}

/// Why a delivered write cannot be applied yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BufferReason {
    /// Writes that it depends on are missing.
    Dependencies,
    /// Its operation does not fit the stored value.
    Inapplicable(Inapplicable),
}

/// The leaders that a write has passed. Most writes arrive straight from their origin.
pub type Path = SmallVec<[LeaderId; 2]>;

/// One entry of a replication log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// The write.
    pub write: Arc<Write>,
    /// The leaders that the write has passed, from its origin to this one. Only the last few where writes can
    /// circulate forever.
    pub path: Path,
    /// How many links the write has passed.
    pub hops: u32,
}

impl LogEntry {
    /// The leader that sent the write here; none if it was accepted here.
    #[must_use]
    pub fn came_from(&self) -> Option<LeaderId> {
        self.path.iter().rev().nth(1).copied()
    }

    /// The hop count of the write when it arrives at the next leader.
    #[must_use]
    pub fn hops_onward(&self) -> u32 {
        self.hops.saturating_add(1)
    }
}
