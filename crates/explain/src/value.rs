//! Values, writes and clock offsets as text.

use replication::{Dot, Entry, Offset, Operation, Value, Write};

use crate::names::{Names, list_of, possessive};

/// `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn describe_write_value(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ “{item}”"),
        Operation::Remove(item) => format!("− “{item}”"),
        Operation::AssignHome { home, .. } => format!("home {home}"),
        Operation::Put(_) | Operation::Delete | Operation::Insert(_) | Operation::Update(_) => {
            describe_reading(write.value())
        }
    }
}

/// What is read: `“milk”`; `a deletion` where there is a tombstone.
#[must_use]
pub fn describe_reading(value: Option<&Value>) -> String {
    value.map_or_else(|| "a deletion".into(), |value| format!("“{value}”"))
}

/// Everything that a read of a key returns: `“milk” and “eggs”`; `nothing` if it was never written.
#[must_use]
pub fn describe_entry(entry: &Entry) -> String {
    let mut values: Vec<String> = entry.visible_values().map(describe_reading).collect();
    match values.len() {
        0 => "nothing".into(),
        // Nearly always it is one, and every card tells many of them at every seek.
        1 => values.swap_remove(0),
        _ => list_of(&values),
    }
}

/// `Ana’s “milk”`.
#[must_use]
pub fn write_label<'a>(names: impl Into<Names<'a>>, write: &Write) -> String {
    let names = names.into();
    let value = || describe_write_value(write);
    let Some(client) = write.client else {
        let at = possessive(&names.leader(write.dot.leader));
        return match &write.operation {
            Operation::AssignHome { home, .. } => format!("{at} assignment to {}", names.leader(*home)),
            Operation::Put(_)
            | Operation::Delete
            | Operation::Insert(_)
            | Operation::Update(_)
            | Operation::Increment(_)
            | Operation::Add(_)
            | Operation::Remove(_) => format!("{at} merge {}", value()),
        };
    };
    let whose = possessive(&names.client(client));
    match &write.operation {
        Operation::Delete => format!("{whose} deletion"),
        Operation::Insert(_) => format!("{whose} insert of {}", value()),
        Operation::Update(_) => format!("{whose} update to {}", value()),
        Operation::Put(_)
        | Operation::Increment(_)
        | Operation::Add(_)
        | Operation::Remove(_)
        | Operation::AssignHome { .. } => format!("{whose} {}", value()),
    }
}

/// `Ana’s “milk” for cart`; the dot alone where the write is unknown.
pub(crate) fn describe_write(names: Names<'_>, dot: Dot) -> String {
    names.write(dot).map_or_else(|| dot.to_string(), |write| write_with_key(names, write))
}

/// `Ana’s “milk” for cart`, `Ben’s deletion of cart`.
pub(crate) fn write_with_key(names: Names<'_>, write: &Write) -> String {
    let preposition = if matches!(write.operation, Operation::Delete) { "of" } else { "for" };
    format!("{} {preposition} {}", write_label(names, write), write.key)
}

/// `on time`, `120 ms ahead`, `40 ms behind`.
#[must_use]
pub fn describe_offset(offset: Offset) -> String {
    let size = Offset(offset.0.saturating_abs());
    match offset.0 {
        0 => "on time".into(),
        1.. => format!("{size} ahead"),
        _ => format!("{size} behind"),
    }
}
