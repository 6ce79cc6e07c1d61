//! Version vectors: the number of writes of each leader that a state contains.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::gather::gather;
use crate::id::LeaderId;
use crate::versions::Dot;

/// A list of this many counts is searched from the start.
const SHORT: usize = 8;

/// The number of contiguous writes of each leader in a state; leaders that are not listed count 0.
///
/// `partial_cmp` is the containment order; `None` means concurrent.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "BTreeMap<LeaderId, u64>", into = "BTreeMap<LeaderId, u64>")]
pub struct VersionVector {
    /// Sorted, and never holds a 0, so that equal vectors are equal lists. Most contexts of a key have few entries.
    counts: SmallVec<[(LeaderId, u64); 2]>,
}

impl VersionVector {
    /// The empty vector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of writes of `leader` that the vector contains.
    #[must_use]
    pub fn count(&self, leader: LeaderId) -> u64 {
        self.place(leader).map_or(0, |place| self.counts[place].1)
    }

    /// Whether the vector contains this write.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        dot.counter <= self.count(dot.leader)
    }

    /// Raises the count of `leader` to at least `counter`.
    pub fn raise(&mut self, leader: LeaderId, counter: u64) {
        match self.place(leader) {
            Ok(place) => self.counts[place].1 = self.counts[place].1.max(counter),
            Err(_) if counter == 0 => {}
            Err(place) => self.counts.insert(place, (leader, counter)),
        }
    }

    /// Adds a write if it is the next of its leader; otherwise returns false.
    pub(crate) fn raise_to_next(&mut self, dot: Dot) -> bool {
        match self.place(dot.leader) {
            Ok(place) if self.counts[place].1.checked_add(1) == Some(dot.counter) => {
                self.counts[place].1 = dot.counter;
            }
            Err(place) if dot.counter == 1 => self.counts.insert(place, (dot.leader, 1)),
            Ok(_) | Err(_) => return false,
        }
        true
    }

    /// The place of a leader, or where it would be.
    fn place(&self, leader: LeaderId) -> Result<usize, usize> {
        // In a short list, telling ids apart is faster than ordering them.
        if self.counts.len() <= SHORT
            && let Some(place) = self.counts.iter().position(|(other, _)| *other == leader)
        {
            return Ok(place);
        }
        self.counts.binary_search_by_key(&leader, |(leader, _)| *leader)
    }

    /// Joins another vector: the pointwise maximum.
    pub fn join(&mut self, other: &Self) {
        if self.lists_same_leaders(other) {
            let both = self.counts.iter_mut().zip(&other.counts);
            return both.for_each(|((_, count), (_, counter))| *count = (*count).max(*counter));
        }
        for (leader, counter) in other.iter() {
            self.raise(leader, counter);
        }
    }

    fn lists_same_leaders(&self, other: &Self) -> bool {
        let mut both = self.counts.iter().zip(&other.counts);
        self.counts.len() == other.counts.len() && both.all(|((one, _), (other, _))| one == other)
    }

    /// Each leader with its count, in the order of their ids; no zeros.
    pub fn iter(&self) -> impl Iterator<Item = (LeaderId, u64)> {
        self.counts.iter().copied()
    }

    /// Whether the vector is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn contains_all(&self, other: &Self) -> bool {
        other.iter().all(|(leader, counter)| counter <= self.count(leader))
    }
}

impl PartialOrd for VersionVector {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.contains_all(other), other.contains_all(self)) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        }
    }
}

impl From<BTreeMap<LeaderId, u64>> for VersionVector {
    fn from(mut counts: BTreeMap<LeaderId, u64>) -> Self {
        counts.retain(|_, counter| *counter > 0);
        Self { counts: counts.into_iter().collect() }
    }
}

impl From<VersionVector> for BTreeMap<LeaderId, u64> {
    fn from(vector: VersionVector) -> Self {
        vector.counts.into_iter().collect()
    }
}

impl FromIterator<(LeaderId, u64)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (LeaderId, u64)>>(counts: I) -> Self {
        gather::<BTreeMap<_, _>, _>(counts).into()
    }
}

/// `{A2, B1}`.
impl fmt::Display for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dots: Vec<String> =
            self.iter().map(|(leader, counter)| Dot::new(leader, counter).to_string()).collect();
        write!(f, "{{{}}}", dots.join(", "))
    }
}

impl fmt::Debug for VersionVector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vector(counts: &[(&str, u64)]) -> VersionVector {
        counts.iter().map(|(leader, counter)| (leader.parse().unwrap(), *counter)).collect()
    }

    fn joined(a: &VersionVector, b: &VersionVector) -> VersionVector {
        let mut join = a.clone();
        join.join(b);
        join
    }

    #[test]
    fn v1_comparison_is_equal_before_after_or_concurrent() {
        use Ordering::*;
        for (a, b, expected) in [
            (vector(&[("A", 2)]), vector(&[("A", 1)]), Some(Greater)),
            (vector(&[("A", 2), ("B", 1)]), vector(&[("A", 3)]), None),
            (vector(&[("A", 3), ("B", 1)]), vector(&[("A", 3)]), Some(Greater)),
            (vector(&[("A", 3)]), vector(&[("A", 3), ("B", 1)]), Some(Less)),
            (vector(&[("A", 3), ("B", 0)]), vector(&[("A", 3)]), Some(Equal)),
            (vector(&[]), vector(&[("B", 1)]), Some(Less)),
            (vector(&[]), vector(&[]), Some(Equal)),
        ] {
            assert_eq!(a.partial_cmp(&b), expected, "{a} and {b}");
        }
    }

    fn any_vector() -> impl Strategy<Value = VersionVector> {
        proptest::collection::vec(0u64..4, 4).prop_map(|counts| {
            ["A", "B", "C", "D"]
                .iter()
                .zip(counts)
                .map(|(id, counter)| (id.parse().unwrap(), counter))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn v1_join_is_commutative_associative_and_idempotent(a in any_vector(), b in any_vector(), c in any_vector()) {
            prop_assert_eq!(joined(&a, &b), joined(&b, &a));
            prop_assert_eq!(joined(&joined(&a, &b), &c), joined(&a, &joined(&b, &c)));
            prop_assert_eq!(joined(&a, &a), a);
        }

        #[test]
        fn v1_join_is_the_least_upper_bound(a in any_vector(), b in any_vector(), c in any_vector()) {
            let join = joined(&a, &b);
            prop_assert!(join >= a && join >= b);
            if c >= a && c >= b {
                prop_assert!(c >= join);
            }
        }
    }
}
