//! Operations: what a write does to its key, and the result of applying it to a value.

use std::collections::BTreeSet;
use std::fmt;

use crate::canonical::{Canonical, Encoder};
use crate::gather::gather;
use crate::id::LeaderId;
use crate::limits::MAX_ITEMS;
use crate::value::Value;

/// The operation of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Sets the value, whether or not the key has one.
    Put(Value),
    /// Deletes the value. The write is kept as a tombstone.
    Delete,
    /// Sets the value of a key that has none.
    Insert(Value),
    /// Replaces the value of a key that has one.
    Update(Value),
    /// Adds to the number, from 0 if there is none.
    Increment(i64),
    /// Adds an item to the set, from an empty one if there is none.
    Add(Value),
    /// Removes an item from the set.
    Remove(Value),
    /// Moves the home of all keys that match the key pattern (SEMANTICS A3). Changes no value.
    AssignHome {
        /// The new home.
        home: LeaderId,
        /// The number of the assignment, one more than the assigning leader knew of. The greatest wins.
        epoch: u64,
    },
}

/// A kind of operation that a client can request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// [`Operation::Put`]
    Put,
    /// [`Operation::Insert`]
    Insert,
    /// [`Operation::Update`]
    Update,
    /// [`Operation::Delete`]
    Delete,
    /// [`Operation::Increment`]
    Increment,
    /// [`Operation::Add`]
    Add,
    /// [`Operation::Remove`]
    Remove,
}

impl OperationKind {
    /// Every kind, in menu order.
    pub const ALL: &[Self] =
        &[Self::Put, Self::Insert, Self::Update, Self::Delete, Self::Increment, Self::Add, Self::Remove];
}

/// Why an operation cannot be applied to the stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inapplicable {
    /// An update of a key without a value.
    UpdateMissing,
    /// An insert into a key that has a value.
    InsertExists,
    /// A number or set operation on a value of another type.
    WrongKind,
    /// The resulting number or set would exceed its limit.
    TooLarge,
    /// An operation on a single value, while the key has siblings.
    Siblings,
}

impl Inapplicable {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::UpdateMissing, Self::InsertExists, Self::WrongKind, Self::TooLarge, Self::Siblings];

    /// Its id in traces and expectations.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UpdateMissing => "update-missing",
            Self::InsertExists => "insert-exists",
            Self::WrongKind => "wrong-kind",
            Self::TooLarge => "too-large",
            Self::Siblings => "siblings",
        }
    }
}

/// Reads as the end of a sentence: `there is nothing to update`.
impl fmt::Display for Inapplicable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UpdateMissing => "there is nothing to update",
            Self::InsertExists => "there is already a value",
            Self::WrongKind => "the value has another type",
            Self::TooLarge => "the value would be too large",
            Self::Siblings => "there are siblings to merge first",
        })
    }
}

impl Operation {
    /// The new value if it does not depend on the old one; none for a deletion or a relative operation.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Put(value) | Self::Insert(value) | Self::Update(value) => Some(value),
            Self::Delete | Self::Increment(_) | Self::Add(_) | Self::Remove(_) | Self::AssignHome { .. } => {
                None
            }
        }
    }

    /// Whether the result depends on the stored value.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::Increment(_) | Self::Add(_) | Self::Remove(_))
    }

    /// Whether an operation that does not compute applies to the value before: no value is copied.
    ///
    /// # Errors
    /// Why it cannot be applied.
    pub(crate) fn check(&self, before: Option<&Value>) -> Result<(), Inapplicable> {
        match (self, before) {
            (Self::Insert(_), Some(_)) => Err(Inapplicable::InsertExists),
            (Self::Update(_), None) => Err(Inapplicable::UpdateMissing),
            (Self::Insert(_), None)
            | (Self::Update(_), Some(_))
            | (Self::Put(_) | Self::Delete | Self::AssignHome { .. }, _) => Ok(()),
            (Self::Increment(_) | Self::Add(_) | Self::Remove(_), _) => self.apply_to(before).map(drop),
        }
    }

    /// The new value, given the value before.
    ///
    /// # Errors
    /// Why it cannot be applied.
    pub fn apply_to(&self, before: Option<&Value>) -> Result<Option<Value>, Inapplicable> {
        match (self, before) {
            (Self::Insert(_), Some(_)) => Err(Inapplicable::InsertExists),
            (Self::Update(_), None) => Err(Inapplicable::UpdateMissing),
            (Self::Put(value) | Self::Insert(value) | Self::Update(value), _) => Ok(Some(value.clone())),
            (Self::Delete, _) => Ok(None),
            (Self::Increment(by), None) => Ok(Some(Value::Integer(*by))),
            (Self::Increment(by), Some(Value::Integer(number))) => {
                number.checked_add(*by).map(|sum| Some(Value::Integer(sum))).ok_or(Inapplicable::TooLarge)
            }
            (Self::Add(item), None) => Ok(Some(Value::Set(BTreeSet::from([item.clone()])))),
            (Self::Add(item), Some(Value::Set(items))) => {
                let mut items = items.clone();
                items.insert(item.clone());
                if items.len() > MAX_ITEMS {
                    Err(Inapplicable::TooLarge)
                } else {
                    Ok(Some(Value::Set(items)))
                }
            }
            (Self::Remove(_), None) => Ok(None),
            (Self::Remove(item), Some(Value::Set(items))) => {
                Ok(Some(Value::Set(gather(items.iter().filter(|other| *other != item).cloned()))))
            }
            (Self::Increment(_) | Self::Add(_) | Self::Remove(_), Some(_)) => Err(Inapplicable::WrongKind),
            (Self::AssignHome { .. }, _) => Ok(before.cloned()),
        }
    }
}

impl Canonical for Operation {
    fn encode(&self, encoder: &mut Encoder) {
        let mut tagged = |tag, value: &Value| {
            encoder.tag(tag);
            value.encode(encoder);
        };
        match self {
            Self::Put(value) => tagged(1, value),
            Self::Delete => encoder.tag(2),
            Self::Insert(value) => tagged(3, value),
            Self::Update(value) => tagged(4, value),
            Self::Increment(by) => {
                encoder.tag(5);
                encoder.signed(*by);
            }
            Self::Add(item) => tagged(6, item),
            Self::Remove(item) => tagged(7, item),
            Self::AssignHome { home, epoch } => {
                encoder.tag(8);
                home.encode(encoder);
                encoder.number(*epoch);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(items: &[&str]) -> Value {
        Value::Set(items.iter().map(|item| Value::text(*item)).collect())
    }

    #[test]
    fn operations_compute_from_the_stored_value() {
        let (text, number) = (Value::text("x"), Value::Integer(2));
        for (operation, before, after) in [
            (Operation::Put(text.clone()), None, Ok(Some(text.clone()))),
            (Operation::Put(text.clone()), Some(number.clone()), Ok(Some(text.clone()))),
            (Operation::Insert(text.clone()), None, Ok(Some(text.clone()))),
            (Operation::Insert(text.clone()), Some(number.clone()), Err(Inapplicable::InsertExists)),
            (Operation::Update(text.clone()), Some(number.clone()), Ok(Some(text.clone()))),
            (Operation::Update(text.clone()), None, Err(Inapplicable::UpdateMissing)),
            (Operation::Delete, Some(number.clone()), Ok(None)),
            (Operation::Increment(3), None, Ok(Some(Value::Integer(3)))),
            (Operation::Increment(-3), Some(number.clone()), Ok(Some(Value::Integer(-1)))),
            (Operation::Increment(3), Some(text.clone()), Err(Inapplicable::WrongKind)),
            (Operation::Increment(1), Some(Value::Integer(i64::MAX)), Err(Inapplicable::TooLarge)),
            (Operation::Add(Value::text("b")), Some(set(&["a"])), Ok(Some(set(&["a", "b"])))),
            (Operation::Add(Value::text("b")), None, Ok(Some(set(&["b"])))),
            (Operation::Remove(Value::text("a")), Some(set(&["a", "b"])), Ok(Some(set(&["b"])))),
            (Operation::Remove(Value::text("a")), None, Ok(None)),
            (Operation::Remove(Value::text("a")), Some(text), Err(Inapplicable::WrongKind)),
        ] {
            assert_eq!(operation.apply_to(before.as_ref()), after, "{operation:?} on {before:?}");
            assert_eq!(operation.check(before.as_ref()), after.map(drop), "{operation:?} on {before:?}");
        }
    }

    #[test]
    fn add_beyond_the_item_limit_is_rejected() {
        let numbers = |count: usize| Value::Set((0..count as i64).map(Value::Integer).collect());
        let one_more = Operation::Add(Value::Integer(-1));
        assert!(one_more.apply_to(Some(&numbers(MAX_ITEMS - 1))).is_ok());
        assert_eq!(one_more.apply_to(Some(&numbers(MAX_ITEMS))), Err(Inapplicable::TooLarge));
    }
}
