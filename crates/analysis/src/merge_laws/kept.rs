//! Changes lost by a merge.
//!
//! A side *changes* something if it differs there from the ancestor. A change is lost if only that side made it and
//! the merged value does not have it. What a side can change are:
//!
//! - the items of lists and sets, if both sides have a list or a set there, or one of them deleted the whole value:
//!   an item is added or removed; order and repeats do not count;
//! - the fields of maps, if both sides have a map there: each is looked into in the same way;
//! - anything else as a whole.
//!
//! Where the ancestor is of another type, both sides start from nothing.

use std::collections::{BTreeMap, BTreeSet};

use replication::Value;

/// A side of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The value that the leader stored.
    Mine,
    /// The value that arrived.
    Theirs,
}

/// What a side did to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideChange {
    /// It added an item.
    Added(Value),
    /// It removed an item.
    Removed(Value),
    /// It wrote this, or deleted what was there.
    Wrote(Option<Value>),
}

/// A change that only one side made, and that the merged value does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostChange {
    /// The side that made it.
    pub side: Side,
    /// The names of the fields that lead to it, from the outside.
    pub path: Vec<String>,
    /// What the side did.
    pub change: SideChange,
}

/// The two sides of a merge, their ancestor and the result, as a whole or at a field.
#[derive(Clone, Copy)]
struct Place<'a> {
    ancestor: Option<&'a Value>,
    mine: Option<&'a Value>,
    theirs: Option<&'a Value>,
    merged: Option<&'a Value>,
}

/// The first change that a merge loses.
pub(super) fn lost_change(
    ancestor: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    merged: Option<&Value>,
) -> Option<LostChange> {
    Place { ancestor, mine, theirs, merged }.lost(&mut Vec::new())
}

impl<'a> Place<'a> {
    fn lost(self, path: &mut Vec<String>) -> Option<LostChange> {
        if let (Some(mine), Some(theirs)) = (fields(self.mine), fields(self.theirs)) {
            return self.lost_in_fields(mine, theirs, path);
        }
        let found = match self.sides_with_items(path.is_empty()) {
            Some((mine, theirs)) => self.lost_item(&mine, &theirs),
            None => self.lost_whole(),
        };
        found.map(|(side, change)| LostChange { side, path: path.clone(), change })
    }

    fn lost_in_fields(
        self,
        mine: &'a BTreeMap<String, Value>,
        theirs: &'a BTreeMap<String, Value>,
        path: &mut Vec<String>,
    ) -> Option<LostChange> {
        let (ancestor, merged) = (fields(self.ancestor), fields(self.merged));
        let before = ancestor.into_iter().flat_map(BTreeMap::keys);
        let names: BTreeSet<&String> = mine.keys().chain(theirs.keys()).chain(before).collect();
        names.into_iter().find_map(|name| {
            let field = Place {
                ancestor: ancestor.and_then(|fields| fields.get(name)),
                mine: mine.get(name),
                theirs: theirs.get(name),
                merged: merged.and_then(|fields| fields.get(name)),
            };
            path.push(name.clone());
            let lost = field.lost(path);
            path.pop();
            lost
        })
    }

    /// The items of both sides, if one has a list or a set, and the other too, or, if this is the whole value, nothing.
    fn sides_with_items(self, is_whole: bool) -> Option<(BTreeSet<&'a Value>, BTreeSet<&'a Value>)> {
        match (items(self.mine), items(self.theirs)) {
            (Some(mine), Some(theirs)) => Some((mine, theirs)),
            (Some(mine), None) if is_whole && self.theirs.is_none() => Some((mine, BTreeSet::new())),
            (None, Some(theirs)) if is_whole && self.mine.is_none() => Some((BTreeSet::new(), theirs)),
            (Some(_) | None, None) | (None, Some(_)) => None,
        }
    }

    fn lost_item(self, mine: &BTreeSet<&Value>, theirs: &BTreeSet<&Value>) -> Option<(Side, SideChange)> {
        let before = items(self.ancestor).unwrap_or_default();
        let after = items(self.merged).unwrap_or_default();
        let lost_by = |side, items: &BTreeSet<&Value>| {
            let added = items.difference(&before).find(|item| !after.contains(*item));
            let removed = before.difference(items).find(|item| after.contains(*item));
            let added = added.map(|item| SideChange::Added((*item).clone()));
            let change = added.or_else(|| removed.map(|item| SideChange::Removed((*item).clone())));
            change.map(|change| (side, change))
        };
        lost_by(Side::Mine, mine).or_else(|| lost_by(Side::Theirs, theirs))
    }

    fn lost_whole(self) -> Option<(Side, SideChange)> {
        let lost_by = |side, changed: Option<&Value>, other: Option<&Value>| {
            let only_one_changed = differ(changed, self.ancestor) && !differ(other, self.ancestor);
            let is_lost = only_one_changed && differ(changed, self.merged);
            is_lost.then(|| (side, SideChange::Wrote(changed.cloned())))
        };
        lost_by(Side::Mine, self.mine, self.theirs).or_else(|| lost_by(Side::Theirs, self.theirs, self.mine))
    }
}

/// Whether two values differ in more than the order and repeats of items.
fn differ(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (items(one), items(other)) {
        (Some(one), Some(other)) => one != other,
        (Some(_) | None, None) | (None, Some(_)) => one != other,
    }
}

fn items(value: Option<&Value>) -> Option<BTreeSet<&Value>> {
    match value? {
        Value::List(items) => Some(items.iter().collect()),
        Value::Set(items) => Some(items.iter().collect()),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => None,
    }
}

fn fields(value: Option<&Value>) -> Option<&BTreeMap<String, Value>> {
    match value? {
        Value::Map(fields) => Some(fields),
        Value::Text(_) | Value::Integer(_) | Value::List(_) | Value::Set(_) => None,
    }
}
