//! An upper estimate of the width of a text, and texts that are shortened to a width.

use std::borrow::Cow;

use replication::shortened;

/// The most room a text can take, in narrow letters. Capitals, `m`, `w` and everything that is not Latin
/// count as two.
pub fn estimated_width(text: &str) -> usize {
    text.chars()
        .filter(|one| !matches!(one, '\u{2066}'..='\u{2069}'))
        .map(|one| if one.is_lowercase() && !"mwæœ".contains(one) || is_narrow(one) { 1 } else { 2 })
        .sum()
}

/// The beginning of a text that fits into this many narrow letters: what is too long ends with an ellipsis.
pub fn fitting(text: &str, room: usize) -> Cow<'_, str> {
    if estimated_width(text) <= room {
        return Cow::Borrowed(text);
    }
    let most = text.chars().count().min(room);
    let fits = |length: &usize| estimated_width(&shortened(text, *length)) <= room;
    shortened(text, (1..=most).rev().find(fits).unwrap_or(1))
}

fn is_narrow(one: char) -> bool {
    one.is_ascii_digit() || one.is_ascii_punctuation() && !"@%&".contains(one) || " ·“”’−".contains(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_count_as_two() {
        assert_eq!(estimated_width("milk"), 5);
        assert_eq!(estimated_width("Tokyo"), 6);
        assert_eq!(estimated_width("w12·345"), 8);
        assert_eq!(estimated_width("東京"), 4);
    }

    #[test]
    fn text_is_shortened_to_the_room_that_there_is() {
        assert_eq!(fitting("Frankfurt", 10), "Frankfurt");
        assert_eq!(fitting("Frankfurt am Main", 13), "Frankfurt…");
        assert_eq!(fitting("東京の南", 5), "東…");
        assert_eq!(fitting("W", 1), "W");
        for text in ["MMMMMMMM", "\u{2068}תל אביב יפו\u{2069}", "éééééééééééé"] {
            assert!(estimated_width(&fitting(text, 9)) <= 9, "{text}");
        }
    }
}
