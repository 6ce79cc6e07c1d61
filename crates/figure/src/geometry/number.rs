//! Numbers in pictures: as text, and kept in a range.

/// Formats a number for SVG: at most two decimals, no trailing zeros, never `-0`. Without the standard
/// library's exact conversion, which is much code.
#[must_use]
pub fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (part / 10, part % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, rest) => format!("{sign}{whole}.{tenths}{rest}"),
    }
}

/// A number, or the nearer end of a range that it is not in. Like `f64::clamp`, but if the ends are the wrong way round it
/// is the greater one's: no message with numbers is needed for that.
#[must_use]
pub fn clamped(value: f64, least: f64, most: f64) -> f64 {
    value.min(most).max(least)
}

#[cfg(test)]
mod tests {
    use super::{clamped, number};

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(12.345), "12.35");
        assert_eq!(number(0.5), "0.5");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(-12.04), "-12.04");
        assert_eq!(number(-0.5), "-0.5");
    }

    #[test]
    fn number_outside_of_a_range_becomes_its_nearer_end() {
        assert_eq!([-1.0, 0.25, 2.0].map(|value| clamped(value, 0.0, 1.0)), [0.0, 0.25, 1.0]);
    }
}
