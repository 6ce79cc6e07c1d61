//! A leader's store: the versions that it keeps of each key.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::key::Key;
use crate::key_history::KeyHistory;
use crate::paged_map::PagedMap;
use crate::set_history::SetHistory;
use crate::set_update::SetUpdate;
use crate::sort::sort_by;
use crate::value::Value;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

/// All keys stored at one leader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store {
    entries: PagedMap<Key, Arc<Entry>>,
}

impl Store {
    /// The entry of a key; none if it was never written.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key).map(Arc::as_ref)
    }

    /// Every key that was ever written here with its entry, in the order of keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key, entry.as_ref()))
    }

    /// The number of keys ever written here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key was ever written here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// About how many bytes a copy takes that is not shared, apart from entries that change.
    pub(crate) fn unshared_bytes(&self) -> usize {
        self.entries.unshared_bytes()
    }

    pub(crate) fn entry(&mut self, key: &Key) -> &mut Entry {
        Arc::make_mut(self.entries.get_or_default(key))
    }

    /// Makes the value that this leader had computed from a statement the row of its version, once a policy is in force
    /// that stores rows (SEMANTICS C8). The write may have been accepted as a row, and executed as a statement here.
    pub(crate) fn keep_computed_values_as_rows(&mut self) {
        let computed = self.entries.iter().filter(|(_, entry)| entry.is_computed());
        let keys: Vec<Key> = computed.map(|(key, _)| key.clone()).collect();
        for key in keys {
            let entry = self.entry(&key);
            let row = entry.materialized.take().map(Arc::unwrap_or_clone);
            for version in &mut entry.versions {
                *version = Arc::new(Write { row: row.clone(), is_statement: false, ..Write::clone(version) });
            }
        }
    }

    /// Removes a key as if it had never been written.
    pub(crate) fn remove(&mut self, key: &Key) {
        self.entries.remove(key);
    }

    /// Whether a read of any key returns the same at both, whatever versions they store. This is convergence
    /// (SEMANTICS C1).
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        let present = |store: &Self| -> Vec<Key> {
            let entries = store.entries.iter().filter(|(_, entry)| !entry.reading().is_empty());
            entries.map(|(key, _)| key.clone()).collect()
        };
        let keys = present(self);
        keys == present(other) && keys.iter().all(|key| self.reads_like_on(key, other))
    }

    /// Whether a read of this key returns the same at both.
    #[must_use]
    pub fn reads_like_on(&self, key: &Key, other: &Self) -> bool {
        let reading = |store: &'_ Self| -> Vec<Option<Value>> {
            store
                .get(key)
                .map(|entry| entry.reading().into_iter().map(|value| value.cloned()).collect())
                .unwrap_or_default()
        };
        self.agrees_on(key, other) || reading(self) == reading(other)
    }

    /// Whether both store the same versions of every key, and read them the same.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.dots().eq(other.dots()) && self.visible().eq(other.visible())
    }

    /// Whether both store the same versions of one key, and read them the same. A key that was never written
    /// equals one without versions.
    #[must_use]
    pub fn agrees_on(&self, key: &Key, other: &Self) -> bool {
        let (ours, theirs) = (self.get(key), other.get(key));
        let same_versions =
            ours.into_iter().flat_map(Entry::dots).eq(theirs.into_iter().flat_map(Entry::dots));
        let [our_reads, their_reads] =
            [ours, theirs].map(|entry| entry.into_iter().flat_map(Entry::visible_values));
        same_versions && our_reads.eq(their_reads)
    }

    /// Every stored version, in the order of keys and dots.
    fn dots(&self) -> impl Iterator<Item = (&Key, Dot)> {
        self.entries.iter().flat_map(|(key, entry)| entry.dots().map(move |dot| (key, dot)))
    }

    /// What a read of each key returns, in the order of keys.
    fn visible(&self) -> impl Iterator<Item = (&Key, Option<&Value>)> {
        self.entries.iter().flat_map(|(key, entry)| entry.visible_values().map(move |value| (key, value)))
    }
}

/// Versions of a key, in no allocation of their own if there is only one.
pub type StoredVersions = SmallVec<[Arc<Write>; 1]>;

/// The versions of one key, and what a merge needs to know of its history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The stored versions, in the order of dots. Two or more are siblings, unless they share one reading. A
    /// version can be a tombstone.
    pub versions: StoredVersions,
    /// Every write to this key that is stored, was replaced here, or is known to have been replaced elsewhere.
    pub history: CausalContext,
    /// What a read returns if it is not the value of each version: a counter's sum, a set's items, or the
    /// local result of a relative operation.
    pub materialized: Option<Arc<Value>>,
    /// What is remembered of the key of a CRDT set; none if its last write was applied under another policy.
    pub set_history: Option<SetHistory>,
    /// What merges depend on; none if the policy does not merge.
    pub merging: Option<Box<KeyHistory>>,
}

impl Entry {
    /// The dots of the stored versions, in order.
    pub fn dots(&self) -> impl Iterator<Item = Dot> {
        self.versions.iter().map(|version| version.dot)
    }

    /// The versions that a read returns: all but the removals from a CRDT set, which leave no value (SEMANTICS O4).
    pub fn returned_versions(&self) -> impl Iterator<Item = &Arc<Write>> {
        let is_set = self.set_history.is_some();
        let is_removal = |version: &Write| SetUpdate::of(version).removed_item().is_some();
        self.versions.iter().filter(move |version| !(is_set && is_removal(version)))
    }

    /// What a read returns: the shared reading, or the value of each version; none for a tombstone.
    pub fn visible_values(&self) -> impl Iterator<Item = Option<&Value>> {
        let each = self.materialized.is_none().then_some(&self.versions);
        let each = each.into_iter().flatten().map(|version| version.value());
        self.materialized.as_deref().map(Some).into_iter().chain(each)
    }

    /// What a read returns, in the order of values; none is a tombstone among siblings. Empty if the key is absent.
    #[must_use]
    pub fn reading(&self) -> Vec<Option<&Value>> {
        let mut values: Vec<Option<&Value>> = self.visible_values().collect();
        sort_by(&mut values, Ord::cmp);
        if values == [None] {
            values.clear();
        }
        values
    }

    /// The values that a read returns, without tombstones.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.visible_values().flatten()
    }

    /// Whether its one version is the result of a statement, which is nothing where the statement made nothing.
    fn is_computed(&self) -> bool {
        let has_result = |version: &Write| self.materialized.is_some() || version.is_statement;
        let is_result = |version: &Arc<Write>| version.operation.is_relative() && has_result(version);
        self.versions.len() == 1 && self.versions.iter().all(is_result)
    }

    /// Whether there are two or more versions that do not share one reading.
    #[must_use]
    pub fn has_siblings(&self) -> bool {
        self.versions.len() > 1 && self.materialized.is_none()
    }
}
