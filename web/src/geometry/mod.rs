//! Pure geometry for the stage and the diagrams, independent of the browser and the simulation, tested natively.

#![allow(dead_code, reason = "geometry is complete in itself; not every part is on the page yet")]

pub mod blitter;
pub mod camera;
pub mod curve;
pub mod dial;
pub mod directional_nav;
pub mod gestures;
mod land;
pub mod lanes;
pub mod overlap;
pub mod point;
pub mod point_in_polygon;
pub mod projection;
pub mod roving_nav;
pub mod timescale;
pub mod version_graph_layout;
pub mod window;

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
