//! Operations and their effect on a stored value (O1).

use std::collections::BTreeSet;

use serde_json::Value;

use super::values::{Stored, Val};

/// What a write does to its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Stores a value.
    Put(Val),
    /// Stores a value where there is none.
    Insert(Val),
    /// Replaces the value that is there.
    Update(Val),
    /// Stores a tombstone.
    Delete,
    /// Adds to a number.
    Increment(i64),
    /// Adds an item to a set.
    Add(Val),
    /// Removes an item from a set.
    Remove(Val),
    /// Gives a key a home; not a client's write.
    AssignHome,
}

/// Why an operation does not apply to a stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// An update of an absent key.
    UpdateMissing,
    /// An insert of a present key.
    InsertExists,
    /// An increment, add or remove on a value of another type.
    WrongKind,
}

impl Misfit {
    /// The name of the reason in the trace.
    pub fn name(self) -> &'static str {
        match self {
            Misfit::UpdateMissing => "update-missing",
            Misfit::InsertExists => "insert-exists",
            Misfit::WrongKind => "wrong-kind",
        }
    }
}

impl Operation {
    /// Reads the operation of a write in the trace.
    pub fn read(json: &Value) -> Option<Operation> {
        if json.as_str() == Some("delete") {
            return Some(Operation::Delete);
        }
        let (name, argument) = json.as_object()?.iter().next()?;
        match name.as_str() {
            "put" | "write" | "merge" => Val::read(argument).map(Operation::Put),
            "insert" => Val::read(argument).map(Operation::Insert),
            "update" => Val::read(argument).map(Operation::Update),
            "increment" => argument.as_i64().map(Operation::Increment),
            "add" => Val::read(argument).map(Operation::Add),
            "remove" => Val::read(argument).map(Operation::Remove),
            "assign-home" => Some(Operation::AssignHome),
            _ => None,
        }
    }

    /// Whether the operation computes its result from the value that is stored (O2).
    pub fn computes(&self) -> bool {
        match self {
            Operation::Increment(_) | Operation::Add(_) | Operation::Remove(_) => true,
            Operation::Put(_) | Operation::Insert(_) | Operation::Update(_) => false,
            Operation::Delete | Operation::AssignHome => false,
        }
    }

    /// What a key that stores `base` stores afterwards; `present` says whether it has a live version.
    pub fn apply(&self, base: &Stored, present: bool) -> Result<Stored, Misfit> {
        match self {
            Operation::Insert(_) if present => Err(Misfit::InsertExists),
            Operation::Update(_) if !present => Err(Misfit::UpdateMissing),
            Operation::Put(_)
            | Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Delete
            | Operation::AssignHome => Ok(self.wrote()),
            Operation::Increment(by) => match base {
                None => Ok(Some(Val::Number(*by))),
                Some(Val::Number(number)) => Ok(Some(Val::Number(number + by))),
                Some(_) => Err(Misfit::WrongKind),
            },
            Operation::Remove(_) if base.is_none() => Ok(None),
            Operation::Add(item) => changed_set(base, |items| items.insert(item.clone())),
            Operation::Remove(item) => changed_set(base, |items| items.remove(item)),
        }
    }

    /// The value that the operation names, whatever is stored.
    pub fn wrote(&self) -> Stored {
        match self {
            Operation::Put(value) | Operation::Insert(value) | Operation::Update(value) => {
                Some(value.clone())
            }
            Operation::Delete | Operation::AssignHome => None,
            Operation::Increment(_) | Operation::Add(_) | Operation::Remove(_) => None,
        }
    }
}

fn changed_set(base: &Stored, change: impl FnOnce(&mut BTreeSet<Val>) -> bool) -> Result<Stored, Misfit> {
    let mut items = match base {
        None => BTreeSet::new(),
        Some(Val::Set(items)) => items.clone(),
        Some(_) => return Err(Misfit::WrongKind),
    };
    change(&mut items);
    Ok(Some(Val::Set(items)))
}
