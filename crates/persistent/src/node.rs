//! The nodes of a map's search tree.

use std::mem::replace;
use std::sync::Arc;

/// A node has at most this many items or children.
const MOST: usize = 32;

/// A node with items, or with nodes of the next level, each with the least key it may hold.
#[derive(Clone)]
pub enum Node<K, V> {
    Leaf(Vec<(K, V)>),
    Branch(Vec<(K, Arc<Self>)>),
}

/// A node split off behind another, with its least key.
type SplitOff<K, V> = Option<(K, Arc<Node<K, V>>)>;

impl<K: Ord, V> Node<K, V> {
    pub fn get(&self, key: &K) -> Option<&V> {
        match self {
            Self::Leaf(items) => items.get(place_in(items, key).ok()?).map(|(_, value)| value),
            Self::Branch(children) => children.get(child_in(children, key)).and_then(|(_, it)| it.get(key)),
        }
    }

    /// The last item whose key is not greater.
    pub fn last_up_to(&self, key: &K) -> Option<(&K, &V)> {
        match self {
            Self::Leaf(items) => {
                let count = place_in(items, key).map_or_else(|count| count, |place| place + 1);
                items.get(..count)?.last().map(|(key, value)| (key, value))
            }
            // The one that may hold the key may have no smaller one.
            Self::Branch(children) => {
                let before = children.get(..=child_in(children, key))?;
                before.iter().rev().find_map(|(_, child)| child.last_up_to(key))
            }
        }
    }
}

impl<K: Ord + Clone, V: Clone> Node<K, V> {
    /// The value of a key, to be changed. Only what leads to it is copied, and only if it is there.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        match self {
            Self::Leaf(items) => {
                let place = place_in(items, key).ok()?;
                items.get_mut(place).map(|(_, value)| value)
            }
            Self::Branch(children) => {
                let child = child_in(children, key);
                children.get_mut(child).and_then(|(_, it)| Arc::make_mut(it).get_mut(key))
            }
        }
    }

    /// Sets the value of a key. Returns what it was, and the second half of a node that had to be split.
    pub fn insert(&mut self, key: K, value: V) -> (Option<V>, SplitOff<K, V>) {
        match self {
            Self::Leaf(items) => match place_in(items, &key) {
                Ok(place) => (Some(replace(&mut items[place].1, value)), None),
                Err(place) => {
                    let split = add(items, place, (key, value));
                    (None, split.map(|items| (items[0].0.clone(), Arc::new(Self::Leaf(items)))))
                }
            },
            Self::Branch(children) => {
                let child = child_in(children, &key);
                if key < children[child].0 {
                    children[child].0 = key.clone();
                }
                let (before, split) = Arc::make_mut(&mut children[child].1).insert(key, value);
                let split = split.and_then(|new| add(children, child + 1, new));
                (before, split.map(|nodes| (nodes[0].0.clone(), Arc::new(Self::Branch(nodes)))))
            }
        }
    }

    /// Takes out a key that is there. A node without items is dropped, and a branch with one child stays.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        match self {
            Self::Leaf(items) => place_in(items, key).ok().map(|place| items.remove(place).1),
            Self::Branch(children) => {
                let child = child_in(children, key);
                let node = Arc::make_mut(&mut children.get_mut(child)?.1);
                let removed = node.remove(key);
                if node.is_empty() {
                    children.remove(child);
                }
                removed
            }
        }
    }
}

impl<K, V> Node<K, V> {
    /// How many levels are below it.
    pub fn height(&self) -> usize {
        match self {
            Self::Leaf(_) => 0,
            Self::Branch(children) => children.first().map_or(0, |(_, child)| 1 + child.height()),
        }
    }

    /// A key that is not greater than any in it.
    pub fn least(&self) -> Option<&K> {
        match self {
            Self::Leaf(items) => items.first().map(|(key, _)| key),
            Self::Branch(children) => children.first().map(|(key, _)| key),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Leaf(items) => items.is_empty(),
            Self::Branch(children) => children.is_empty(),
        }
    }
}

/// Where a key is among items, or where it belongs.
pub fn place_in<K: Ord, T>(items: &[(K, T)], key: &K) -> Result<usize, usize> {
    let (mut from, mut to) = (0, items.len());
    while from < to {
        let middle = from.midpoint(to);
        match items[middle].0.cmp(key) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Equal => return Ok(middle),
            std::cmp::Ordering::Greater => to = middle,
        }
    }
    Err(from)
}

/// Which child may hold a key. The first may hold all keys before the second’s.
pub fn child_in<K: Ord, T>(children: &[(K, T)], key: &K) -> usize {
    place_in(children, key).unwrap_or_else(|after| after.saturating_sub(1))
}

/// Adds an item. Returns the second half if there were too many: only the new one, if it is the last, so that nodes
/// are full when keys come in order.
fn add<T>(items: &mut Vec<T>, place: usize, new: T) -> Option<Vec<T>> {
    if items.len() < MOST {
        items.insert(place, new);
        return None;
    }
    if place == MOST {
        return Some(vec![new]);
    }
    let mut second = items.split_off(MOST / 2);
    match place.checked_sub(MOST / 2) {
        Some(behind) => second.insert(behind, new),
        None => items.insert(place, new),
    }
    Some(second)
}
