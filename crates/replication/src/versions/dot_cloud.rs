//! Dot clouds: dots beyond a gap, as a sorted list of counters per leader.
//!
//! A client that talks to many leaders collects thousands of dots, and every checkpoint copies them, so they must be
//! compact.

use std::collections::BTreeMap;

use crate::id::LeaderId;
use crate::versions::{Dot, VersionVector};

/// A set of dots, grouped by leader.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct DotCloud {
    /// Each list is sorted and not empty, so that equal sets are equal maps.
    counters: BTreeMap<LeaderId, Vec<u64>>,
}

impl DotCloud {
    /// All dots, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Dot> {
        self.counters
            .iter()
            .flat_map(|(leader, counters)| counters.iter().map(|counter| Dot::new(*leader, *counter)))
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.counters.get(&dot.leader).is_some_and(|counters| counters.binary_search(&dot.counter).is_ok())
    }

    /// The greatest counter of a leader; 0 if there is none.
    pub(super) fn latest_of(&self, leader: LeaderId) -> u64 {
        self.counters.get(&leader).and_then(|counters| counters.last()).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.counters.values().map(Vec::len).sum()
    }

    pub(super) fn insert(&mut self, dot: Dot) {
        let counters = self.counters.entry(dot.leader).or_default();
        if let Err(index) = counters.binary_search(&dot.counter) {
            counters.insert(index, dot.counter);
        }
    }

    /// Moves the dots of every leader that have no gap below them into the vector.
    pub(super) fn absorb_contiguous(&mut self, vector: &mut VersionVector) {
        self.counters.retain(|leader, counters| {
            close(*leader, counters, vector);
            !counters.is_empty()
        });
    }

    /// Moves the dots of one leader that have no gap below them into the vector.
    pub(super) fn close_gap(&mut self, leader: LeaderId, vector: &mut VersionVector) {
        if let Some(counters) = self.counters.get_mut(&leader) {
            close(leader, counters, vector);
            if counters.is_empty() {
                self.counters.remove(&leader);
            }
        }
    }
}

/// Moves the counters of a leader that have no gap below them into the vector.
fn close(leader: LeaderId, counters: &mut Vec<u64>, vector: &mut VersionVector) {
    let mut reached = vector.count(leader);
    let mut closed = 0;
    while let Some(counter) = counters.get(closed).filter(|counter| counter.saturating_sub(1) <= reached) {
        reached = reached.max(*counter);
        closed += 1;
    }
    vector.raise(leader, reached);
    counters.drain(..closed);
}
