//! Dot clouds: dots beyond a gap, as a sorted list of counters per leader.
//!
//! A client that talks to many leaders collects thousands of dots, and every checkpoint copies them, so they must be
//! compact.

use crate::id::LeaderId;
use crate::versions::{Dot, VersionVector};

/// A set of dots, grouped by leader.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct DotCloud {
    /// Sorted by leader, and each list is sorted and not empty, so that equal sets are equal lists.
    counters: Vec<(LeaderId, Vec<u64>)>,
}

impl DotCloud {
    /// The place of a leader's counters, or where they would be.
    fn place(&self, leader: LeaderId) -> Result<usize, usize> {
        self.counters.binary_search_by_key(&leader, |(leader, _)| *leader)
    }

    /// The counters of a leader; none if there are none.
    fn counters_of(&self, leader: LeaderId) -> Option<&Vec<u64>> {
        let place = self.place(leader).ok()?;
        self.counters.get(place).map(|(_, counters)| counters)
    }

    /// All dots, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Dot> {
        self.counters
            .iter()
            .flat_map(|(leader, counters)| counters.iter().map(|counter| Dot::new(*leader, *counter)))
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.counters_of(dot.leader).is_some_and(|counters| counters.binary_search(&dot.counter).is_ok())
    }

    /// The greatest counter of a leader; 0 if there is none.
    pub(super) fn latest_of(&self, leader: LeaderId) -> u64 {
        self.counters_of(leader).and_then(|counters| counters.last()).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.counters.iter().map(|(_, counters)| counters.len()).sum()
    }

    pub(super) fn insert(&mut self, dot: Dot) {
        let place = self.place(dot.leader).unwrap_or_else(|place| {
            self.counters.insert(place, (dot.leader, Vec::new()));
            place
        });
        let (_, counters) = &mut self.counters[place];
        if let Err(index) = counters.binary_search(&dot.counter) {
            counters.insert(index, dot.counter);
        }
    }

    /// Moves the dots of every leader that have no gap below them into the vector.
    pub(super) fn absorb_contiguous(&mut self, vector: &mut VersionVector) {
        self.counters.retain_mut(|(leader, counters)| {
            close(*leader, counters, vector);
            !counters.is_empty()
        });
    }

    /// Moves the dots of one leader that have no gap below them into the vector.
    pub(super) fn close_gap(&mut self, leader: LeaderId, vector: &mut VersionVector) {
        if let Ok(place) = self.place(leader) {
            let (_, counters) = &mut self.counters[place];
            close(leader, counters, vector);
            if counters.is_empty() {
                self.counters.remove(place);
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
