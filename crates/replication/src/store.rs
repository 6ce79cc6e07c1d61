//! A leader's store: for each key, the versions it keeps.

use std::sync::Arc;

use imbl::OrdMap;

use crate::key::Key;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// All keys of one leader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    entries: OrdMap<Key, Arc<Entry>>,
}

impl Store {
    /// What is kept for a key; nothing if it was never written.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key).map(Arc::as_ref)
    }

    /// Every key that was ever written here with what is kept, in the keys' order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key, entry.as_ref()))
    }

    /// How many keys were ever written here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key was ever written here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn entry(&mut self, key: &Key) -> &mut Entry {
        Arc::make_mut(self.entries.entry(key.clone()).or_default())
    }

    /// Forgets a key as if it had never been written.
    pub(crate) fn remove(&mut self, key: &Key) {
        self.entries.remove(key);
    }

    /// Whether both keep the same versions of the same keys, and read them alike: what convergence means.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.dots().eq(other.dots()) && self.readings().eq(other.readings())
    }

    /// Whether both keep the same versions of one key, and read them alike. A key that was never written is
    /// like one of which nothing is kept.
    #[must_use]
    pub fn agrees_on(&self, key: &Key, other: &Self) -> bool {
        let (ours, theirs) = (self.get(key), other.get(key));
        let alike = ours.into_iter().flat_map(Entry::dots).eq(theirs.into_iter().flat_map(Entry::dots));
        alike
            && ours.and_then(|entry| entry.materialized.as_ref())
                == theirs.and_then(|entry| entry.materialized.as_ref())
    }

    /// Every version that is kept, by key and name.
    fn dots(&self) -> impl Iterator<Item = (&Key, Dot)> {
        self.entries.iter().flat_map(|(key, entry)| entry.dots().map(move |dot| (key, dot)))
    }

    fn readings(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.entries.iter().filter_map(|(key, entry)| Some((key, entry.materialized.as_ref()?)))
    }
}

/// What a store keeps for one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The versions, in the order of their dots. More than one are siblings, unless they have one reading;
    /// one may be a tombstone.
    pub versions: Vec<Arc<Write>>,
    /// Every write of this key that is kept, was replaced, or is known to have been replaced elsewhere.
    pub history: CausalContext,
    /// What a read returns, where that is not what each version wrote: a counter's sum, a set's items, or
    /// what a statement came to here.
    pub materialized: Option<Value>,
    /// Versions that were replaced, the latest last, where the policy merges: a merge asks for what both
    /// sides came from.
    pub replaced: Vec<Arc<Write>>,
}

impl Entry {
    /// The dots of the versions, in order.
    pub fn dots(&self) -> impl Iterator<Item = Dot> {
        self.versions.iter().map(|version| version.dot)
    }

    /// What a read returns: one reading, or what each version wrote; none for a tombstone.
    pub fn visible_values(&self) -> impl Iterator<Item = Option<&Value>> {
        let each = self.materialized.is_none().then_some(&self.versions);
        let each = each.into_iter().flatten().map(|version| version.value());
        self.materialized.as_ref().map(Some).into_iter().chain(each)
    }

    /// The values that a read returns: none for a tombstone.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.visible_values().flatten()
    }

    /// Whether there is more than one version, and they are not read as one.
    #[must_use]
    pub fn has_siblings(&self) -> bool {
        self.versions.len() > 1 && self.materialized.is_none()
    }
}
