//! Text for values, writes and clock offsets.

use replication::{Dot, Entry, Offset, Operation, Value, Write, isolated, shortened};

use crate::names::{Names, list_of, possessive};

/// `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn describe_write_value(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}").replace('-', "−"),
        Operation::Add(item) => format!("+ “{}”", shown_value(item)),
        Operation::Remove(item) => format!("− “{}”", shown_value(item)),
        Operation::AssignHome { home, .. } => format!("home {home}"),
        Operation::Put(_) | Operation::Delete | Operation::Insert(_) | Operation::Update(_) => {
            describe_reading(write.value())
        }
    }
}

/// A value as it is read: `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn describe_reading(value: Option<&Value>) -> String {
    value.map_or_else(|| "a deletion".into(), |value| format!("“{}”", shown_value(value)))
}

/// The most characters of a value in a sentence.
const MAX_VALUE_CHARS: usize = 40;

/// A value as it is shown among other text, shortened if it is too long for a sentence.
#[must_use]
pub fn shown_value(value: &Value) -> String {
    let text = value.to_string();
    shortened(&isolated(&text), MAX_VALUE_CHARS).into_owned()
}

/// All values that a read of a key returns: `“milk” and “eggs”`; `nothing` if it was never written.
#[must_use]
pub fn describe_entry(entry: &Entry) -> String {
    let mut values: Vec<String> = entry.visible_values().map(describe_reading).collect();
    match values.len() {
        0 => "nothing".into(),
        // Nearly always there is one, and every card shows many of them after every seek.
        1 => values.swap_remove(0),
        _ => list_of(&values),
    }
}

/// What stands for the values of a leader that stores none.
#[must_use]
pub const fn describe_empty_store(has_applied_writes: bool) -> &'static str {
    if has_applied_writes { "nothing stored" } else { "no values yet" }
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
    let owner = possessive(&names.client(client));
    match &write.operation {
        Operation::Delete => format!("{owner} deletion"),
        Operation::Insert(_) => format!("{owner} insert of {}", value()),
        Operation::Update(_) => format!("{owner} update to {}", value()),
        Operation::Put(_)
        | Operation::Increment(_)
        | Operation::Add(_)
        | Operation::Remove(_)
        | Operation::AssignHome { .. } => format!("{owner} {}", value()),
    }
}

/// `Ana’s “milk” for cart`; the dot alone where the write is unknown.
pub(crate) fn describe_write(names: Names<'_>, dot: Dot) -> String {
    names.write(dot).map_or_else(|| dot.to_string(), |write| write_with_key(names, write))
}

/// `Ana’s “milk” for cart`, `Ben’s deletion of cart`, `the assignment cart → Tokyo`.
pub(crate) fn write_with_key(names: Names<'_>, write: &Write) -> String {
    let (label, key) = (write_label(names, write), &write.key);
    match &write.operation {
        Operation::AssignHome { home, .. } => format!("the assignment {key} → {}", names.leader(*home)),
        Operation::Delete => format!("{label} of {key}"),
        Operation::Put(_)
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::Increment(_)
        | Operation::Add(_)
        | Operation::Remove(_) => format!("{label} for {key}"),
    }
}

/// `accurate`, `120 ms ahead`, `40 ms behind`.
#[must_use]
pub fn describe_offset(offset: Offset) -> String {
    let size = Offset(offset.0.saturating_abs());
    match offset.0 {
        0 => "accurate".into(),
        1.. => format!("{size} ahead"),
        _ => format!("{size} behind"),
    }
}
