//! Examples of invariants on the keys of a run.

use std::collections::BTreeMap;

use replication::{Key, Operation, Value};
use timeline::Timeline;

/// At most this many examples are given.
const MAX_EXAMPLES: usize = 4;
/// The keys of the first writes are looked at.
const MAX_WRITES: usize = 2_000;

/// Invariants that could be stated on the keys of a run, as examples.
#[must_use]
pub fn invariant_examples(timeline: &Timeline) -> Vec<String> {
    let mut kinds: BTreeMap<Key, Kind> = BTreeMap::new();
    for record in timeline.writes().values().take(MAX_WRITES) {
        if let Some(kind) = Kind::of(&record.write.operation) {
            kinds.insert(record.write.key.clone(), kind);
        }
    }
    let mut groups: BTreeMap<String, (usize, Kind)> = BTreeMap::new();
    for (key, kind) in kinds {
        let group =
            key.as_str().split_once(':').map_or_else(|| key.to_string(), |(start, _)| format!("{start}:*"));
        let (count, of_group) = groups.entry(group).or_insert((0, kind.clone()));
        *count += 1;
        *of_group = kind;
    }
    let mut examples = Vec::new();
    for (group, (_, kind)) in &groups {
        examples.extend(kind.examples(&quoted(group), group.ends_with('*')));
    }
    examples.truncate(MAX_EXAMPLES);
    examples
}

/// What the values of a key are.
#[derive(Clone)]
enum Kind {
    Number,
    Items,
    Booking,
    /// A map, with its first field.
    Fields(Option<String>),
    Text,
}

impl Kind {
    fn of(operation: &Operation) -> Option<Self> {
        match operation {
            Operation::Put(value) | Operation::Insert(value) | Operation::Update(value) => {
                Some(Self::of_value(value))
            }
            Operation::Increment(_) => Some(Self::Number),
            Operation::Add(_) | Operation::Remove(_) => Some(Self::Items),
            Operation::Delete | Operation::AssignHome { .. } => None,
        }
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Integer(_) => Self::Number,
            Value::List(_) | Value::Set(_) => Self::Items,
            Value::Map(fields) if fields.contains_key("from") && fields.contains_key("to") => Self::Booking,
            Value::Map(fields) => Self::Fields(fields.keys().next().cloned()),
            Value::Text(_) => Self::Text,
        }
    }

    fn examples(&self, keys: &str, are_several: bool) -> Vec<String> {
        match (self, are_several) {
            (Self::Number, true) => vec![format!("value({keys}) >= 0"), format!("sum({keys}) <= 100")],
            (Self::Number, false) => vec![format!("value({keys}) >= 0")],
            (Self::Items, _) => vec![format!("count({keys}) <= 5")],
            (Self::Booking, _) => vec![format!("no_overlap({keys})")],
            (Self::Fields(Some(field)), true) => vec![format!("unique({keys}.{})", name_of(field))],
            (Self::Text, true) => vec![format!("unique({keys})")],
            (Self::Fields(_) | Self::Text, _) => vec![format!("versions({keys}) <= 1")],
        }
    }
}

/// A text in the quotes of the language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of a field, in quotes if it needs them.
fn name_of(field: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || letter == '_';
    let starts_with_digit = field.starts_with(|letter: char| letter.is_ascii_digit());
    if !field.is_empty() && !starts_with_digit && field.chars().all(is_plain) {
        field.to_owned()
    } else {
        quoted(field)
    }
}
