//! An upper estimate of the width of a text.

/// The most room a text can take, in narrow letters. Capitals, `m`, `w` and everything that is not Latin
/// count as two.
pub fn estimated_width(text: &str) -> usize {
    text.chars()
        .map(|one| if one.is_lowercase() && !"mwæœ".contains(one) || is_narrow(one) { 1 } else { 2 })
        .sum()
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
}
