//! Where the versions of a key stand in their graph: a row for each, in the order of acceptance, and a lane
//! for each leader; and the lines that lead from one to those that come right after it.

use super::number;

/// How high a row is, in pixels.
pub const ROW_PX: f64 = 50.0;
/// How far apart lanes are where there is room, in pixels.
const LANE_PX: f64 = 26.0;
/// How wide all lanes together may be, in pixels.
const MAX_WIDTH_PX: f64 = 132.0;

/// A graph of so many lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VersionGraphLayout {
    lanes: usize,
    lane_spacing: f64,
}

impl VersionGraphLayout {
    /// Lanes as far apart as there is room for.
    #[must_use]
    pub fn new(lanes: usize) -> Self {
        Self { lanes, lane_spacing: LANE_PX.min(MAX_WIDTH_PX / lanes.max(1) as f64) }
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.lane_spacing * self.lanes as f64
    }

    /// The middle of a lane.
    #[must_use]
    pub fn x(self, lane: usize) -> f64 {
        (lane as f64 + 0.5) * self.lane_spacing
    }

    /// The middle of a row.
    #[must_use]
    pub fn y(self, row: usize) -> f64 {
        (row as f64 + 0.5) * ROW_PX
    }

    /// The line from one version down to a later one, each a `(lane, row)`. It keeps to a lane in which
    /// nothing else stands between the two rows; where there is none it goes beside its own.
    #[must_use]
    pub fn edge_path(
        self,
        from: (usize, usize),
        to: (usize, usize),
        taken: impl Fn(usize, usize) -> bool,
    ) -> String {
        let is_free = |lane: usize| (from.1 + 1..to.1).all(|row| !taken(lane, row));
        let (x1, y1, x2, y2) = (self.x(from.0), self.y(from.1), self.x(to.0), self.y(to.1));
        let along = match () {
            () if is_free(to.0) => x2,
            () if is_free(from.0) => x1,
            () => x1.midpoint(x2) + self.lane_spacing / 2.0,
        };
        let (out, back) = (y1 + ROW_PX / 2.0, y2 - ROW_PX / 2.0);
        let turn = |x: f64, y: f64, to_x: f64, to_y: f64| {
            let middle = number(y.midpoint(to_y));
            format!("C{} {middle} {} {middle} {} {}", number(x), number(to_x), number(to_x), number(to_y))
        };
        let begin = format!("M{} {}", number(x1), number(y1));
        if to.1 - from.1 <= 1 {
            return format!("{begin}{}", turn(x1, y1, x2, y2));
        }
        format!("{begin}{}V{}{}", turn(x1, y1, along, out), number(back), turn(along, back, x2, y2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lanes_share_the_room_that_there_is() {
        assert_eq!(VersionGraphLayout::new(2).width(), 52.0);
        assert_eq!(VersionGraphLayout::new(50).width(), MAX_WIDTH_PX);
    }

    #[test]
    fn a_line_keeps_clear_of_what_stands_between() {
        let lineage = VersionGraphLayout::new(2);
        let straight = lineage.edge_path((0, 0), (0, 2), |_, _| false);
        assert!(
            straight.contains("V100") && straight.starts_with("M13 25") && straight.ends_with("13 125"),
            "{straight}"
        );
        let beside = lineage.edge_path((0, 0), (0, 2), |lane, _| lane == 0);
        assert!(beside.contains("26 50V100"), "{beside}");
        let over = lineage.edge_path((0, 0), (1, 2), |lane, _| lane == 1);
        assert!(over.contains("13 50V100"), "{over}");
    }
}
