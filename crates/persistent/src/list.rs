//! A list whose copies share what has not changed.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Index, Range};
use std::sync::Arc;

/// Items in a block, and blocks in a group, as a power of two.
const BITS: usize = 6;
const SIZE: usize = 1 << BITS;
const MASK: usize = SIZE - 1;

type Group<T> = Vec<Arc<Vec<T>>>;

/// A list. All blocks and groups but the last are full; a copy shares them, and copies one block and one group when an
/// item in them changes.
#[derive(Clone)]
pub struct List<T> {
    groups: Vec<Arc<Group<T>>>,
    len: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> List<T> {
    /// An empty list, which takes no memory elsewhere.
    #[must_use]
    pub const fn new() -> Self {
        Self { groups: Vec::new(), len: 0 }
    }

    /// The number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The item at this place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        self.groups.get(place >> (2 * BITS))?.get((place >> BITS) & MASK)?.get(place & MASK)
    }

    /// The first item.
    #[must_use]
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last item.
    #[must_use]
    pub fn back(&self) -> Option<&T> {
        self.get(self.len.checked_sub(1)?)
    }

    /// All items in order.
    pub fn iter(&self) -> ListIter<'_, T> {
        ListIter { list: self, places: 0..self.len }
    }

    /// The place of an item for which `compare` says that it is equal to what is looked for, in a list that is in that
    /// order.
    ///
    /// # Errors
    ///
    /// If there is none: the place where it belongs.
    pub fn binary_search_by(&self, compare: impl Fn(&T) -> Ordering) -> Result<usize, usize> {
        let (mut from, mut to) = (0, self.len);
        while from < to {
            let middle = from.midpoint(to);
            match self.get(middle).map_or(Ordering::Greater, &compare) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => to = middle,
            }
        }
        Err(from)
    }
}

impl<T: Clone> List<T> {
    /// Adds an item at the end.
    pub fn push_back(&mut self, item: T) {
        if self.len.is_multiple_of(SIZE * SIZE) {
            self.groups.push(Arc::default());
        }
        let starts_block = self.len.is_multiple_of(SIZE);
        self.len += 1;
        let Some(group) = self.groups.last_mut().map(Arc::make_mut) else {
            return;
        };
        if starts_block {
            group.push(Arc::default());
        }
        if let Some(block) = group.last_mut() {
            Arc::make_mut(block).push(item);
        }
    }

    /// The item at this place, to be changed.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        if place >= self.len {
            return None;
        }
        let group = Arc::make_mut(self.groups.get_mut(place >> (2 * BITS))?);
        Arc::make_mut(group.get_mut((place >> BITS) & MASK)?).get_mut(place & MASK)
    }

    /// Takes the item at this place out. Takes time for each item behind it.
    pub fn remove(&mut self, place: usize) -> Option<T> {
        let removed = self.get(place)?.clone();
        for to in place..self.len - 1 {
            if let Some(next) = self.get(to + 1).cloned()
                && let Some(there) = self.get_mut(to)
            {
                *there = next;
            }
        }
        self.drop_last();
        Some(removed)
    }

    fn drop_last(&mut self) {
        let Some(group) = self.groups.last_mut().map(Arc::make_mut) else {
            return;
        };
        self.len -= 1;
        if let Some(block) = group.last_mut() {
            Arc::make_mut(block).pop();
        }
        if self.len.is_multiple_of(SIZE) {
            group.pop();
        }
        if self.len.is_multiple_of(SIZE * SIZE) {
            self.groups.pop();
        }
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.groups[place >> (2 * BITS)][(place >> BITS) & MASK][place & MASK]
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other)
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: Clone> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::new();
        items.into_iter().for_each(|item| list.push_back(item));
        list
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = ListIter<'a, T>;

    fn into_iter(self) -> ListIter<'a, T> {
        self.iter()
    }
}

/// The items of a list.
pub struct ListIter<'a, T> {
    list: &'a List<T>,
    places: Range<usize>,
}

impl<'a, T> Iterator for ListIter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.list.get(self.places.next()?)
    }

    fn nth(&mut self, count: usize) -> Option<&'a T> {
        self.list.get(self.places.nth(count)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<T> DoubleEndedIterator for ListIter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.list.get(self.places.next_back()?)
    }
}

impl<T> ExactSizeIterator for ListIter<'_, T> {}
