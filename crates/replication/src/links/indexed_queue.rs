//! A queue indexed by log position. It is contiguous because checkpoints clone it often, and a tree would waste
//! memory on empty slots.

use std::collections::VecDeque;
use std::collections::vec_deque;

/// Items sorted by index. Fast at both ends; elsewhere an insertion or removal moves the items up to the nearer
/// end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedQueue<T>(VecDeque<(usize, T)>);

impl<T> Default for IndexedQueue<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> IndexedQueue<T> {
    /// The position of an index, or where to insert it.
    fn position(&self, index: usize) -> Result<usize, usize> {
        // Messages mostly leave at one end and are added at the other.
        match (self.0.front(), self.0.back()) {
            (Some((first, _)), _) if *first == index => Ok(0),
            (_, Some((last, _))) if *last < index => Err(self.0.len()),
            (None, _) => Err(0),
            _ => self.0.binary_search_by(|(other, _)| other.cmp(&index)),
        }
    }

    /// The number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has an item with this index.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.position(index).is_ok()
    }

    /// The item with this index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(self.position(index).ok()?).map(|(_, item)| item)
    }

    /// The item with the smallest index.
    #[must_use]
    pub fn first(&self) -> Option<(usize, &T)> {
        self.0.front().map(|(index, item)| (*index, item))
    }

    /// All items with their indexes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.0.iter().map(|(index, item)| (*index, item))
    }

    /// All items, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, item)| item)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, item)| item)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let position = self.position(index).ok()?;
        self.0.get_mut(position).map(|(_, item)| item)
    }

    /// Inserts an item, replacing one with the same index.
    pub(crate) fn insert(&mut self, index: usize, item: T) {
        match self.position(index) {
            Ok(position) => self.0[position].1 = item,
            Err(position) => self.0.insert(position, (index, item)),
        }
    }

    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        self.0.remove(self.position(index).ok()?).map(|(_, item)| item)
    }

    /// Keeps only the items for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|(_, item)| keep(item));
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
            let (mut queue, mut map) = (IndexedQueue::default(), BTreeMap::new());
            for (number, (index, operation)) in steps.into_iter().enumerate() {
                match operation {
                    0 => prop_assert_eq!(queue.remove(index), map.remove(&index)),
                    1 if index == 0 => {
                        queue.retain(|item| item % 2 == 0);
                        map.retain(|_, item| *item % 2 == 0);
                    }
                    _ => {
                        queue.insert(index, number);
                        map.insert(index, number);
                    }
                }
                prop_assert_eq!(queue.get(index), map.get(&index));
                prop_assert_eq!(queue.get_mut(index), map.get_mut(&index));
                prop_assert_eq!(queue.contains(index), map.contains_key(&index));
                prop_assert_eq!(queue.first(), map.first_key_value().map(|(index, item)| (*index, item)));
                prop_assert_eq!((queue.len(), queue.is_empty()), (map.len(), map.is_empty()));
            }
            prop_assert!(queue.values().eq(map.values()));
            prop_assert!(queue.into_iter().eq(map));
        }
    }
}
