//! Something for each of many dots, found by number instead of by search.

use replication::{Dot, LeaderId};

/// Values by dot.
#[derive(Clone, Debug)]
pub(crate) struct PerDot<T> {
    /// In the order of leaders; by counter.
    origins: Vec<(LeaderId, Vec<Option<T>>)>,
}

impl<T> Default for PerDot<T> {
    fn default() -> Self {
        Self { origins: Vec::new() }
    }
}

impl<T: Clone> PerDot<T> {
    pub(crate) fn get(&self, dot: Dot) -> Option<&T> {
        let place = self.place(dot.leader).ok()?;
        self.origins[place].1.get(dot.counter as usize)?.as_ref()
    }

    /// Counters are those of accepted writes, which have no gaps.
    pub(crate) fn insert(&mut self, dot: Dot, value: T) {
        let place = match self.place(dot.leader) {
            Ok(place) => place,
            Err(place) => {
                self.origins.insert(place, (dot.leader, Vec::new()));
                place
            }
        };
        let of_leader = &mut self.origins[place].1;
        let counter = dot.counter as usize;
        if counter >= of_leader.len() {
            of_leader.resize(counter + 1, None);
        }
        of_leader[counter] = Some(value);
    }

    fn place(&self, leader: LeaderId) -> Result<usize, usize> {
        self.origins.binary_search_by_key(&leader, |(leader, _)| *leader)
    }
}
