//! A time as people type it into the palette.

use player::Micros;

/// Parses a typed time: `120`, `120 ms`, `1.5 s`.
pub fn parse_time(query: &str) -> Option<Micros> {
    let text = query.trim().to_lowercase();
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1_000),
        None => text.strip_suffix('s').map_or((text.as_str(), 1_000), |number| (number, 1_000_000)),
    };
    let (whole, part) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !(part.is_empty() || digits(part)) {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    let decimals = u64::pow(10, u32::try_from(part.len()).ok()?);
    let part: u64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    Some(Micros(whole * unit + part * unit / decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_times_are_parsed() {
        assert_eq!(parse_time("120"), Some(Micros::from_ms(120)));
        assert_eq!(parse_time(" 120.5 ms"), Some(Micros(120_500)));
        assert_eq!(parse_time("1.5 s"), Some(Micros(1_500_000)));
        // While typing `1.5`.
        assert_eq!(parse_time("1."), Some(Micros::from_ms(1)));
        for wrong in ["", "ms", "s", ".", ".5", "1.x", "1.5.0", "-3", "12 apples", "99999999999999999999"] {
            assert_eq!(parse_time(wrong), None, "{wrong}");
        }
    }
}
