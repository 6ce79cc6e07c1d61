//! One leader: its store, its clock, its replication log, and what it has applied. All but its clock is on
//! disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::{OrdMap, Vector};

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::logical::LogicalTimestamp;
use crate::operation::Inapplicable;
use crate::store::Store;
use crate::time::Micros;
use crate::versions::{CausalContext, Dot};
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
    pub accepted_count: u64,
    /// What it keeps.
    pub store: Store,
    /// Every write that it has applied.
    pub applied: CausalContext,
    /// Every write that it has applied, in order: what its links send from.
    pub log: Vector<LogEntry>,
    /// What was delivered and is not applied yet, in the order of arrival.
    pub buffered: Vector<BufferedWrite>,
    /// The last reading of its logical clock.
    pub logical_time: LogicalTimestamp,
    /// The assignments of homes that it has heard of, by the keys that they are for.
    pub homes: BTreeMap<Key, HomeAssignment>,
    /// The tombstones that it will drop, with when.
    pub tombstones: OrdMap<Dot, (Key, Micros)>,
}

impl Leader {
    /// The entries of its log from one on, each with its index.
    pub(crate) fn log_from(&self, first: usize) -> impl Iterator<Item = (usize, &LogEntry)> {
        (first..self.log.len()).filter_map(|index| Some((index, self.log.get(index)?)))
    }
}

/// What a leader has heard of the home of some keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HomeAssignment {
    /// The home.
    pub leader: LeaderId,
    /// The how-manieth assignment it is. The greatest counts, and of equal ones the greatest dot.
    pub epoch: u64,
    /// The assignment's own name.
    pub dot: Dot,
    /// What the new home's clock must show before it accepts writes; of no concern elsewhere.
    pub accepts_from: i64,
}

/// A delivered write that is not applied yet.
#[derive(Clone, Debug)]
pub struct BufferedWrite {
    /// What was delivered, with its path up to here.
    pub entry: LogEntry,
    /// The link that it came by.
    pub via: LinkId,
    /// What it waits for.
    pub reason: BufferReason,
}

/// What a delivered write waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BufferReason {
    /// Writes that it depends on.
    Dependencies,
    /// A store in which it can be carried out.
    Inapplicable(Inapplicable),
}

/// One entry of a replication log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// The write.
    pub write: Arc<Write>,
    /// The leaders that the write has passed, its origin first, this leader last; only the last few where it
    /// may go round for ever.
    pub path: Arc<[LeaderId]>,
    /// How many links it has passed.
    pub hops: u32,
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
        self.hops.saturating_add(1)
    }
}
