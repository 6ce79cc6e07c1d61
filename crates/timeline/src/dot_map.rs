//! A persistent map by dot: for each leader, a list by sequence number.

use persistent::List;
use replication::{Dot, LeaderId};

/// Values by dot. Leaders number their writes without gaps, so each has a list in place of a search tree.
#[derive(Clone, Debug)]
pub(crate) struct DotMap<T> {
    /// In the order of leaders.
    lists: Vec<(LeaderId, List<Option<T>>)>,
}

impl<T> Default for DotMap<T> {
    fn default() -> Self {
        Self { lists: Vec::new() }
    }
}

impl<T: Clone> DotMap<T> {
    pub(crate) fn insert(&mut self, dot: Dot, value: T) {
        let Some(place) = place(dot) else {
            return;
        };
        let number = self.list_number(dot.leader).unwrap_or_else(|number| {
            self.lists.insert(number, (dot.leader, List::new()));
            number
        });
        let (_, list) = &mut self.lists[number];
        while list.len() < place {
            list.push_back(None);
        }
        match list.get_mut(place) {
            Some(there) => *there = Some(value),
            None => list.push_back(Some(value)),
        }
    }

    pub(crate) fn get(&self, dot: Dot) -> Option<&T> {
        let (_, list) = &self.lists[self.list_number(dot.leader).ok()?];
        list.get(place(dot)?)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, dot: Dot) -> Option<&mut T> {
        let number = self.list_number(dot.leader).ok()?;
        let (_, list) = &mut self.lists[number];
        list.get_mut(place(dot)?)?.as_mut()
    }

    /// The values of a leader up to a sequence number, in order.
    pub(crate) fn up_to(&self, last: Dot) -> impl DoubleEndedIterator<Item = &T> {
        let list = self.list_number(last.leader).ok().map(|number| &self.lists[number].1);
        let length = list.map_or(0, List::len);
        let count = usize::try_from(last.counter).unwrap_or(usize::MAX).min(length);
        (0..count).filter_map(move |place| list?.get(place)?.as_ref())
    }

    /// Where the list of a leader is, or belongs.
    fn list_number(&self, leader: LeaderId) -> Result<usize, usize> {
        self.lists.binary_search_by_key(&leader, |(leader, _)| *leader)
    }
}

/// The place of a dot in the list of its leader. Sequence numbers begin at 1.
fn place(dot: Dot) -> Option<usize> {
    usize::try_from(dot.counter).ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(leader: &str, counter: u64) -> Dot {
        Dot::new(leader.parse().unwrap(), counter)
    }

    #[test]
    fn values_are_found_by_dot_and_listed_by_sequence_number() {
        let mut map = DotMap::default();
        for (at, value) in [(dot("B", 2), 20), (dot("A", 1), 1), (dot("B", 5), 50), (dot("B", 2), 21)] {
            map.insert(at, value);
        }
        *map.get_mut(dot("A", 1)).unwrap() += 1;
        let found =
            [dot("A", 1), dot("B", 1), dot("B", 2), dot("B", 5), dot("B", 9), dot("B", 0), dot("C", 1)];
        assert_eq!(
            found.map(|it| map.get(it).copied()),
            [Some(2), None, Some(21), Some(50), None, None, None]
        );
        assert_eq!(map.up_to(dot("B", 4)).copied().collect::<Vec<i32>>(), [21]);
        assert_eq!(map.up_to(dot("B", u64::MAX)).rev().copied().collect::<Vec<i32>>(), [50, 21]);
        assert_eq!(map.up_to(dot("C", 3)).count(), 0);
    }
}
