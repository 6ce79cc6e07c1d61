//! Things by their index in a log. A run is copied at many instants, and these are most of what each copy has of
//! its own: so they lie one beside the other, without the empty places of a tree.

use std::collections::VecDeque;
use std::collections::vec_deque;

/// Things by their index, in that order. Most come at the end and go from the beginning; any other place takes
/// as long as there are things between it and the nearer end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedQueue<T>(VecDeque<(usize, T)>);

impl<T> Default for IndexedQueue<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> IndexedQueue<T> {
    /// Where an index is, or would have to be.
    fn position(&self, index: usize) -> Result<usize, usize> {
        match self.0.back() {
            Some((last, _)) if *last < index => Err(self.0.len()),
            _ => self.0.binary_search_by(|(there, _)| there.cmp(&index)),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one with this index.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.position(index).is_ok()
    }

    /// The one with this index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(self.position(index).ok()?).map(|(_, it)| it)
    }

    /// The first of all.
    #[must_use]
    pub fn first(&self) -> Option<(usize, &T)> {
        self.0.front().map(|(index, it)| (*index, it))
    }

    /// All of them with their indexes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.0.iter().map(|(index, it)| (*index, it))
    }

    /// All of them, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, it)| it)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, it)| it)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let place = self.position(index).ok()?;
        self.0.get_mut(place).map(|(_, it)| it)
    }

    /// Puts one in, instead of another of this index if there is one.
    pub(crate) fn insert(&mut self, index: usize, it: T) {
        match self.position(index) {
            Ok(place) => self.0[place].1 = it,
            Err(place) => self.0.insert(place, (index, it)),
        }
    }

    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        self.0.remove(self.position(index).ok()?).map(|(_, it)| it)
    }

    /// Keeps only those of which this is so.
    pub(crate) fn retain(&mut self, holds: impl Fn(&T) -> bool) {
        self.0.retain(|(_, it)| holds(it));
    }
}

impl<T> IntoIterator for IndexedQueue<T> {
    type Item = (usize, T);
    type IntoIter = vec_deque::IntoIter<(usize, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn indexed_queue_behaves_like_a_map(steps in prop::collection::vec((0usize..24, 0u8..4), 0..80)) {
            let (mut here, mut map) = (IndexedQueue::default(), BTreeMap::new());
            for (number, (index, what)) in steps.into_iter().enumerate() {
                match what {
                    0 => prop_assert_eq!(here.remove(index), map.remove(&index)),
                    1 if index == 0 => {
                        here.retain(|it| it % 2 == 0);
                        map.retain(|_, it| *it % 2 == 0);
                    }
                    _ => {
                        here.insert(index, number);
                        map.insert(index, number);
                    }
                }
                prop_assert_eq!(here.get(index), map.get(&index));
                prop_assert_eq!(here.get_mut(index), map.get_mut(&index));
                prop_assert_eq!(here.contains(index), map.contains_key(&index));
                prop_assert_eq!(here.first(), map.first_key_value().map(|(index, it)| (*index, it)));
                prop_assert_eq!((here.len(), here.is_empty()), (map.len(), map.is_empty()));
            }
            prop_assert!(here.values().eq(map.values()));
            prop_assert!(here.into_iter().eq(map));
        }
    }
}
