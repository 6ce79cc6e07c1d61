//! Dots beyond a gap: for each leader a list of counters. A client that talks to many leaders gathers
//! thousands of them, and each point to which a run goes back copies them.

use std::collections::BTreeMap;

use crate::id::LeaderId;
use crate::versions::{Dot, VersionVector};

/// Dots, as the counters of each leader.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct DotCloud {
    /// Each list in order; none is empty, so that equal sets are equal maps.
    counters: BTreeMap<LeaderId, Vec<u64>>,
}

impl DotCloud {
    /// Each dot, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Dot> {
        self.counters
            .iter()
            .flat_map(|(leader, counters)| counters.iter().map(|counter| Dot::new(*leader, *counter)))
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.counters.get(&dot.leader).is_some_and(|counters| counters.binary_search(&dot.counter).is_ok())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.counters.values().map(Vec::len).sum()
    }

    pub(super) fn insert(&mut self, dot: Dot) {
        let counters = self.counters.entry(dot.leader).or_default();
        if let Err(place) = counters.binary_search(&dot.counter) {
            counters.insert(place, dot.counter);
        }
    }

    /// Moves those of each leader that have no gap below them into the vector.
    pub(super) fn absorb_contiguous(&mut self, vector: &mut VersionVector) {
        self.counters.retain(|leader, counters| {
            close(*leader, counters, vector);
            !counters.is_empty()
        });
    }

    /// The same of one leader.
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
