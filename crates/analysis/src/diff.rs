//! Value diffs: the words, items or fields that only one of several values contains.

use replication::Value;
use scenario::value_to_input;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A piece of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    /// Its text; none for a tombstone.
    pub text: Option<String>,
    /// Whether none of the other values has it.
    pub unique: bool,
}

/// Several values, compared piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueDiff {
    /// Each value in pieces.
    pub values: Vec<Vec<DiffPiece>>,
    /// What the pieces alone do not show.
    pub note: DiffNote,
}

/// A remark on a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffNote {
    /// The values are equal.
    EqualValues,
    /// Some pieces are in only one of the values.
    UniquePieces,
    /// The lists have the same items in a different order or number.
    SameItems,
    /// There is nothing to add.
    Nothing,
}

/// Compares values piece by piece; `None` is a tombstone.
#[must_use]
pub fn diff_values(values: &[Option<&Value>]) -> ValueDiff {
    let pieces: Vec<Vec<DiffPiece>> = (0..values.len()).map(|index| pieces(values, index)).collect();
    let has_unique = pieces.iter().flatten().any(|piece| piece.unique);
    let are_lists = values.iter().all(|value| matches!(value, Some(Value::List(_))));
    let note = if values.windows(2).all(|pair| pair[0] == pair[1]) {
        DiffNote::EqualValues
    } else if has_unique {
        DiffNote::UniquePieces
    } else if are_lists {
        DiffNote::SameItems
    } else {
        DiffNote::Nothing
    };
    ValueDiff { values: pieces, note }
}

fn pieces(values: &[Option<&Value>], index: usize) -> Vec<DiffPiece> {
    let Some(value) = values[index] else {
        let unique = others(values, index).all(|other| other.is_some());
        return vec![DiffPiece { text: None, unique }];
    };
    match value {
        Value::Text(text) => text_pieces(text, values, index),
        Value::List(items) if !items.is_empty() => {
            let alone = |item: &Value| !others(values, index).any(|other| has_item(other, item));
            separated(items.iter().map(|item| (value_to_input(item), alone(item))), ["", ""])
        }
        Value::Set(items) => {
            let alone = |item: &Value| !others(values, index).any(|other| has_item(other, item));
            separated(items.iter().map(|item| (value_to_input(item), alone(item))), ["{", "}"])
        }
        Value::Map(fields) => {
            let alone = |name: &String, value: &Value| {
                !others(values, index)
                    .any(|other| matches!(other, Some(Value::Map(there)) if there.get(name) == Some(value)))
            };
            let shown = fields
                .iter()
                .map(|(name, value)| (format!("{name}: {}", value_to_input(value)), alone(name, value)));
            separated(shown, ["{", "}"])
        }
        whole => {
            let alone = others(values, index).all(|other| other != Some(whole));
            vec![DiffPiece { text: Some(whole.to_string()), unique: alone }]
        }
    }
}

fn others<'a>(values: &'a [Option<&'a Value>], index: usize) -> impl Iterator<Item = Option<&'a Value>> {
    values.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, value)| *value)
}

fn has_item(value: Option<&Value>, item: &Value) -> bool {
    match value {
        Some(Value::List(items)) => items.contains(item),
        Some(Value::Set(items)) => items.contains(item),
        _ => false,
    }
}

/// Items with commas between them, in brackets.
fn separated(items: impl Iterator<Item = (String, bool)>, [open, close]: [&str; 2]) -> Vec<DiffPiece> {
    let plain = |text: &str| DiffPiece { text: Some(text.into()), unique: false };
    let mut pieces = vec![plain(open)];
    for (index, (text, unique)) in items.enumerate() {
        if index > 0 {
            pieces.push(plain(", "));
        }
        pieces.push(DiffPiece { text: Some(text), unique });
    }
    pieces.push(plain(close));
    pieces.retain(|piece| piece.text.as_ref().is_none_or(|text| !text.is_empty()));
    pieces
}

/// The pieces of a text; unique are those in no other text.
fn text_pieces(text: &str, values: &[Option<&Value>], index: usize) -> Vec<DiffPiece> {
    let own = tokenize(text);
    let mut alone = vec![true; own.len()];
    for other in others(values, index) {
        let Some(Value::Text(other)) = other else {
            continue;
        };
        for operation in capture_diff_slices(Algorithm::Myers, &own, &tokenize(other)) {
            if operation.tag() == DiffTag::Equal {
                alone[operation.old_range()].fill(false);
            }
        }
    }
    let mut stretches: Vec<(String, bool)> = Vec::new();
    for (word, alone) in own.iter().zip(alone) {
        match stretches.last_mut().filter(|last| last.1 == alone) {
            Some((text, _)) => text.push_str(word),
            None => stretches.push(((*word).into(), alone)),
        }
    }
    stretches.into_iter().map(|(text, unique)| DiffPiece { text: Some(text), unique }).collect()
}

/// The words of a text, the space between them, and each punctuation mark by itself.
#[must_use]
pub fn tokenize(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '_') => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match kind(first) {
            2 => first.len_utf8(),
            same => rest.find(|c: char| kind(c) != same).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(end);
        tokens.push(word);
        rest = after;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenario::value_from_input;

    /// The values with unique pieces in angle brackets.
    fn marked(typed: &[&str]) -> (Vec<String>, DiffNote) {
        let values: Vec<Option<Value>> = typed.iter().map(|typed| value_from_input(typed)).collect();
        let diff = diff_values(&values.iter().map(Option::as_ref).collect::<Vec<_>>());
        let mark = |piece: &DiffPiece| {
            let text = piece.text.as_deref().unwrap_or("deleted");
            if piece.unique { format!("<{text}>") } else { text.to_owned() }
        };
        (diff.values.iter().map(|pieces| pieces.iter().map(mark).collect()).collect(), diff.note)
    }

    #[test]
    fn words_in_only_one_text_are_unique() {
        let (texts, note) = marked(&["buy milk today", "buy eggs today"]);
        assert_eq!(texts, ["buy <milk> today", "buy <eggs> today"]);
        assert_eq!(note, DiffNote::UniquePieces);
        assert_eq!(marked(&["buy milk", "buy eggs", "get milk"]).0, ["buy milk", "buy <eggs>", "<get> milk"]);
    }

    #[test]
    fn items_and_fields_in_only_one_value_are_unique() {
        assert_eq!(marked(&["[milk, ham]", "[ham, eggs]"]).0, ["<milk>, ham", "ham, <eggs>"]);
        assert_eq!(marked(&["{milk, ham}", "{ham}"]).0, ["{ham, <milk>}", "{ham}"]);
        assert_eq!(
            marked(&["{age: 3, name: Ana}", "{age: 4, name: Ana}"]).0,
            ["{<age: 3>, name: Ana}", "{<age: 4>, name: Ana}"]
        );
        assert_eq!(marked(&["3", "4"]).0, ["<3>", "<4>"]);
    }

    #[test]
    fn equal_values_and_reordered_lists_are_noted() {
        assert_eq!(marked(&["milk", "milk"]).1, DiffNote::EqualValues);
        assert_eq!(marked(&["[a, b]", "[b, a]"]), (vec!["a, b".into(), "b, a".into()], DiffNote::SameItems));
    }

    #[test]
    fn a_tombstone_beside_a_value_is_unique() {
        assert_eq!(marked(&["", "milk"]).0, ["<deleted>", "<milk>"]);
    }
}
