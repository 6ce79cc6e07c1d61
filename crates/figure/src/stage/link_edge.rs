//! A link's line on the stage: its curve, its arrowheads and its label.

use replication::{LinkId, Micros};

use crate::geometry::curve::Curve;
use crate::geometry::point::Size;

/// The minimum distance between a label's centre and its line, in pixels.
const BESIDE_PX: f64 = 20.0;
/// The space between the line and its label, and between a cut mark and the label, in pixels.
const CLEAR_PX: f64 = 5.0;
const CLEAR_OF_CUT_PX: f64 = 17.0;
/// The size of a label's character, in pixels.
const LETTER_PX: Size = Size::new(6.8, 16.0);

/// One line on the stage: both directions of a link if they are in the same state, else one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkEdge {
    /// The link in the curve's direction.
    pub link: LinkId,
    /// Whether the line also stands for the reverse link.
    pub is_two_way: bool,
    /// The line's curve.
    pub curve: Curve,
    /// The link's latency.
    pub latency: Micros,
}

impl LinkEdge {
    /// How far from the line a label's centre must be for the whole label to clear it: the steeper the line, the
    /// farther.
    #[must_use]
    pub fn label_offset(&self, is_cut: bool, text: &str) -> f64 {
        let clear = if is_cut { CLEAR_OF_CUT_PX } else { CLEAR_PX };
        let across = self.curve.direction_at(0.5).left();
        let Size { width, height } = label_size(text);
        (clear + (across.x.abs() * width + across.y.abs() * height) / 2.0).max(BESIDE_PX)
    }

    /// Both heads of a two-way line, or the one of a single direction, as an SVG path.
    #[must_use]
    pub fn arrowheads(&self) -> String {
        let head = Curve::arrowhead;
        match self.is_two_way {
            true => format!("{}{}", head(self.curve), head(self.curve.reversed())),
            false => head(self.curve),
        }
    }
}

/// About the size of a label with this text, in pixels.
#[must_use]
pub fn label_size(text: &str) -> Size {
    Size::new(text.chars().count() as f64 * LETTER_PX.width, LETTER_PX.height)
}

/// A latency rounded for display: to whole milliseconds from 10 ms, else to tenths.
#[must_use]
pub fn rounded_latency(latency: Micros) -> String {
    let step = if latency.0 >= 10_000 { 1_000 } else { 100 };
    Micros((latency.0 + step / 2) / step * step).to_string()
}
