//! What a write does to its key, and what comes of it where it is carried out.

use std::collections::BTreeSet;
use std::fmt;

use crate::canonical::{Canonical, Encoder};
use crate::id::LeaderId;
use crate::limits::MAX_ITEMS;
use crate::value::Value;

/// What a write does to its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The key has this value, whether or not it had one.
    Put(Value),
    /// The key has no value: the write is kept as a tombstone.
    Delete,
    /// The key, which must have none, has this value.
    Insert(Value),
    /// The key, which must have one, has this value.
    Update(Value),
    /// The number grows by so much, from 0 if there is none.
    Increment(i64),
    /// The set has this item too; it is made if there is none.
    Add(Value),
    /// The set no longer has this item.
    Remove(Value),
    /// The keys that the key stands for have another home (SEMANTICS A3). This concerns no value.
    AssignHome {
        /// The new home.
        home: LeaderId,
        /// The how-manieth assignment it is, as far as its maker knew. The greatest counts.
        epoch: u64,
    },
}

/// A kind of operation that a client can ask for.
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
    /// All of them, in the order of menus.
    pub const ALL: &[Self] =
        &[Self::Put, Self::Insert, Self::Update, Self::Delete, Self::Increment, Self::Add, Self::Remove];
}

/// Why an operation cannot be carried out on what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inapplicable {
    /// An update, and the key has no value.
    UpdateMissing,
    /// An insert, and the key has a value.
    InsertExists,
    /// An operation on a number or a set, and the value is something else.
    WrongKind,
    /// The number or the set would become too large.
    TooLarge,
    /// An operation on one value, and there are siblings.
    Siblings,
}

impl Inapplicable {
    /// Its name in files and statements.
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

/// As the end of a sentence: `there is nothing to update`.
impl fmt::Display for Inapplicable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UpdateMissing => "there is nothing to update",
            Self::InsertExists => "there is already a value",
            Self::WrongKind => "the value is of another type",
            Self::TooLarge => "the value would be too large",
            Self::Siblings => "there are siblings to merge first",
        })
    }
}

impl Operation {
    /// The value that the key has afterwards whatever it had; none for a tombstone, and where it depends.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Put(value) | Self::Insert(value) | Self::Update(value) => Some(value),
            Self::Delete | Self::Increment(_) | Self::Add(_) | Self::Remove(_) | Self::AssignHome { .. } => None,
        }
    }

    /// Whether the value afterwards depends on the value before.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::Increment(_) | Self::Add(_) | Self::Remove(_))
    }

    /// The value afterwards, where the value before is this.
    ///
    /// # Errors
    /// Why it cannot be carried out.
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
                Ok(Some(Value::Set(items.iter().filter(|there| *there != item).cloned().collect())))
            }
            (Self::Increment(_) | Self::Add(_) | Self::Remove(_), Some(_)) => Err(Inapplicable::WrongKind),
            (Self::AssignHome { .. }, _) => Ok(before.cloned()),
        }
    }
}

impl Canonical for Operation {
    fn encode(&self, sink: &mut dyn Encoder) {
        let mut tagged = |tag, value: &Value| {
            sink.tag(tag);
            value.encode(sink);
        };
        match self {
            Self::Put(value) => tagged(1, value),
            Self::Delete => sink.tag(2),
            Self::Insert(value) => tagged(3, value),
            Self::Update(value) => tagged(4, value),
            Self::Increment(by) => {
                sink.tag(5);
                sink.signed(*by);
            }
            Self::Add(item) => tagged(6, item),
            Self::Remove(item) => tagged(7, item),
            Self::AssignHome { home, epoch } => {
                sink.tag(8);
                home.encode(sink);
                sink.number(*epoch);
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
