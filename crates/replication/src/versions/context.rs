//! Causal contexts: sets of dots, stored as a version vector plus a dot cloud.
//!
//! If writes of one origin arrive out of order, a maximum per leader would mark the gaps as seen (SEMANTICS R6),
//! so dots beyond a gap are kept individually until the gap closes.

use std::fmt;

use crate::canonical::{Canonical, Encoder};
use crate::id::LeaderId;
use crate::sort::sort_by;
use crate::versions::dot_cloud::DotCloud;
use crate::versions::{Dot, VersionVector};

/// A set of dots: those in `vector` and those in `cloud`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CausalContext {
    vector: VersionVector,
    /// The dots beyond a gap in the vector.
    cloud: DotCloud,
}

impl CausalContext {
    /// The context that covers nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The contiguous part of the context.
    #[must_use]
    pub fn vector(&self) -> &VersionVector {
        &self.vector
    }

    /// The dots beyond gaps, in order.
    pub fn dots_beyond_gaps(&self) -> impl Iterator<Item = Dot> {
        self.cloud.iter()
    }

    /// Whether the context covers this dot.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        self.vector.contains(dot) || self.cloud.contains(dot)
    }

    /// Whether the context covers everything that the other covers.
    #[must_use]
    pub fn contains_all(&self, other: &Self) -> bool {
        let covers_prefix = |(leader, counter): (LeaderId, u64)| {
            let mut missing = self.vector.count(leader) + 1..=counter;
            missing.all(|counter| self.cloud.contains(Dot::new(leader, counter)))
        };
        other.vector.iter().all(covers_prefix) && other.dots_beyond_gaps().all(|dot| self.contains(dot))
    }

    /// The greatest counter of this leader that the context covers; 0 if it covers none.
    pub(crate) fn latest_of(&self, leader: LeaderId) -> u64 {
        self.cloud.latest_of(leader).max(self.vector.count(leader))
    }

    /// The dots that the context covers and the other does not, in the order of dots.
    pub fn dots_not_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Dot> + 'a {
        let missing = |(leader, counter): (LeaderId, u64)| {
            (other.vector.count(leader) + 1..=counter).map(move |counter| Dot::new(leader, counter))
        };
        let mut dots: Vec<Dot> = self.vector.iter().flat_map(missing).collect();
        dots.extend(self.dots_beyond_gaps());
        sort_by(&mut dots, Ord::cmp);
        dots.into_iter().filter(|dot| !other.contains(*dot))
    }

    /// Whether the context covers nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vector.is_empty() && self.cloud.is_empty()
    }

    /// The number of entries in its encoding.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vector.iter().count() + self.cloud.len()
    }

    /// Adds a dot.
    pub fn insert(&mut self, dot: Dot) {
        self.insert_missing(dot);
    }

    /// Adds a dot. Returns whether it was missing.
    pub(crate) fn insert_missing(&mut self, dot: Dot) -> bool {
        // Writes mostly arrive in order.
        if self.vector.raise_to_next(dot) {
            self.cloud.close_gap(dot.leader, &mut self.vector);
            return true;
        }
        let is_missing = !self.contains(dot);
        if is_missing {
            self.cloud.insert(dot);
        }
        is_missing
    }

    /// Adds everything that the other covers.
    pub fn join(&mut self, other: &Self) {
        self.vector.join(&other.vector);
        if self.cloud.is_empty() && other.cloud.is_empty() {
            return;
        }
        other.dots_beyond_gaps().for_each(|dot| self.cloud.insert(dot));
        self.close_gaps();
    }

    /// Moves each dot without a gap below it into the vector, so that equal sets are equal values.
    fn close_gaps(&mut self) {
        self.cloud.absorb_contiguous(&mut self.vector);
    }

    /// Adds a write of a key that a leader has applied, and what came before it, to the key's history there, and
    /// compacts it.
    pub(crate) fn add_applied(&mut self, dot: Dot, before: &Self, applied: &VersionVector) {
        if self.cloud.is_empty() && before.cloud.is_empty() && applied.contains(dot) {
            // The outcome is the same, without a detour through the cloud.
            self.vector.join(&before.vector);
            return self.vector.raise(dot.leader, dot.counter);
        }
        self.insert(dot);
        self.join(before);
        self.compact(applied);
    }

    /// Moves dots that `applied` contains into the vector.
    ///
    /// This is correct for the context of one key at a leader that has applied `applied`: every write of that key
    /// below such a dot has been applied, and is in the key's history.
    pub(crate) fn compact(&mut self, applied: &VersionVector) {
        if self.cloud.is_empty() {
            return;
        }
        let vector = &mut self.vector;
        for dot in self.cloud.iter().filter(|dot| applied.contains(*dot)) {
            vector.raise(dot.leader, dot.counter);
        }
        self.close_gaps();
    }
}

impl From<VersionVector> for CausalContext {
    fn from(vector: VersionVector) -> Self {
        Self { vector, cloud: DotCloud::default() }
    }
}

/// `[F2, T1]`; `[F2, T1 + T3]` with a dot beyond a gap; `[]` if empty.
impl fmt::Display for CausalContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |dots: Vec<Dot>| dots.iter().map(Dot::to_string).collect::<Vec<_>>().join(", ");
        let vector = joined(self.vector.iter().map(|(leader, counter)| Dot::new(leader, counter)).collect());
        let beyond = joined(self.dots_beyond_gaps().collect());
        let separator = if vector.is_empty() || beyond.is_empty() { "" } else { " + " };
        write!(f, "[{vector}{separator}{beyond}]")
    }
}

impl fmt::Debug for CausalContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Canonical for CausalContext {
    fn encode(&self, sink: &mut Encoder) {
        let vector: Vec<Dot> =
            self.vector.iter().map(|(leader, counter)| Dot::new(leader, counter)).collect();
        let beyond: Vec<Dot> = self.dots_beyond_gaps().collect();
        vector.encode(sink);
        beyond.encode(sink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dot(leader: &str, counter: u64) -> Dot {
        Dot::new(leader.parse().unwrap(), counter)
    }

    #[test]
    fn r6_gap_is_not_covered_until_it_is_filled() {
        let mut context = CausalContext::new();
        context.insert(dot("A", 2));
        assert!(!context.contains(dot("A", 1)));
        assert_eq!(context.to_string(), "[A2]");
        assert_eq!(context.vector().count("A".parse().unwrap()), 0);
        context.insert(dot("A", 1));
        assert_eq!(context.vector().count("A".parse().unwrap()), 2);
        assert_eq!(context.dots_beyond_gaps().count(), 0);
    }

    #[test]
    fn greatest_counter_does_not_overflow_gap_tracking() {
        let mut context = CausalContext::new();
        context.insert(dot("A", 2));
        context.join(&VersionVector::from_iter([("A".parse().unwrap(), u64::MAX)]).into());
        assert!(context.contains(dot("A", u64::MAX)));
        assert_eq!(context.dots_beyond_gaps().count(), 0);
    }

    proptest! {
        #[test]
        fn context_contains_exactly_the_inserted_dots(dots in proptest::collection::vec((0usize..3, 1u64..6), 0..20)) {
            let dots: Vec<Dot> = dots.into_iter().map(|(i, n)| dot(["A", "B", "C"][i], n)).collect();
            let (left, right) = dots.split_at(dots.len() / 2);
            let mut context = CausalContext::new();
            left.iter().for_each(|dot| context.insert(*dot));
            let mut other = CausalContext::new();
            right.iter().for_each(|dot| other.insert(*dot));
            context.join(&other);
            for leader in ["A", "B", "C"] {
                for counter in 1..6 {
                    let dot = dot(leader, counter);
                    prop_assert_eq!(context.contains(dot), dots.contains(&dot));
                }
            }
            let mut backwards = CausalContext::new();
            dots.iter().rev().for_each(|dot| backwards.insert(*dot));
            prop_assert_eq!(&backwards, &context);
            prop_assert!(context.dots_beyond_gaps().is_sorted());
        }
    }
}
