//! A list that only grows, and whose copies share all of it but the last page.

use std::sync::Arc;

/// How many items a page has. A copy that grows on its own copies less than that.
const PAGE: usize = 32;

/// A list that only grows. Cloning it is cheap, and so are looking up an item and adding one.
#[derive(Clone, Debug)]
pub struct PagedList<T> {
    /// Full pages.
    full: Vec<Arc<Vec<T>>>,
    /// The rest.
    last: Vec<T>,
}

impl<T> Default for PagedList<T> {
    fn default() -> Self {
        Self { full: Vec::new(), last: Vec::new() }
    }
}

impl<T> PagedList<T> {
    /// The number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.full.len() * PAGE + self.last.len()
    }

    /// Whether it has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        match self.full.get(index / PAGE) {
            Some(page) => page.get(index % PAGE),
            None => self.last.get(index.checked_sub(self.full.len() * PAGE)?),
        }
    }

    /// The last item.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.last.last().or_else(|| self.full.last()?.last())
    }

    /// All items, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Adds an item at the end.
    pub(crate) fn push(&mut self, item: T) {
        if self.last.capacity() == 0 {
            self.last.reserve_exact(PAGE);
        }
        self.last.push(item);
        if self.last.len() == PAGE {
            self.full.push(Arc::new(std::mem::take(&mut self.last)));
        }
    }

    /// About how many bytes a copy takes that is not shared.
    pub(crate) fn unshared_bytes(&self) -> usize {
        self.full.len() * size_of::<usize>() + self.last.len() * size_of::<T>()
    }
}

impl<T> FromIterator<T> for PagedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::default();
        items.into_iter().for_each(|item| list.push(item));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paged_list_behaves_like_a_list_and_copies_do_not_change() {
        let mut list = PagedList::default();
        let mut copies = Vec::new();
        for number in 0..3 * PAGE + 5 {
            copies.push(list.clone());
            list.push(number);
        }
        copies.push(list.clone());
        for (len, copy) in copies.into_iter().enumerate() {
            let copied: PagedList<usize> = copy.iter().copied().collect();
            assert!(copied.iter().copied().eq(0..len));
            assert!(copy.iter().rev().copied().eq((0..len).rev()));
            assert_eq!((copy.len(), copy.is_empty()), (len, len == 0));
            assert_eq!(copy.last().copied(), len.checked_sub(1));
            assert_eq!(copy.get(len), None);
            assert_eq!(copy.get(len + PAGE), None);
        }
    }
}
