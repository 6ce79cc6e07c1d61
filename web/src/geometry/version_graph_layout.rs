//! The layout of a key's version graph: one row per version in order of acceptance, one lane per leader, and the
//! edges from each version to its direct successors.

use super::number;

/// The height of a row, in pixels.
pub const ROW_PX: f64 = 50.0;
/// The preferred distance between lanes, in pixels.
const LANE_PX: f64 = 26.0;
/// The maximum width of all lanes together, in pixels.
const MAX_WIDTH_PX: f64 = 132.0;

/// The layout of a graph with a number of lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VersionGraphLayout {
    lanes: usize,
    lane_spacing: f64,
}

impl VersionGraphLayout {
    /// A layout whose lanes share the available width.
    #[must_use]
    pub fn new(lanes: usize) -> Self {
        Self { lanes, lane_spacing: LANE_PX.min(MAX_WIDTH_PX / lanes.max(1) as f64) }
    }

    /// The width in pixels.
    #[must_use]
    pub fn width(self) -> f64 {
        self.lane_spacing * self.lanes as f64
    }

    /// The x coordinate of a lane's centre.
    #[must_use]
    pub fn x(self, lane: usize) -> f64 {
        (lane as f64 + 0.5) * self.lane_spacing
    }

    /// The y coordinate of a row's centre.
    #[must_use]
    pub fn y(self, row: usize) -> f64 {
        (row as f64 + 0.5) * ROW_PX
    }

    /// The SVG path from one version down to a later one, each given as `(lane, row)`. It follows whichever of the
    /// two lanes is free between the rows; if neither is, it runs between lanes.
    #[must_use]
    pub fn edge_path(
        self,
        from: (usize, usize),
        to: (usize, usize),
        taken: impl Fn(usize, usize) -> bool,
    ) -> String {
        let is_free = |lane: usize| (from.1 + 1..to.1).all(|row| !taken(lane, row));
        let (x1, y1, x2, y2) = (self.x(from.0), self.y(from.1), self.x(to.0), self.y(to.1));
        let lane_x = match () {
            () if is_free(to.0) => x2,
            () if is_free(from.0) => x1,
            () => x1.midpoint(x2) + self.lane_spacing / 2.0,
        };
        let (out, back) = (y1 + ROW_PX / 2.0, y2 - ROW_PX / 2.0);
        let bend = |x: f64, y: f64, to_x: f64, to_y: f64| {
            let middle = number(y.midpoint(to_y));
            format!("C{} {middle} {} {middle} {} {}", number(x), number(to_x), number(to_x), number(to_y))
        };
        let begin = format!("M{} {}", number(x1), number(y1));
        if to.1 - from.1 <= 1 {
            return format!("{begin}{}", bend(x1, y1, x2, y2));
        }
        format!("{begin}{}V{}{}", bend(x1, y1, lane_x, out), number(back), bend(lane_x, back, x2, y2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lanes_share_the_maximum_width() {
        assert_eq!(VersionGraphLayout::new(2).width(), 52.0);
        assert_eq!(VersionGraphLayout::new(50).width(), MAX_WIDTH_PX);
    }

    #[test]
    fn an_edge_avoids_versions_in_between() {
        let graph = VersionGraphLayout::new(2);
        let straight = graph.edge_path((0, 0), (0, 2), |_, _| false);
        assert!(
            straight.contains("V100") && straight.starts_with("M13 25") && straight.ends_with("13 125"),
            "{straight}"
        );
        let beside = graph.edge_path((0, 0), (0, 2), |lane, _| lane == 0);
        assert!(beside.contains("26 50V100"), "{beside}");
        let over = graph.edge_path((0, 0), (1, 2), |lane, _| lane == 1);
        assert!(over.contains("13 50V100"), "{over}");
    }
}
