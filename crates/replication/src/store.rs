//! A leader's store: for each key, the versions it keeps.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Key, Value};
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// All keys of one leader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    entries: BTreeMap<Key, Entry>,
}

impl Store {
    /// What is kept for a key; nothing if it was never written.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Every key that was ever written here with what is kept, in the keys' order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter()
    }

    pub(crate) fn entry(&mut self, key: &Key) -> &mut Entry {
        self.entries.entry(key.clone()).or_default()
    }

    /// Whether both keep the same versions of the same keys: what convergence means.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.dots().eq(other.dots())
    }

    /// Every version that is kept, by key and name.
    fn dots(&self) -> impl Iterator<Item = (&Key, Dot)> {
        self.entries.iter().flat_map(|(key, entry)| entry.dots().map(move |dot| (key, dot)))
    }
}

/// What a store keeps for one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The versions, in the order of their dots. More than one are siblings; one may be a tombstone.
    pub versions: Vec<Arc<Write>>,
    /// Every write of this key that is kept, was replaced, or is known to have been replaced elsewhere.
    pub history: CausalContext,
}

impl Entry {
    /// The dots of the versions, in order.
    pub fn dots(&self) -> impl Iterator<Item = Dot> {
        self.versions.iter().map(|version| version.dot)
    }

    /// The values that a read returns: none for a tombstone.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.versions.iter().filter_map(|version| version.value())
    }

    /// Whether there is more than one version.
    #[must_use]
    pub fn has_siblings(&self) -> bool {
        self.versions.len() > 1
    }
}
