//! Phrases as the beginnings of sentences.

/// The phrase with its first letter in upper case. Phrases begin with an English word, so the tables of other alphabets are
/// not needed.
#[must_use]
pub fn capitalized(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map(|first| std::iter::once(first.to_ascii_uppercase()).chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capitalized("crash São Paulo"), "Crash São Paulo");
        assert_eq!(capitalized("“cut” links"), "“cut” links");
        assert_eq!(capitalized(""), "");
    }
}
