//! How much room a text takes, closely enough to tell whether it could be too much.

/// How broad a text is, in narrow letters: at least as much as it can be. Capitals, `m`, `w` and what is no Latin
/// letter count as two.
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
