//! Something for each leader, in a sorted list: there are few leaders, and most look-ups are for one of the first.

use std::ops::Index;

use replication::LeaderId;

/// A list of this many leaders is searched from the start.
const SHORT: usize = 8;

/// Values by leader, in the order of leaders.
#[derive(Clone, Debug)]
pub struct PerLeader<T> {
    entries: Vec<(LeaderId, T)>,
}

impl<T> Default for PerLeader<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> FromIterator<(LeaderId, T)> for PerLeader<T> {
    fn from_iter<I: IntoIterator<Item = (LeaderId, T)>>(entries: I) -> Self {
        let mut all = Self::default();
        for (leader, value) in entries {
            all.insert(leader, value);
        }
        all
    }
}

impl<T> Index<&LeaderId> for PerLeader<T> {
    type Output = T;

    /// The value of a leader, which must have one.
    fn index(&self, leader: &LeaderId) -> &T {
        let place = self.place(*leader).unwrap_or_else(|_| panic!("there is nothing for {leader}"));
        &self.entries[place].1
    }
}

impl<T> PerLeader<T> {
    /// The value of a leader.
    #[must_use]
    pub fn get(&self, leader: &LeaderId) -> Option<&T> {
        self.place(*leader).ok().map(|place| &self.entries[place].1)
    }

    /// Whether a leader has a value.
    #[must_use]
    pub fn contains_key(&self, leader: &LeaderId) -> bool {
        self.place(*leader).is_ok()
    }

    /// How many leaders have a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no leader has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The leaders that have a value, in order.
    pub fn keys(&self) -> impl Iterator<Item = &LeaderId> {
        self.entries.iter().map(|(leader, _)| leader)
    }

    /// Each leader with its value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&LeaderId, &T)> {
        self.entries.iter().map(|(leader, value)| (leader, value))
    }

    /// The values, in the order of leaders.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, leader: &LeaderId) -> Option<&mut T> {
        self.place(*leader).ok().map(|place| &mut self.entries[place].1)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    pub(super) fn insert(&mut self, leader: LeaderId, value: T) {
        match self.place(leader) {
            Ok(place) => self.entries[place].1 = value,
            Err(place) => self.entries.insert(place, (leader, value)),
        }
    }

    pub(super) fn remove(&mut self, leader: &LeaderId) {
        if let Ok(place) = self.place(*leader) {
            self.entries.remove(place);
        }
    }

    fn place(&self, leader: LeaderId) -> Result<usize, usize> {
        if self.entries.len() <= SHORT
            && let Some(place) = self.entries.iter().position(|(of, _)| *of == leader)
        {
            return Ok(place);
        }
        self.entries.binary_search_by_key(&leader, |(of, _)| *of)
    }
}

impl<T: Default> PerLeader<T> {
    /// The value of a leader, which gets the default one if it has none.
    pub(super) fn entry(&mut self, leader: LeaderId) -> &mut T {
        let place = match self.place(leader) {
            Ok(place) => place,
            Err(place) => {
                self.entries.insert(place, (leader, T::default()));
                place
            }
        };
        &mut self.entries[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_few_and_of_many_leaders_are_found_in_the_order_of_leaders() {
        for count in [3, 20] {
            let leaders: Vec<LeaderId> = (10..10 + count).map(|n| format!("L{n}").parse().unwrap()).collect();
            let mut values: PerLeader<usize> = leaders.iter().rev().map(|leader| (*leader, 1)).collect();
            leaders.iter().enumerate().for_each(|(place, leader)| *values.entry(*leader) += place);
            values.remove(&leaders[1]);
            assert!(leaders.iter().filter(|leader| **leader != leaders[1]).eq(values.keys()));
            assert_eq!((values.get(&leaders[1]), values.get(&leaders[2])), (None, Some(&3)));
            assert_eq!(values[&leaders[0]], 1);
        }
    }
}
