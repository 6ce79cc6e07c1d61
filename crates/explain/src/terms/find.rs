//! Finding terms in a text.

use std::ops::Range;

use super::{Term, terms};

/// The terms that a text mentions, with where: whole words, in any case, the longest form that fits, no overlaps.
pub fn terms_in(text: &str) -> impl Iterator<Item = (Range<usize>, &'static Term)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < text.len() {
            let start = from + text[from..].find(is_in_word)?;
            if let Some((end, term)) = longest_at(text, start) {
                from = end;
                return Some((start..end, term));
            }
            from = end_of_word(text, start);
        }
        None
    })
}

/// The term with the longest form that begins here, and where that form ends.
fn longest_at(text: &str, start: usize) -> Option<(usize, &'static Term)> {
    let fitting = terms().flat_map(|term| term.forms().map(move |form| (start + form.len(), form, term)));
    let fitting = fitting.filter(|(end, form, _)| {
        text.get(start..*end).is_some_and(|here| here.eq_ignore_ascii_case(form))
            && !text[*end..].starts_with(is_in_word)
    });
    fitting.map(|(end, _, term)| (end, term)).max_by_key(|(end, _)| *end)
}

fn end_of_word(text: &str, start: usize) -> usize {
    text[start..].find(|letter| !is_in_word(letter)).map_or(text.len(), |length| start + length)
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &'static str)> {
        terms_in(text).map(|(range, term)| (&text[range], term.name)).collect()
    }

    #[test]
    fn a_term_is_found_in_any_case_and_by_its_plural() {
        assert_eq!(found("Siblings of a KEY"), [("Siblings", "sibling"), ("KEY", "key")]);
    }

    #[test]
    fn part_of_a_word_is_not_a_term() {
        assert_eq!(found("keyboard, monkey, key_1, dotted, rewrites"), []);
    }

    #[test]
    fn the_longest_form_wins_and_nothing_overlaps() {
        assert_eq!(found("a dotted version vector"), [("dotted version vector", "dotted version vector")]);
        assert_eq!(found("version vectors"), [("version vectors", "version vector")]);
        assert_eq!(found("the version of a vector"), [("version", "version")]);
    }

    #[test]
    fn punctuation_and_other_scripts_bound_words() {
        assert_eq!(found("(leader); “CRDT”…"), [("leader", "leader"), ("CRDT", "CRDT")]);
        assert_eq!(found("São leaderé Ünion"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn forms_with_hyphens_are_words_of_their_own() {
        assert_eq!(found("all-to-all"), [("all-to-all", "all-to-all")]);
        assert_eq!(found("fail over"), [("fail over", "failover")]);
    }
}
