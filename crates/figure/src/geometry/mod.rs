//! Pure geometry, independent of the simulation: points, curves, lanes, time scales and the map projection. The page
//! draws by it too.

pub mod curve;
mod land;
pub mod lanes;
pub mod overlap;
pub mod point;
pub mod projection;
pub mod timescale;

pub use land::{GRID, land_path};

/// Formats a number for SVG: at most two decimals, no trailing zeros, never `-0`.
#[must_use]
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(12.345), "12.35");
        assert_eq!(number(0.5), "0.5");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(100.0), "100");
    }
}
