//! Selecting parts of two texts: what they share, where they differ, and which side is chosen.

use analysis::tokenize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A part of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Both texts contain this.
    Same(String),
    /// The texts differ; one side may be empty.
    Differs {
        /// The text on each side.
        texts: [String; 2],
        /// The side that was chosen.
        taken: Side,
    },
}

/// The side chosen where two texts differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Both, one after the other.
    #[default]
    Both,
    /// The first text.
    First,
    /// The second text.
    Second,
}

impl TextPart {
    /// The chosen text.
    fn text(&self) -> String {
        match self {
            Self::Same(text) => text.clone(),
            Self::Differs { texts: [first, second], taken } => match taken {
                Side::First => first.clone(),
                Side::Second => second.clone(),
                Side::Both if first.trim().is_empty() || second.trim().is_empty() => {
                    format!("{first}{second}")
                }
                Side::Both => format!("{} {}", first.trim_end(), second.trim_start()),
            },
        }
    }

    fn is_space(&self) -> bool {
        matches!(self, Self::Same(text) if text.trim().is_empty())
    }
}

/// Splits two texts into parts. Differences separated only by space are joined.
pub(super) fn parts(one: &str, other: &str) -> Vec<TextPart> {
    let (first, second) = (tokenize(one), tokenize(other));
    let mut parts: Vec<TextPart> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &first, &second) {
        let (tag, old, new) = operation.as_tag_tuple();
        let texts = [first[old].concat(), second[new].concat()];
        parts.push(match tag {
            DiffTag::Equal => TextPart::Same(texts[0].clone()),
            _ => TextPart::Differs { texts, taken: Side::default() },
        });
    }
    let mut joined: Vec<TextPart> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let is_between = part.is_space() && index + 1 < parts.len();
        match (joined.last_mut(), part) {
            (Some(TextPart::Differs { texts, .. }), TextPart::Same(space)) if is_between => {
                texts.iter_mut().for_each(|text| text.push_str(space));
            }
            (Some(TextPart::Differs { texts, .. }), TextPart::Differs { texts: more, .. }) => {
                texts.iter_mut().zip(more).for_each(|(text, more)| text.push_str(more));
            }
            _ => joined.push(part.clone()),
        }
    }
    joined
}

/// The text chosen by these parts.
pub(super) fn text_of(parts: &[TextPart]) -> String {
    parts.iter().map(TextPart::text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(first: &str, second: &str) -> TextPart {
        TextPart::Differs { texts: [first.into(), second.into()], taken: Side::Both }
    }

    #[test]
    fn texts_are_compared_word_by_word() {
        let expected =
            [TextPart::Same("buy ".into()), differs("milk", "eggs"), TextPart::Same(" today".into())];
        assert_eq!(parts("buy milk today", "buy eggs today"), expected);
        assert_eq!(parts("a b", "a b"), [TextPart::Same("a b".into())]);
        assert_eq!(parts("milk", "eggs"), [differs("milk", "eggs")]);
    }

    #[test]
    fn punctuation_is_a_token_of_its_own() {
        assert_eq!(
            parts("the maps", "the maps, please"),
            [TextPart::Same("the maps".into()), differs("", ", please")]
        );
        assert_eq!(tokenize("Ana’s café-bar, 3%"), ["Ana’s", " ", "café-bar", ",", " ", "3", "%"]);
    }

    #[test]
    fn differences_separated_by_space_are_joined() {
        assert_eq!(parts("buy milk today", "get eggs today")[0], differs("buy milk", "get eggs"));
    }

    #[test]
    fn choosing_one_side_everywhere_gives_its_text() {
        let (one, other) = ("buy milk and ham today", "get eggs, ham tomorrow ");
        for (side, whole) in [(Side::First, one), (Side::Second, other)] {
            let mut parts = parts(one, other);
            for part in &mut parts {
                if let TextPart::Differs { taken, .. } = part {
                    *taken = side;
                }
            }
            assert_eq!(text_of(&parts), whole);
        }
        assert_eq!(text_of(&parts("buy milk today", "buy eggs today")), "buy milk eggs today");
    }
}
