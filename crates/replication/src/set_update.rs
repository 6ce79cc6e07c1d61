//! What a write does to a CRDT set.

use std::collections::BTreeSet;

use crate::operation::Operation;
use crate::value::Value;
use crate::write::Write;

/// What a write does to a CRDT set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUpdate<'a> {
    /// Adds one item.
    Add(&'a Value),
    /// Removes one item.
    Remove(&'a Value),
    /// Writes a whole set. So does every version with a row: it was made under another policy, and counts with its
    /// value (SEMANTICS C8), as a deletion if it has none.
    Whole(&'a BTreeSet<Value>),
    /// Deletes the set.
    Delete,
    /// Writes a value from before the policy that is no set: it adds nothing.
    NotASet,
}

impl<'a> SetUpdate<'a> {
    /// What a write does to a CRDT set.
    #[must_use]
    pub fn of(write: &'a Write) -> Self {
        if write.row.is_none() && write.operation.is_relative() && !write.is_statement {
            // Its row is a deletion.
            return Self::Delete;
        }
        match (write.value(), &write.operation) {
            (Some(Value::Set(items)), _) => Self::Whole(items),
            (None, Operation::Add(item)) => Self::Add(item),
            (None, Operation::Remove(item)) => Self::Remove(item),
            (None, Operation::Delete) => Self::Delete,
            (Some(Value::Text(_) | Value::Integer(_) | Value::List(_) | Value::Map(_)), _)
            | (
                None,
                Operation::Put(_)
                | Operation::Insert(_)
                | Operation::Update(_)
                | Operation::Increment(_)
                | Operation::AssignHome { .. },
            ) => Self::NotASet,
        }
    }

    /// Whether a removal takes its item out of an addition, whether it names the addition or covers it: where it was
    /// accepted, the addition may have had other items than here (SEMANTICS C8).
    #[must_use]
    pub fn takes_item_out(removal: &Write, addition: &Write) -> bool {
        let removed = SetUpdate::of(removal).removed_item();
        let added = SetUpdate::of(addition).added_items();
        let covers = removal.sources.contains(&addition.dot) || removal.context.contains(addition.dot);
        covers && removed.is_some_and(|item| added.contains(&item))
    }

    /// The items that it adds.
    #[must_use]
    pub fn added_items(self) -> Vec<&'a Value> {
        match self {
            Self::Add(item) => vec![item],
            Self::Whole(items) => items.iter().collect(),
            Self::Remove(_) | Self::Delete | Self::NotASet => Vec::new(),
        }
    }

    /// The item that it adds, if it adds just one.
    #[must_use]
    pub fn added_alone(self) -> Option<&'a Value> {
        match self {
            Self::Add(item) => Some(item),
            Self::Whole(items) => items.first().filter(|_| items.len() == 1),
            Self::Remove(_) | Self::Delete | Self::NotASet => None,
        }
    }

    /// Whether it adds this item.
    #[must_use]
    pub fn adds(self, item: &Value) -> bool {
        match self {
            Self::Add(added) => added == item,
            Self::Whole(items) => items.contains(item),
            Self::Remove(_) | Self::Delete | Self::NotASet => false,
        }
    }

    /// The item that it removes, if it is a removal.
    #[must_use]
    pub fn removed_item(self) -> Option<&'a Value> {
        match self {
            Self::Remove(item) => Some(item),
            Self::Add(_) | Self::Whole(_) | Self::Delete | Self::NotASet => None,
        }
    }

    /// Whether it only takes items away.
    #[must_use]
    pub fn only_removes(self) -> bool {
        match self {
            Self::Remove(_) | Self::Delete => true,
            Self::Add(_) | Self::Whole(_) | Self::NotASet => false,
        }
    }
}
