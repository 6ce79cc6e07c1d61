//! Something for each of many dots, found by number instead of by search.

use replication::Dot;

use super::per_leader::PerLeader;

/// Values by dot.
#[derive(Clone, Debug)]
pub(crate) struct PerDot<T> {
    /// By counter.
    of: PerLeader<Vec<Option<T>>>,
}

impl<T> Default for PerDot<T> {
    fn default() -> Self {
        Self { of: PerLeader::default() }
    }
}

impl<T: Clone> PerDot<T> {
    pub(crate) fn get(&self, dot: Dot) -> Option<&T> {
        self.of.get(&dot.leader)?.get(dot.counter as usize)?.as_ref()
    }

    /// Counters are those of accepted writes, which have no gaps.
    pub(crate) fn insert(&mut self, dot: Dot, value: T) {
        let of_leader = self.of.entry(dot.leader);
        let counter = dot.counter as usize;
        if counter >= of_leader.len() {
            of_leader.resize(counter + 1, None);
        }
        of_leader[counter] = Some(value);
    }
}
