//! Values, writes and clock offsets as text.

use replication::{Entry, Offset, Operation, Value, World, Write};

use crate::names::{client_name, leader_name, list_of};

/// `“milk”`; `a deletion` for a tombstone.
#[must_use]
pub fn describe_write_value(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ “{item}”"),
        Operation::Remove(item) => format!("− “{item}”"),
        Operation::Assign { home, .. } => format!("home {home}"),
        _ => describe_reading(write.value()),
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
    let mut values: Vec<String> = entry.readings().map(describe_reading).collect();
    match values.len() {
        0 => "nothing".into(),
        // Nearly always it is one, and every card tells many of them at every seek.
        1 => values.swap_remove(0),
        _ => list_of(&values),
    }
}

/// `Ana’s “milk”`.
#[must_use]
pub fn write_label(world: &World, write: &Write) -> String {
    let Some(writer) = write.client else {
        let at = leader_name(world, write.dot.leader);
        return match &write.operation {
            Operation::Assign { home, .. } => format!("{}’s assignment to {}", at, leader_name(world, *home)),
            _ => format!("{at}’s merge {}", describe_write_value(write)),
        };
    };
    let name = client_name(world, writer);
    let genitive = if name.ends_with('s') { "’" } else { "’s" };
    match &write.operation {
        Operation::Delete => format!("{name}{genitive} deletion"),
        Operation::Insert(_) => format!("{name}{genitive} insert of {}", describe_write_value(write)),
        Operation::Update(_) => format!("{name}{genitive} update to {}", describe_write_value(write)),
        _ => format!("{name}{genitive} {}", describe_write_value(write)),
    }
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
