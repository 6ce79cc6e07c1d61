//! What one leader has applied and stores, as the trace shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use replication::{Dot, Key, SetUpdate, StoredVersions, Value, VersionRule, Write};

use super::dot_set::DotSet;

/// What a leader has applied and stores.
#[derive(Clone, Debug, Default)]
pub struct Replica {
    /// Every write that it has applied or skipped, except home assignments.
    pub applied: DotSet,
    /// Every client write that it has applied or skipped, or that a merge which it has applied was made from.
    pub known: DotSet,
    /// The writes that it no longer waits for.
    pub purged: DotSet,
    /// What it stores of each key.
    pub store: BTreeMap<Key, StoredKey>,
}

/// The versions that a leader stores of a key.
#[derive(Clone, Debug, Default)]
pub struct StoredKey {
    /// The versions, in the order of dots, as this leader stores them.
    pub versions: StoredVersions,
    /// What a read returns if it is not the value of each version.
    pub reading: Option<Arc<Value>>,
    /// Whether the last write was applied as an operation on a CRDT set, whose removals leave no value.
    is_set: bool,
}

/// A write that is applied, and the result.
pub(super) struct Application<'a> {
    pub(super) write: &'a Arc<Write>,
    pub(super) kept: &'a [Dot],
    pub(super) reading: Option<&'a Arc<Value>>,
    /// The rule by which it was applied.
    pub(super) rule: VersionRule,
    /// Whether a write that is applied again is executed again.
    pub(super) reapplies: bool,
    /// Finds a write that is stored again: a merge of versions that turns out to be one too few is undone.
    pub(super) find: &'a dyn Fn(Dot) -> Option<Arc<Write>>,
}

/// Dots that a leader learns of: nearly always one, for which no list is needed.
pub(crate) enum NewDots {
    None,
    One(Dot),
    Several(Vec<Dot>),
}

impl NewDots {
    pub(super) fn as_slice(&self) -> &[Dot] {
        match self {
            Self::None => &[],
            Self::One(dot) => std::slice::from_ref(dot),
            Self::Several(dots) => dots,
        }
    }
}

impl Replica {
    /// Whether it has applied a write, or need not have.
    #[must_use]
    pub fn has(&self, dot: Dot) -> bool {
        self.applied.contains(dot) || self.purged.contains(dot)
    }

    /// The first write that is missing although a later one of its leader is here, and that later one. The given dots
    /// are of no writes.
    #[must_use]
    pub fn first_gap(&self, not_writes: &DotSet) -> Option<(Dot, Dot)> {
        let is_met = |dot| self.purged.contains(dot) || not_writes.contains(dot);
        self.applied.gaps().find(|(missing, _)| !is_met(*missing))
    }

    /// Learns of the client writes that this write is or was merged from, and returns those that are new.
    fn learn(&mut self, write: &Write) -> NewDots {
        match &write.merged_from {
            Some(from) => {
                let new = from.history.dots_beyond(|leader, block| self.known.block(leader, block));
                for dot in &new {
                    self.known.insert(*dot);
                }
                NewDots::Several(new)
            }
            None if write.is_merge() || !self.known.insert(write.dot) => NewDots::None,
            None => NewDots::One(write.dot),
        }
    }

    /// Applies a write. Returns the client writes that it learns of.
    pub(super) fn apply(&mut self, application: &Application<'_>) -> NewDots {
        let learned = self.learn(application.write);
        self.store(application);
        learned
    }

    fn store(&mut self, application: &Application<'_>) {
        let Application { write, kept, reading, rule, reapplies, find } = application;
        let is_repeat = !self.applied.insert(write.dot);
        let is_executed = !is_repeat || *reapplies;
        let stored = match self.store.get_mut(&write.key) {
            Some(stored) => stored,
            None => self.store.entry(write.key.clone()).or_default(),
        };
        let version = |dot: &Dot| {
            let stored = stored.versions.iter().find(|version| version.dot == *dot);
            match stored.filter(|_| !(is_executed && *dot == write.dot)) {
                Some(version) => Some(version.clone()),
                None if *dot == write.dot => Some(Arc::clone(write)),
                None => find(*dot),
            }
        };
        stored.versions = kept.iter().filter_map(version).collect();
        stored.reading = reading.cloned();
        if is_executed {
            stored.is_set = *rule == VersionRule::Set;
        }
        if kept.is_empty() && reading.is_none() {
            self.store.remove(&write.key);
        }
    }

    /// Makes the value computed from a statement the row of its version, as a policy that stores rows does.
    pub(super) fn keep_computed_values_as_rows(&mut self) {
        for stored in self.store.values_mut().filter(|stored| stored.is_computed()) {
            let row = stored.reading.take().map(Arc::unwrap_or_clone);
            for version in &mut stored.versions {
                *version = Arc::new(Write { row: row.clone(), is_statement: false, ..Write::clone(version) });
            }
        }
    }
}

impl StoredKey {
    /// What a read returns, in the order of versions; none is a tombstone.
    pub fn visible_values(&self) -> impl Iterator<Item = Option<&Value>> {
        let each = self.reading.is_none().then_some(&self.versions);
        let each = each.into_iter().flatten().map(|version| version.value());
        self.reading.as_deref().map(Some).into_iter().chain(each)
    }

    /// What a read returns, in the order of values; empty if the key is absent.
    #[must_use]
    pub fn sorted_values(&self) -> Vec<Option<&Value>> {
        let mut values: Vec<Option<&Value>> = self.visible_values().collect();
        values.sort();
        if values == [None] {
            values.clear();
        }
        values
    }

    /// Whether a read returns the same as from the other.
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        match (self.one_value(), other.one_value()) {
            // Nearly always there is one, and no list is needed.
            (Some(one), Some(other)) => one == other,
            _ => self.sorted_values() == other.sorted_values(),
        }
    }

    /// Whether a read returns nothing, as of an absent key.
    #[must_use]
    pub fn reads_nothing(&self) -> bool {
        self.reading.is_none()
            && self.versions.iter().all(|version| version.value().is_none())
            && self.versions.len() < 2
    }

    /// What a read returns, if it is one value; none inside is a tombstone.
    fn one_value(&self) -> Option<Option<&Value>> {
        match (&self.reading, self.versions.as_slice()) {
            (Some(reading), _) => Some(Some(reading)),
            (None, [version]) => Some(version.value()),
            (None, _) => None,
        }
    }

    /// The versions that a read or an acknowledgement returns.
    pub fn returned_versions(&self) -> impl Iterator<Item = &Arc<Write>> {
        let is_removal = |version: &Write| SetUpdate::of(version).removed_item().is_some();
        self.versions.iter().filter(move |version| !(self.is_set && is_removal(version)))
    }

    /// The dots of the stored versions.
    pub fn dots(&self) -> impl Iterator<Item = Dot> {
        self.versions.iter().map(|version| version.dot)
    }

    fn is_computed(&self) -> bool {
        let is_result = |version: &Arc<Write>| {
            version.operation.is_relative() && (self.reading.is_some() || version.is_statement)
        };
        self.versions.len() == 1 && self.versions.iter().all(is_result)
    }
}
