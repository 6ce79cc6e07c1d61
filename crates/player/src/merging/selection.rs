//! What two texts have in common and where they differ, word by word, and which side of a difference is taken.

use analysis::tokenize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A stretch of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// Both have it.
    Same(String),
    /// Each has its own, one of them perhaps nothing, and this is what is taken.
    Differs {
        /// What each has.
        texts: [String; 2],
        /// What is taken of it.
        taken: Side,
    },
}

/// What is taken where two texts differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// What both have, one behind the other.
    #[default]
    Both,
    /// What the first has.
    First,
    /// What the second has.
    Second,
}

impl TextPart {
    /// What it comes to.
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

/// Two texts in stretches. Differences that only space lies between are one.
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

/// The text that the stretches come to.
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
    fn two_texts_differ_word_by_word() {
        let wanted =
            [TextPart::Same("buy ".into()), differs("milk", "eggs"), TextPart::Same(" today".into())];
        assert_eq!(parts("buy milk today", "buy eggs today"), wanted);
        assert_eq!(parts("a b", "a b"), [TextPart::Same("a b".into())]);
        assert_eq!(parts("milk", "eggs"), [differs("milk", "eggs")]);
    }

    #[test]
    fn a_sign_is_no_part_of_the_word_before_it() {
        assert_eq!(
            parts("the maps", "the maps, please"),
            [TextPart::Same("the maps".into()), differs("", ", please")]
        );
        assert_eq!(tokenize("Ana’s café-bar, 3%"), ["Ana’s", " ", "café-bar", ",", " ", "3", "%"]);
    }

    #[test]
    fn differences_with_only_space_between_are_one() {
        assert_eq!(parts("buy milk today", "get eggs today")[0], differs("buy milk", "get eggs"));
    }

    #[test]
    fn taking_one_side_of_everything_gives_that_text() {
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
