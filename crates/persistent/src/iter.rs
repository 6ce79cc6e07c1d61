//! The items of a map, in order.

use std::ops::Bound;

use crate::node::{Node, child_in, place_in};

/// The items of a map from some key on.
pub struct Iter<'a, K, V> {
    /// The nodes on the way to the next item, each with the place of what comes after the one below it.
    way: Vec<(&'a Node<K, V>, usize)>,
}

impl<'a, K, V> Iter<'a, K, V> {
    /// All items of a tree.
    pub(crate) fn new(root: Option<&'a Node<K, V>>) -> Self {
        Self { way: root.map(|root| (root, 0)).into_iter().collect() }
    }

    /// The items from a bound on.
    pub(crate) fn from(root: Option<&'a Node<K, V>>, start: Bound<&K>) -> Self
    where
        K: Ord,
    {
        let (Bound::Included(key) | Bound::Excluded(key)) = start else {
            return Self::new(root);
        };
        let mut way = Vec::new();
        let mut next = root;
        while let Some(node) = next {
            let (place, child) = match node {
                Node::Leaf(items) => {
                    let is_after = matches!(start, Bound::Excluded(_));
                    (
                        place_in(items, key)
                            .map_or_else(|place| place, |place| place + usize::from(is_after)),
                        None,
                    )
                }
                Node::Branch(children) => {
                    let child = child_in(children, key);
                    (child + 1, children.get(child).map(|(_, node)| &**node))
                }
            };
            way.push((node, place));
            next = child;
        }
        Self { way }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        loop {
            let (node, place) = self.way.last_mut()?;
            let at = *place;
            *place += 1;
            match *node {
                Node::Leaf(items) => {
                    if let Some((key, value)) = items.get(at) {
                        return Some((key, value));
                    }
                    self.way.pop();
                }
                Node::Branch(children) => match children.get(at) {
                    Some((_, child)) => self.way.push((child, 0)),
                    None => drop(self.way.pop()),
                },
            }
        }
    }
}
