//! In which keys two maps differ, without looking at what they share.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::map::Map;
use crate::node::Node;

/// What comes next on the way through a tree: an item, or all of a node.
enum Next<'a, K, V> {
    Item(&'a K, &'a V),
    Node(&'a Arc<Node<K, V>>),
}

/// The way through a tree: what is still to come, the next of it last.
struct Way<'a, K, V>(Vec<Next<'a, K, V>>);

impl<'a, K, V> Way<'a, K, V> {
    fn new(root: Option<&'a Arc<Node<K, V>>>) -> Self {
        Self(root.map(Next::Node).into_iter().collect())
    }

    /// Replaces a node that comes next by what is in it.
    fn descend(&mut self) {
        let Some(Next::Node(node)) = self.0.last() else {
            return;
        };
        let node: &'a Node<K, V> = node;
        self.0.pop();
        match node {
            Node::Leaf(items) => {
                self.0.extend(items.iter().rev().map(|(key, value)| Next::Item(key, value)));
            }
            Node::Branch(children) => self.0.extend(children.iter().rev().map(|(_, it)| Next::Node(it))),
        }
    }
}

impl<K: Ord + Clone, V: PartialEq> Map<K, V> {
    /// The keys that only one of the two has, or with different values, in order. Fast where one was made from the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Vec<K> {
        let (mut ours, mut theirs) = (Way::new(self.root()), Way::new(other.root()));
        let mut differs = Vec::new();
        loop {
            let order = match (ours.0.last(), theirs.0.last()) {
                (None, None) => return differs,
                (Some(Next::Node(our)), Some(Next::Node(their))) if Arc::ptr_eq(our, their) => {
                    ours.0.pop();
                    theirs.0.pop();
                    continue;
                }
                (Some(Next::Item(our, value)), Some(Next::Item(their, other))) => {
                    let order = our.cmp(their);
                    if order != Ordering::Equal || value != other {
                        differs.push(K::clone(if order == Ordering::Greater { their } else { our }));
                    }
                    order
                }
                (Some(Next::Item(our, _)), None) => {
                    differs.push(K::clone(our));
                    Ordering::Less
                }
                (None, Some(Next::Item(their, _))) => {
                    differs.push(K::clone(their));
                    Ordering::Greater
                }
                // The higher one, as both may hold the same nodes further down.
                (Some(Next::Node(our)), Some(Next::Node(their))) => {
                    match our.height() >= their.height() {
                        true => ours.descend(),
                        false => theirs.descend(),
                    }
                    continue;
                }
                (Some(Next::Node(_)), Some(Next::Item(..)) | None) => {
                    ours.descend();
                    continue;
                }
                (Some(Next::Item(..)) | None, Some(Next::Node(_))) => {
                    theirs.descend();
                    continue;
                }
            };
            if order != Ordering::Greater {
                ours.0.pop();
            }
            if order != Ordering::Less {
                theirs.0.pop();
            }
        }
    }
}
