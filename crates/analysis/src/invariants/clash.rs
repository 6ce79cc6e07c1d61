//! What breaks an invariant at a leader: the keys, and the writes that hold the values.

use std::collections::BTreeSet;

use replication::{Dot, Key};

/// The keys that break an invariant together, and their writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clash {
    pub(crate) keys: Vec<Key>,
    pub(crate) writes: Vec<Dot>,
}

impl Clash {
    /// Of these keys, each with its write.
    pub(super) fn of<'k>(all: impl IntoIterator<Item = (&'k Key, Option<Dot>)>) -> Self {
        let (mut keys, mut writes) = (BTreeSet::new(), BTreeSet::new());
        for (key, write) in all {
            keys.insert(key.clone());
            writes.extend(write);
        }
        Self { keys: keys.into_iter().collect(), writes: writes.into_iter().collect() }
    }
}
