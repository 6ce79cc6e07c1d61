//! A sorted map of any size, whose copies share all pages but those that have changed since.

use std::sync::Arc;

/// How many entries a page has at most: a change copies a page that is shared.
const PAGE: usize = 32;

/// A sorted map. Cloning it is cheap, and a change copies at most one page.
#[derive(Clone, Debug)]
pub struct PagedMap<K, V> {
    /// The entries in the order of keys; no page is empty.
    pages: Vec<Arc<Vec<(K, V)>>>,
    len: usize,
}

impl<K, V> Default for PagedMap<K, V> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0 }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for PagedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for PagedMap<K, V> {}

impl<K, V> PagedMap<K, V> {
    /// Each key with its value, in the order of keys.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.pages.iter().flat_map(|page| page.iter()).map(|(key, value)| (key, value))
    }

    /// The number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// About how many bytes a copy takes that is not shared.
    pub(crate) fn unshared_bytes(&self) -> usize {
        self.pages.len() * size_of::<usize>()
    }

    /// Whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// A page and a place on it.
type Position = (usize, usize);

impl<K: Ord + Clone, V: Clone> PagedMap<K, V> {
    /// The position of a key, or where it belongs.
    fn position(&self, key: &K) -> Result<Position, Position> {
        let after = self.pages.partition_point(|page| page.first().is_some_and(|(first, _)| first <= key));
        let page = after.saturating_sub(1);
        let entries = self.pages.get(page).map_or(&[][..], |page| page);
        let place = entries.binary_search_by(|(other, _)| other.cmp(key));
        place.map(|place| (page, place)).map_err(|place| (page, place))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let (page, place) = self.position(key).ok()?;
        Some(&self.pages[page][place].1)
    }

    /// The value of a key, which is added if it is missing.
    pub(crate) fn get_or_default(&mut self, key: &K) -> &mut V
    where
        V: Default,
    {
        let found = self.position(key);
        let (page, place) =
            found.unwrap_or_else(|missing| self.insert_at(missing, key.clone(), V::default()));
        &mut Arc::make_mut(&mut self.pages[page])[place].1
    }

    /// Adds an entry where it belongs, and returns where it is then.
    fn insert_at(&mut self, (page, place): Position, key: K, value: V) -> Position {
        self.len += 1;
        if self.pages.is_empty() {
            self.pages.push(Arc::new(Vec::with_capacity(PAGE)));
        }
        let entries = Arc::make_mut(&mut self.pages[page]);
        entries.insert(place, (key, value));
        if entries.len() < PAGE {
            return (page, place);
        }
        let rest = entries.split_off(PAGE / 2);
        self.pages.insert(page + 1, Arc::new(rest));
        if place < PAGE / 2 { (page, place) } else { (page + 1, place - PAGE / 2) }
    }

    /// Removes a key.
    pub(crate) fn remove(&mut self, key: &K) {
        let Ok((page, place)) = self.position(key) else {
            return;
        };
        self.len -= 1;
        let entries = Arc::make_mut(&mut self.pages[page]);
        entries.remove(place);
        if entries.is_empty() {
            self.pages.remove(page);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn paged_map_behaves_like_a_map_and_copies_do_not_change(
            steps in prop::collection::vec((0u16..200, 0u8..4), 0..600),
        ) {
            let (mut paged, mut map) = (PagedMap::<u16, usize>::default(), BTreeMap::<u16, usize>::new());
            let mut copies = Vec::new();
            for (number, (key, operation)) in steps.into_iter().enumerate() {
                match operation {
                    0 => {
                        paged.remove(&key);
                        map.remove(&key);
                    }
                    _ => {
                        *paged.get_or_default(&key) += number;
                        *map.entry(key).or_default() += number;
                    }
                }
                prop_assert_eq!(paged.get(&key), map.get(&key));
                if number % 50 == 0 {
                    copies.push((paged.clone(), map.clone()));
                }
            }
            copies.push((paged.clone(), map));
            for (paged, map) in &copies {
                prop_assert!(paged.iter().eq(map.iter()));
                prop_assert_eq!((paged.len(), paged.is_empty()), (map.len(), map.is_empty()));
            }
            prop_assert!(copies.iter().rev().take(1).all(|(last, _)| *last == paged));
        }
    }
}
