//! Every file names its subject in its first line.

use crate::sources::Source;

/// The violation, if the first line is not a `//!` sentence.
pub fn violation(source: &Source) -> Option<String> {
    let first = source.text.lines().next().unwrap_or_default();
    let says = first.strip_prefix("//! ").is_some_and(|about| about.trim().len() > 2);
    (!says)
        .then(|| format!("{}:1: the first line must be a `//!` sentence that names the subject", source.path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::planted;

    #[test]
    fn file_without_a_subject_line_is_reported() {
        for text in ["", "use std::fmt;\n", "// A store.\n", "\n//! A store.\n", "//!\n", "//! .\n"] {
            assert!(violation(&planted(text)).is_some(), "{text:?}");
        }
        assert!(violation(&planted("//! A store.\n")).is_none());
    }
}
