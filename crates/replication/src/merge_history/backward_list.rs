//! A persistent list that is read backwards. Copies share all items, and a short list takes little memory.

use std::sync::Arc;

/// A list that items are added to at its end.
#[derive(Debug)]
pub(super) struct BackwardList<T> {
    last: Option<Arc<Link<T>>>,
}

/// An item, and those before it.
#[derive(Debug)]
struct Link<T> {
    item: T,
    before: BackwardList<T>,
}

impl<T> Clone for BackwardList<T> {
    fn clone(&self) -> Self {
        Self { last: self.last.clone() }
    }
}

impl<T> Default for BackwardList<T> {
    fn default() -> Self {
        Self { last: None }
    }
}

impl<T> BackwardList<T> {
    pub(super) fn push(&mut self, item: T) {
        let before = Self { last: self.last.take() };
        self.last = Some(Arc::new(Link { item, before }));
    }

    /// The items, the last first.
    pub(super) fn iter_backwards(&self) -> impl Iterator<Item = &T> {
        let links = std::iter::successors(self.last.as_deref(), |link| link.before.last.as_deref());
        links.map(|link| &link.item)
    }
}

/// Drops one item after the other: a recursion as deep as the list is long would overflow the stack.
impl<T> Drop for BackwardList<T> {
    fn drop(&mut self) {
        let mut next = self.last.take();
        while let Some(mut link) = next.and_then(Arc::into_inner) {
            next = link.before.last.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_do_not_change_with_the_original() {
        let mut list = BackwardList::default();
        (0..3).for_each(|number| list.push(number));
        let copy = list.clone();
        list.push(3);
        assert_eq!(list.iter_backwards().copied().collect::<Vec<_>>(), [3, 2, 1, 0]);
        assert_eq!(copy.iter_backwards().copied().collect::<Vec<_>>(), [2, 1, 0]);
    }

    #[test]
    fn a_long_list_is_dropped_without_a_deep_stack() {
        let mut list = BackwardList::default();
        (0..1_000_000).for_each(|number| list.push(number));
        let copy = list.clone();
        drop(list);
        assert_eq!(copy.iter_backwards().count(), 1_000_000);
    }
}
