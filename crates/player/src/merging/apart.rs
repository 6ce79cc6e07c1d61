//! What sets values apart: the words of a text, the items of a list or set, the fields of a map that only one
//! of them has.

use replication::Value;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::parts::words;
use crate::typing::value_to_type;
use crate::words::reading_text;

/// A piece of a value as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Whether none of the other values has it.
    pub alone: bool,
}

/// Values side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Each value in pieces.
    pub values: Vec<Vec<Piece>>,
    /// What else is to be said of them.
    pub note: &'static str,
}

/// What sets these values apart; none is a deletion.
#[must_use]
pub fn apart(values: &[Option<&Value>]) -> Apart {
    let pieces: Vec<Vec<Piece>> = (0..values.len()).map(|index| pieces(values, index)).collect();
    let is_any_alone = pieces.iter().flatten().any(|piece| piece.alone);
    let are_equal = values.windows(2).all(|pair| pair[0] == pair[1]);
    let note = match () {
        () if are_equal => "Their values are equal; they are different writes all the same.",
        () if is_any_alone => "Underlined is what only one of them has.",
        () if values.iter().all(|value| matches!(value, Some(Value::List(_)))) => {
            "They have the same items, in another order or number."
        }
        () => "",
    };
    Apart { values: pieces, note }
}

fn pieces(values: &[Option<&Value>], index: usize) -> Vec<Piece> {
    let Some(value) = values[index] else {
        return vec![Piece {
            text: reading_text(None),
            alone: others(values, index).all(|other| other.is_some()),
        }];
    };
    match value {
        Value::Text(text) => text_pieces(text, values, index),
        Value::List(items) if !items.is_empty() => {
            let alone = |item: &Value| !others(values, index).any(|other| has_item(other, item));
            separated(items.iter().map(|item| (value_to_type(item), alone(item))), ["", ""])
        }
        Value::Set(items) => {
            let alone = |item: &Value| !others(values, index).any(|other| has_item(other, item));
            separated(items.iter().map(|item| (value_to_type(item), alone(item))), ["{", "}"])
        }
        Value::Map(fields) => {
            let alone = |name: &String, value: &Value| {
                !others(values, index)
                    .any(|other| matches!(other, Some(Value::Map(there)) if there.get(name) == Some(value)))
            };
            let shown = fields
                .iter()
                .map(|(name, value)| (format!("{name}: {}", value_to_type(value)), alone(name, value)));
            separated(shown, ["{", "}"])
        }
        whole => {
            let alone = others(values, index).all(|other| other != Some(whole));
            vec![Piece { text: whole.to_string(), alone }]
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
fn separated(items: impl Iterator<Item = (String, bool)>, [open, close]: [&str; 2]) -> Vec<Piece> {
    let plain = |text: &str| Piece { text: text.into(), alone: false };
    let mut pieces = vec![plain(open)];
    for (index, (text, alone)) in items.enumerate() {
        if index > 0 {
            pieces.push(plain(", "));
        }
        pieces.push(Piece { text, alone });
    }
    pieces.push(plain(close));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// A text in stretches: alone is what is in no other text.
fn text_pieces(text: &str, values: &[Option<&Value>], index: usize) -> Vec<Piece> {
    let own = words(text);
    let mut alone = vec![true; own.len()];
    for other in others(values, index) {
        let Some(Value::Text(other)) = other else {
            continue;
        };
        for operation in capture_diff_slices(Algorithm::Myers, &own, &words(other)) {
            if operation.tag() == DiffTag::Equal {
                alone[operation.old_range()].fill(false);
            }
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (word, alone) in own.iter().zip(alone) {
        match pieces.last_mut().filter(|last| last.alone == alone) {
            Some(last) => last.text.push_str(word),
            None => pieces.push(Piece { text: (*word).into(), alone }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::typed_value;

    /// The values with what is alone in brackets.
    fn marked(typed: &[&str]) -> (Vec<String>, &'static str) {
        let values: Vec<Option<Value>> = typed.iter().map(|typed| typed_value(typed)).collect();
        let apart = apart(&values.iter().map(Option::as_ref).collect::<Vec<_>>());
        let mark = |piece: &Piece| if piece.alone { format!("<{}>", piece.text) } else { piece.text.clone() };
        (apart.values.iter().map(|pieces| pieces.iter().map(mark).collect()).collect(), apart.note)
    }

    #[test]
    fn words_that_only_one_text_has_are_alone() {
        let (texts, note) = marked(&["buy milk today", "buy eggs today"]);
        assert_eq!(texts, ["buy <milk> today", "buy <eggs> today"]);
        assert_eq!(note, "Underlined is what only one of them has.");
        assert_eq!(marked(&["buy milk", "buy eggs", "get milk"]).0, ["buy milk", "buy <eggs>", "<get> milk"]);
    }

    #[test]
    fn items_and_fields_that_only_one_has_are_alone() {
        assert_eq!(marked(&["[milk, ham]", "[ham, eggs]"]).0, ["<milk>, ham", "ham, <eggs>"]);
        assert_eq!(marked(&["{milk, ham}", "{ham}"]).0, ["{ham, <milk>}", "{ham}"]);
        assert_eq!(
            marked(&["{age: 3, name: Ana}", "{age: 4, name: Ana}"]).0,
            ["{<age: 3>, name: Ana}", "{<age: 4>, name: Ana}"]
        );
        assert_eq!(marked(&["3", "4"]).0, ["<3>", "<4>"]);
    }

    #[test]
    fn values_that_do_not_differ_are_said_to() {
        assert!(marked(&["milk", "milk"]).1.starts_with("Their values are equal"));
        assert_eq!(
            marked(&["[a, b]", "[b, a]"]),
            (vec!["a, b".into(), "b, a".into()], "They have the same items, in another order or number.")
        );
    }

    #[test]
    fn a_deletion_beside_a_value_is_alone() {
        assert_eq!(marked(&["", "milk"]).0, ["<a deletion>", "<milk>"]);
    }
}
