//! Telling user-visible strings from ids, selectors, styles and key names.

/// Whether a string that is certainly shown has any words.
pub fn has_words(text: &str) -> bool {
    without_placeholders(text).chars().any(char::is_alphabetic)
}

/// Whether a literal somewhere in code is user-visible: several words, or one capitalised word.
pub fn is_prose(text: &str) -> bool {
    let bare = without_placeholders(text);
    if is_technical(text) || !bare.chars().any(char::is_alphabetic) {
        return false;
    }
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        !letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    let words: Vec<&str> = bare.split_whitespace().filter(is_word).collect();
    let has_several_words = words.len() > 1 && words.iter().any(|word| word.chars().count() > 2);
    has_several_words || is_capitalised_word(bare.trim()) || text.contains(['“', '’', '…'])
}

/// Whether a literal is a single lower-case word, as a fragment of a sentence may be.
pub fn is_word(text: &str) -> bool {
    let word = text.trim();
    word.chars().count() > 2 && word.chars().all(|c| c.is_lowercase() || c == ' ')
}

/// Whether a format string is user-visible.
pub fn is_format_prose(text: &str) -> bool {
    // A single word beside a placeholder, as in `{} writes`.
    let has_word = text.split_whitespace().any(|word| {
        let letters = word.trim_matches(|c: char| c.is_ascii_punctuation());
        letters.chars().count() > 1 && letters.chars().all(char::is_alphabetic) && !word.contains(['{', '}'])
    });
    is_prose(text) || has_word && text.contains(' ') && !is_technical(text)
}

/// Whether a string is a selector, a style, an address or an SVG path.
fn is_technical(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "://",
        "var(",
        "translate(",
        "scale(",
        "rotate(",
        "rgb(",
        "url(",
        "px ",
        "[data-",
        "(prefers-",
        "::",
    ];
    let is_selector = text.starts_with(['.', '#', '[', ':', '@'])
        && text.chars().nth(1).is_some_and(|second| second != ' ');
    is_selector || PARTS.iter().any(|part| text.contains(part)) || text.trim_end().ends_with("px")
}

/// Whether it is a word like `Undo`, unlike `ArrowLeft`, `T1` or `GET`.
fn is_capitalised_word(text: &str) -> bool {
    let word = text.trim_end_matches(['.', ':', '…', '?', '!', ',']);
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 2
        && letters.all(|c| c.is_lowercase() || c == '-')
}

/// The string without `{…}` placeholders; `{{` is a literal brace.
fn without_placeholders(text: &str) -> String {
    let mut bare = String::new();
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '{' if !inside && characters.peek() == Some(&'{') => drop(characters.next()),
            '{' => inside = true,
            '}' => inside = false,
            c if !inside => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_labels_are_visible() {
        for text in [
            "Undo",
            "Last write wins",
            "no leader “{leader}”",
            ": it lost",
            "a deletion",
            "Loading…",
            "is cut off",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in ["{} writes", "after {ms} ms", "{count} of them"] {
            assert!(is_format_prose(text), "{text}");
        }
    }

    #[test]
    fn ids_selectors_styles_and_keys_are_not_visible() {
        for text in [
            "last-write-wins",
            ".setup-toggle",
            "#setup .body",
            "ArrowLeft",
            "600 12px system-ui",
            "{}px",
            "translate({}px, {}px)",
            "{from}-{to}",
            "https://example.org/a b",
            "keydown",
            "",
            " ",
            "T1",
            "M{} {} L{} {}",
        ] {
            assert!(!is_format_prose(text), "{text}");
        }
    }
}
