//! Holdings: the versions that one leader stores of one key, and the client writes that each contains.

use std::collections::BTreeSet;
use std::sync::Arc;

use persistent::Map;
use replication::{Dot, Key, SetUpdate, Value, Write, gather};

use super::contents::{Contents, Part};
use super::rules::Kind;

/// A stored version.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) write: Arc<Write>,
    pub(super) contents: Contents,
    /// Whether a read returns it: a removal from a CRDT set leaves no value.
    pub(super) is_returned: bool,
}

/// Whether an item is in the set that a read returns.
pub(super) fn has_item(reading: Option<&Value>, item: &Value) -> bool {
    matches!(reading, Some(Value::Set(items)) if items.contains(item))
}

/// The item that a write removes from a set.
fn removed_item(write: &Write) -> Option<&Value> {
    SetUpdate::of(write).removed_item()
}

/// What one leader holds of one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Holding {
    /// Its versions, in the order of dots.
    pub(super) versions: Vec<Version>,
    /// All that its versions contain.
    pub(super) held: Contents,
    /// Deletes and removals that no longer have a version, while what they removed stays away.
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
        let part = |version: &Version| {
            let part = version.contents.get(dot)?;
            match kind {
                Kind::Set => Some(part.min(self.part_in_set(&version.write)?)),
                Kind::Statements | Kind::Timestamps | Kind::Siblings | Kind::Merging | Kind::Counter => {
                    Some(part)
                }
            }
        };
        self.versions.iter().filter_map(part).max()
    }

    /// How much of a stored operation on a set is in effect. Nothing is of a write of a whole set whose items were all
    /// removed, though another addition may have them.
    fn part_in_set(&self, version: &Write) -> Option<Part> {
        let is_there = |item: &Value| has_item(self.reading.as_deref(), item);
        match SetUpdate::of(version) {
            SetUpdate::Add(item) => is_there(item).then_some(Part::Whole),
            SetUpdate::Remove(item) => (!is_there(item)).then_some(Part::Whole),
            SetUpdate::Whole(items) => {
                let removals =
                    self.versions.iter().filter(|it| SetUpdate::takes_item_out(&it.write, version));
                let removed: BTreeSet<_> = gather(removals.filter_map(|it| removed_item(&it.write)));
                let part = if items.iter().all(is_there) { Part::Whole } else { Part::Some };
                (items.is_empty() || removed.len() < items.len()).then_some(part)
            }
            SetUpdate::Delete | SetUpdate::NotASet => Some(Part::Whole),
        }
    }

    /// What a read here returns, and what an operation that computes has seen: all but removals from a CRDT set, which
    /// leave no value.
    pub(super) fn shown(&self) -> Contents {
        let mut shown = self.held.clone();
        let hidden = self.versions.iter().filter(|version| !version.is_returned);
        hidden.for_each(|version| shown.remove(version.write.dot));
        shown
    }

    /// The versions that a read here returns.
    pub(super) fn returned_versions(&self) -> impl Iterator<Item = Dot> {
        self.versions.iter().filter(|version| version.is_returned).map(|version| version.write.dot)
    }

    /// The removals from a set that are in effect here.
    pub(super) fn removals(&self) -> impl Iterator<Item = Dot> {
        let stored = self.versions.iter().filter(|version| removed_item(&version.write).is_some());
        let in_effect = stored.map(|version| version.write.dot).filter(|dot| self.held.contains(*dot));
        in_effect.chain(self.effects.iter().copied())
    }

    /// What an addition of an item to a set replaces here: the additions of that item alone that it covers.
    pub(super) fn replaced_by(&self, addition: &Write) -> Contents {
        let mut replaced = Contents::Nothing;
        let SetUpdate::Add(item) = SetUpdate::of(addition) else {
            return replaced;
        };
        let same = |it: &&Version| {
            SetUpdate::of(&it.write).added_alone() == Some(item) && addition.context.contains(it.write.dot)
        };
        self.versions.iter().filter(same).for_each(|version| replaced.join(&version.contents));
        replaced
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
pub(super) type Holdings = Map<Key, Arc<Holding>>;
