//! A sorted map with few keys whose copies share their values until one of them changes.
//!
//! A run is copied at many instants, and its leaders and links change one at a time: a copy costs a pointer for each,
//! and a lookup is a search in one array.

use std::collections::BTreeSet;
use std::ops::Index;
use std::sync::Arc;

/// A sorted map. Cloning it is cheap, and so is changing a value that no copy shares.
#[derive(Clone, Debug)]
pub struct SharedMap<K, V> {
    keys: Arc<Vec<K>>,
    values: Vec<Arc<V>>,
}

/// A key and where its value is, so that it need not be searched again. Valid until a key is added or removed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot<K> {
    pub(crate) key: K,
    place: usize,
}

impl<K> Slot<K> {
    /// How many keys are less.
    pub(crate) fn place(&self) -> usize {
        self.place
    }
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self { keys: Arc::default(), values: Vec::new() }
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let place = self.keys.binary_search(key).ok()?;
        self.values.get(place).map(Arc::as_ref)
    }

    /// Whether the map has this key.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.keys.binary_search(key).is_ok()
    }

    /// The keys, in order.
    pub fn keys(&self) -> std::slice::Iter<'_, K> {
        self.keys.iter()
    }

    /// The values, in the order of keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + Clone {
        self.values.iter().map(Arc::as_ref)
    }

    /// Each key with its value, in the order of keys.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.keys.iter().zip(self.values.iter()))
    }

    /// Each key from this one on with its value, in the order of keys.
    pub fn range_from<'a>(&'a self, first: &K) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let place = self.keys.partition_point(|key| key < first);
        self.iter().skip(place)
    }

    /// The slot of a key.
    pub(crate) fn slot(&self, key: K) -> Option<Slot<K>> {
        let place = self.keys.binary_search(&key).ok()?;
        Some(Slot { key, place })
    }

    /// The slots of all keys, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot<K>> {
        self.keys.iter().cloned().zip(0..).map(|(key, place)| Slot { key, place })
    }

    /// The value in a valid slot.
    pub(crate) fn at(&self, slot: &Slot<K>) -> &V {
        debug_assert!(self.keys[slot.place] == slot.key, "the slot is valid");
        &self.values[slot.place]
    }

    /// The same, to change it.
    pub(crate) fn at_mut(&mut self, slot: &Slot<K>) -> &mut V {
        debug_assert!(self.keys[slot.place] == slot.key, "the slot is valid");
        Arc::make_mut(&mut self.values[slot.place])
    }

    /// The number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The values that no copy shares: what this map alone keeps in memory.
    pub(crate) fn unshared(&self) -> impl Iterator<Item = &V> {
        self.values.iter().filter(|value| Arc::strong_count(value) == 1).map(Arc::as_ref)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.keys.binary_search(key).ok()?;
        self.values.get_mut(place).map(Arc::make_mut)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.values.iter_mut().map(Arc::make_mut)
    }

    /// Sets the value of a key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.keys.binary_search(&key) {
            Ok(place) => self.values[place] = Arc::new(value),
            Err(place) => {
                Arc::make_mut(&mut self.keys).insert(place, key);
                self.values.insert(place, Arc::new(value));
            }
        }
    }

    /// Keeps only the values of these keys, and adds default values for the keys that are missing.
    pub(crate) fn set_keys(&mut self, wanted: &BTreeSet<K>)
    where
        V: Default,
    {
        let value = |key| {
            let place = self.keys.binary_search(key).ok();
            place.map_or_else(Arc::default, |place| self.values[place].clone())
        };
        self.values = wanted.iter().map(value).collect();
        self.keys = Arc::new(wanted.iter().cloned().collect());
    }

    /// Removes a key, and returns its value.
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.keys.binary_search(key).ok()?;
        Arc::make_mut(&mut self.keys).remove(place);
        Some(Arc::unwrap_or_clone(self.values.remove(place)))
    }
}

/// Each key with its value, in the order of keys.
#[derive(Clone, Debug)]
pub struct Iter<'a, K, V>(std::iter::Zip<std::slice::Iter<'a, K>, std::slice::Iter<'a, Arc<V>>>);

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value.as_ref()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    // `skip` finds its place at once.
    fn nth(&mut self, number: usize) -> Option<Self::Item> {
        self.0.nth(number).map(|(key, value)| (key, value.as_ref()))
    }
}

impl<'a, K: Ord + Clone, V: Clone> IntoIterator for &'a SharedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord + Clone, V: Clone> Index<&K> for SharedMap<K, V> {
    type Output = V;

    /// # Panics
    /// If the map does not have the key.
    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the map has the key")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn shared_map_behaves_like_a_map_and_copies_do_not_change(
            steps in prop::collection::vec((0u8..12, 0u8..4), 0..60),
        ) {
            let (mut shared, mut map) = (SharedMap::default(), BTreeMap::new());
            let mut copies = Vec::new();
            for (number, (key, operation)) in steps.into_iter().enumerate() {
                match operation {
                    0 => prop_assert_eq!(shared.remove(&key), map.remove(&key)),
                    1 => {
                        let both = (shared.get_mut(&key), map.get_mut(&key));
                        prop_assert_eq!(&both.0, &both.1);
                        if let (Some(one), Some(other)) = both {
                            (*one, *other) = (number, number);
                        }
                    }
                    2 => {
                        let wanted = BTreeSet::from([key, key / 2, key / 3]);
                        shared.set_keys(&wanted);
                        map = wanted.iter().map(|key| (*key, map.get(key).copied().unwrap_or_default())).collect();
                    }
                    _ => {
                        shared.insert(key, number);
                        map.insert(key, number);
                    }
                }
                prop_assert_eq!(shared.get(&key), map.get(&key));
                prop_assert!(shared.range_from(&key).eq(map.range(key..)));
                let slots = shared.slots().map(|slot| (slot.key, *shared.at(&slot)));
                prop_assert!(slots.eq(map.iter().map(|(key, value)| (*key, *value))));
                if let Some(slot) = shared.slot(key) {
                    *shared.at_mut(&slot) += 1;
                    map.entry(key).and_modify(|value| *value += 1);
                }
                copies.push((shared.clone(), map.clone()));
            }
            for (shared, map) in &copies {
                prop_assert!(shared.iter().eq(map.iter()));
                prop_assert!(shared.keys().eq(map.keys()) && shared.values().eq(map.values()));
                prop_assert_eq!((shared.len(), shared.is_empty()), (map.len(), map.is_empty()));
            }
        }
    }
}
