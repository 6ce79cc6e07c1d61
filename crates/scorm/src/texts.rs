//! Texts as XML and HTML.

/// A text as the content of an element or the value of an attribute, in XML and in HTML. Characters that XML cannot have are
/// left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| is_of_xml(*letter)) {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            plain => escaped.push(plain),
        }
    }
    escaped
}

fn is_of_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// An identifier, as XML wants it, of the letters and digits of a text.
pub fn identifier(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    // It begins with a letter.
    format!("polyleader-{name}").trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escaped("a\"<b>&amp;\u{0}\u{1b}é"), "a&quot;&lt;b&gt;&amp;amp;é");
    }

    #[test]
    fn identifier_has_letters_digits_and_hyphens() {
        assert_eq!(identifier("The ring: n−1 hops"), "polyleader-the-ring-n-1-hops");
        assert_eq!(identifier("…"), "polyleader");
    }
}
