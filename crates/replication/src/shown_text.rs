//! Text from users as it is shown among other text: visible, and unable to reorder what stands around it.

use std::borrow::Cow;

/// Begins and ends a stretch of text that does not change the direction of the text around it.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// A name as it is shown: without characters that change the direction of text, isolated if it is written from right to
/// left, and `otherwise` if nothing of it can be seen.
#[must_use]
pub fn shown_name<'a>(name: &'a str, otherwise: &'a str) -> Cow<'a, str> {
    match name.chars().any(is_visible) {
        true => isolated(name),
        false => Cow::Borrowed(otherwise),
    }
}

/// Text that can stand in any sentence: without characters that change the direction of text, and isolated if it is
/// written from right to left.
#[must_use]
pub fn isolated(text: &str) -> Cow<'_, str> {
    let is_right_to_left = text.chars().any(is_right_to_left);
    if !is_right_to_left && !text.chars().any(changes_direction) {
        return Cow::Borrowed(text);
    }
    let plain: String = text.chars().filter(|letter| !changes_direction(*letter)).collect();
    match is_right_to_left {
        true => Cow::Owned(format!("{ISOLATE}{plain}{END_OF_ISOLATE}")),
        false => Cow::Owned(plain),
    }
}

/// The beginning of a text that is shown, in at most this many characters: what is too long ends with an ellipsis. It is
/// not cut between a character and the marks and joiners that belong to it, and an isolate stays one.
#[must_use]
pub fn shortened(shown: &str, most: usize) -> Cow<'_, str> {
    let plain = shown.strip_prefix(ISOLATE).and_then(|rest| rest.strip_suffix(END_OF_ISOLATE));
    let letters: Vec<char> = plain.unwrap_or(shown).chars().collect();
    if letters.len() <= most {
        return Cow::Borrowed(shown);
    }
    let mut end = most.saturating_sub(1);
    while end > 0 && (is_attached(letters[end]) || letters[end - 1] == JOINER) {
        end -= 1;
    }
    // A text of nothing but marks has no better place.
    let end = if end == 0 { most.saturating_sub(1) } else { end };
    let start: String = letters[..end].iter().collect();
    let start = start.trim_end();
    Cow::Owned(match plain {
        Some(_) => format!("{ISOLATE}{start}…{END_OF_ISOLATE}"),
        None => format!("{start}…"),
    })
}

/// Whether the first letter of a text belongs to a script that is written from right to left.
#[must_use]
pub fn starts_from_right(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(is_right_to_left)
}

/// The first character that is seen of a name as it is shown.
#[must_use]
pub fn initial(shown: &str) -> String {
    shown.chars().find(|letter| is_visible(*letter)).map(String::from).unwrap_or_default()
}

/// The characters that embed, override or isolate a direction, and the marks of one (Unicode Standard Annex 9).
fn changes_direction(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Joins what stands before and after it into one character.
const JOINER: char = '\u{200d}';

/// Whether it belongs to the character before it: a combining mark, a joiner, a variation selector, a skin tone.
fn is_attached(letter: char) -> bool {
    letter == JOINER
        || matches!(
            letter,
            '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05bd}' | '\u{064b}'..='\u{065f}'
                | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}'
                | '\u{0e47}'..='\u{0e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
                | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
                | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'
        )
}

/// Whether something of it is seen: white space, and what has no width or only acts on its neighbours, is not.
fn is_visible(letter: char) -> bool {
    let has_no_width = matches!(
        letter,
        '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    );
    !(letter.is_whitespace() || letter.is_control() || has_no_width || changes_direction(letter))
}

/// Whether it belongs to a script that is written from right to left (the blocks of Hebrew, Arabic and their kin).
fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_name_is_unchanged() {
        for name in ["Frankfurt", "São Paulo", "東京", "👩‍👩‍👧", "a b"] {
            assert_eq!(shown_name(name, "F"), name);
        }
    }

    #[test]
    fn invisible_name_is_shown_as_its_id() {
        for name in ["\u{200b}", " ", "\u{2060}\u{feff}", "\u{202e}", "\u{3164}", "\u{e0020}"] {
            assert_eq!(shown_name(name, "F"), "F", "{name:?}");
        }
    }

    #[test]
    fn text_written_from_right_to_left_is_isolated() {
        assert_eq!(isolated("תל אביב"), "\u{2068}תל אביב\u{2069}");
        assert_eq!(isolated("القاهرة 1"), "\u{2068}القاهرة 1\u{2069}");
    }

    #[test]
    fn characters_that_reorder_other_text_are_left_out() {
        assert_eq!(isolated("a\u{202e}b\u{2066}c"), "abc");
        assert_eq!(isolated("\u{2069}דרום\u{2069}"), "\u{2068}דרום\u{2069}");
    }

    #[test]
    fn the_initial_is_the_first_character_that_is_seen() {
        assert_eq!(initial("Ana"), "A");
        assert_eq!(initial(&isolated("\u{200b}דן")), "ד");
        assert_eq!(initial(""), "");
    }

    #[test]
    fn long_text_is_cut_between_what_is_seen_as_characters() {
        for (text, most, short) in [
            ("Frankfurt", 9, "Frankfurt"),
            ("Frankfurt am Main", 12, "Frankfurt a…"),
            ("e\u{301}e\u{301}e\u{301}", 5, "e\u{301}e\u{301}…"),
            ("abc👩\u{200d}👩\u{200d}👧", 7, "abc…"),
            ("\u{301}\u{301}\u{301}", 2, "\u{301}…"),
            ("\u{2068}תל אביב\u{2069}", 4, "\u{2068}תל…\u{2069}"),
        ] {
            assert_eq!(shortened(text, most), short);
        }
    }

    #[test]
    fn direction_is_that_of_the_first_letter() {
        assert!(starts_from_right("\u{2068}1 תל אביב abc\u{2069}"));
        assert!(!starts_from_right("abc תל אביב") && !starts_from_right("1"));
    }
}
