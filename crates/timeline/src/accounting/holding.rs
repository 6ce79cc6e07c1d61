//! Holdings: the versions that one leader stores of one key, and the client writes that each contains.

use std::sync::Arc;

use imbl::OrdMap;
use replication::{Dot, Key, Operation, Value, Write};

use super::contents::{Contents, Part};
use super::rules::Kind;

/// A stored version.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) write: Arc<Write>,
    pub(super) contents: Contents,
}

impl Version {
    /// How much of a write this version still has, given what a read of its key returns.
    fn part_of(&self, dot: Dot, kind: Kind, reading: Option<&Value>) -> Option<Part> {
        let part = self.contents.get(dot)?;
        match kind {
            Kind::Set => Some(part.min(part_in_set(&self.write.operation, reading)?)),
            Kind::Statements | Kind::Timestamps | Kind::Siblings | Kind::Merging | Kind::Counter => {
                Some(part)
            }
        }
    }
}

/// How much of an operation on a set shows in what a read returns.
pub(super) fn part_in_set(operation: &Operation, reading: Option<&Value>) -> Option<Part> {
    let is_there = |item: &Value| matches!(reading, Some(Value::Set(items)) if items.contains(item));
    match operation {
        Operation::Add(item) => is_there(item).then_some(Part::Whole),
        Operation::Remove(item) => (!is_there(item)).then_some(Part::Whole),
        Operation::Put(Value::Set(items)) if items.iter().any(|item| !is_there(item)) => {
            items.iter().any(is_there).then_some(Part::Some)
        }
        Operation::Put(_)
        | Operation::Delete
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::Increment(_)
        | Operation::AssignHome { .. } => Some(Part::Whole),
    }
}

/// What one leader holds of one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Holding {
    /// Its versions, in the order of dots.
    pub(super) versions: Vec<Version>,
    /// All that its versions contain.
    pub(super) held: Contents,
    /// Deletes and removals that have no version any more, while what they removed stays away.
    pub(super) effects: Vec<Dot>,
    /// What a read returns, if it is not the value of each version.
    pub(super) reading: Option<Arc<Value>>,
}

impl Holding {
    pub(super) fn version(&self, dot: Dot) -> Option<&Version> {
        let place = self.versions.binary_search_by_key(&dot, |version| version.write.dot).ok()?;
        self.versions.get(place)
    }

    /// How much of a write its versions still have.
    pub(super) fn part_of(&self, dot: Dot, kind: Kind) -> Option<Part> {
        let parts = self.versions.iter();
        parts.filter_map(|version| version.part_of(dot, kind, self.reading.as_deref())).max()
    }

    /// What an operation that computes had seen here: all but removals from a CRDT set, which leave no value to read.
    pub(super) fn seen_by_computing(&self, kind: Kind) -> Contents {
        let mut seen = self.held.clone();
        if kind != Kind::Set {
            return seen;
        }
        let removals = self.versions.iter().filter(|it| matches!(it.write.operation, Operation::Remove(_)));
        removals.for_each(|removal| seen.remove(removal.write.dot));
        seen
    }

    /// What a read of one of its versions returns.
    pub(super) fn value_of<'a>(&'a self, version: &'a Version) -> Option<&'a Value> {
        self.reading.as_deref().or_else(|| version.write.value())
    }

    /// Whether no version has a value.
    pub(super) fn is_absent(&self) -> bool {
        self.versions.iter().all(|version| self.value_of(version).is_none())
    }
}

/// All that one leader holds.
pub(super) type Holdings = OrdMap<Key, Arc<Holding>>;
