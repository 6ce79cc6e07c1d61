//! Quoting input in error messages: on one line, and shortened.

/// The most characters of a bad value that a message quotes.
pub const MAX_QUOTED_CHARS: usize = 80;

/// The beginning of a bad value, for an error message: control characters are escaped, and what is too long ends with
/// an ellipsis.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    let mut left = MAX_QUOTED_CHARS;
    for (at, letter) in text.char_indices() {
        let letter = escaped(letter);
        let length = letter.chars().count();
        let needed = if text[at..].chars().nth(1).is_some() { length + 1 } else { length };
        if needed > left {
            shown.push('…');
            return shown;
        }
        shown.push_str(&letter);
        left -= length;
    }
    shown
}

/// The same for the name of a file, whose end says most.
#[must_use]
pub fn excerpt_from_end(text: &str) -> String {
    let shown = escape_control_characters(text);
    match shown.char_indices().rev().nth(MAX_QUOTED_CHARS - 1) {
        None | Some((0, _)) => shown,
        Some((at, first)) => format!("…{}", &shown[at + first.len_utf8()..]),
    }
}

/// Escapes control characters: errors and values quote the input, and terminals obey some of them.
#[must_use]
pub fn escape_control_characters(text: &str) -> String {
    text.chars().map(escaped).collect()
}

fn escaped(letter: char) -> String {
    if letter.is_control() { letter.escape_default().to_string() } else { letter.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_is_quoted_whole() {
        for text in ["", "milk", "São Paulo", &"é".repeat(MAX_QUOTED_CHARS)] {
            assert_eq!(excerpt(text), text);
        }
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        for letter in ["x", "é", "漢", "🍎"] {
            let shown = format!("{}…", letter.repeat(MAX_QUOTED_CHARS - 1));
            assert_eq!(excerpt(&letter.repeat(MAX_QUOTED_CHARS + 1)), shown);
            assert_eq!(excerpt(&letter.repeat(10_000)), shown);
        }
    }

    #[test]
    fn long_file_name_keeps_its_end() {
        assert_eq!(excerpt_from_end(&"é".repeat(MAX_QUOTED_CHARS)), "é".repeat(MAX_QUOTED_CHARS));
        let shown = excerpt_from_end(&format!("{}/run.json", "é".repeat(100)));
        assert!(shown.starts_with("…é") && shown.ends_with("é/run.json"), "{shown}");
        assert_eq!(shown.chars().count(), MAX_QUOTED_CHARS);
    }

    #[test]
    fn control_characters_are_escaped_and_count_as_escaped() {
        assert_eq!(excerpt("two\nlines"), r"two\nlines");
        let shown = excerpt(&"\u{1b}".repeat(100));
        assert_eq!(shown, format!("{}…", r"\u{1b}".repeat(13)));
        assert!(shown.chars().count() <= MAX_QUOTED_CHARS);
    }
}
