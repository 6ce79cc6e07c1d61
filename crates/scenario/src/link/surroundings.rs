//! Finds a link in the text around it: programs that send links break them over lines, append to them, or encode them.

use super::error::PREFIX;

/// How many words after a link are tried as its last lines, or left out as text that follows it.
const MAX_WORDS_AFTER: usize = 8;

/// What may be the payload of the link in a text, most likely first: the characters after the prefix up to the first
/// that no link has, without what breaks it, with more or fewer of the words that follow. Empty if there is no link.
pub(super) fn payloads(text: &str) -> Vec<String> {
    let text = percent_decoded(text);
    let Some(start) = start_of_payload(&text) else {
        return Vec::new();
    };
    let words = words(&text[start..]);
    if words.is_empty() {
        return vec![String::new()];
    }
    let joined = |count: usize| words.iter().take(count).map(String::as_str).collect::<String>();
    let fewest = words.len().saturating_sub(MAX_WORDS_AFTER).max(2);
    let counts = [1].into_iter().chain((fewest..=words.len()).rev());
    counts.map(joined).collect()
}

/// Where the first prefix ends that begins a word, as in `…/#s1.…`.
fn start_of_payload(text: &str) -> Option<usize> {
    let begins_word =
        |at: &usize| !text[..*at].chars().next_back().is_some_and(|before| before.is_alphanumeric());
    let places = text.match_indices(PREFIX).map(|(at, _)| at);
    places.filter(begins_word).map(|at| at + PREFIX.len()).next()
}

/// The words of a link's characters, up to the first character that neither a link has nor a program breaks it with.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for character in text.chars() {
        match character {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => {
                if let Some(word) = words.last_mut() {
                    word.push(character);
                }
            }
            _ if !breaks_links(character) => break,
            _ if words.last().is_some_and(|word| !word.is_empty()) => words.push(String::new()),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// White space, what has no width, the mark of a quoted line in a mail, and the mark of a soft line break.
fn breaks_links(character: char) -> bool {
    let has_no_width = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    character.is_whitespace() || has_no_width || matches!(character, '>' | '=')
}

/// The text with each `%2E` and the like as the character of ASCII that it stands for.
fn percent_decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(u8::is_ascii) {
            Some(code) => {
                decoded.push(char::from(code));
                rest = &after[2..];
            }
            None => {
                decoded.push('%');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        payloads(text).into_iter().next()
    }

    #[test]
    fn a_payload_ends_at_the_first_character_that_no_link_has() {
        for after in
            ["", ")", ".", ",", ">", "”", "&fbclid=x1", "?utm_source=mail", "%20", "%29", "#top", "]("]
        {
            assert_eq!(
                first(&format!("https://example.org/p/#s1.Ab-_9{after}")).as_deref(),
                Some("Ab-_9"),
                "{after}"
            );
        }
    }

    #[test]
    fn a_broken_payload_is_joined_with_and_without_what_follows() {
        let joined = |text: &str| payloads(text).contains(&"AAAABBBBCC".to_owned());
        for text in [
            "#s1.AAAA\nBBBB\r\nCC",
            "> #s1.AAAA\n> BBBB\n> CC",
            "#s1.AAAA=\nBBBB=\nCC",
            "#s1.AAAA\u{200b}BBBBCC",
            "see #s1.AAAA BBBBCC for the run that I mean.",
            "#s1.AAAA%0ABBBB%20CC",
        ] {
            assert!(joined(text), "{text}: {:?}", payloads(text));
        }
    }

    #[test]
    fn the_prefix_may_be_encoded_and_text_without_it_has_no_link() {
        assert_eq!(first("#s1%2EAAAA").as_deref(), Some("AAAA"));
        for text in ["", "#", "https://example.org/", "class1.AAAA", "#s2.AAAA", "%", "%e2%82", "100%"] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
