//! The lanes of the space-time diagram: one for each leader, in their order, closer together the more there
//! are; above them signs of what concerns all, and beneath them a lane for each client, if these are shown.

/// Where the names and letters stand, in pixels, when the diagram is wide.
const GUTTER_WIDE: f64 = 128.0;
/// The same when there is room for letters only.
const GUTTER_NARROW: f64 = 44.0;
/// Narrower than this, in pixels, the lanes show letters only. The styles hide the names at the same width.
const NARROW: f64 = 560.0;
/// From the top to the first lane: room for the playhead's time, the signs of what concerns all, and a mark's text.
const TOP: f64 = 66.0;
/// The height of those signs.
const RUN_MARKS_Y: f64 = 35.0;
/// From the last lane to the bottom: room for the ticks and their labels.
const BOTTOM: f64 = 54.0;
/// From the last lane to the first one beneath, and from each of those to the next.
const CLIENT_GAP: f64 = 30.0;
const CLIENT_SPACING: f64 = 22.0;
/// What is left free at the right.
const RIGHT: f64 = 24.0;

/// Where the lanes of a diagram are, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lanes {
    /// How many lanes there are.
    pub count: usize,
    /// How many lower ones there are beneath them.
    pub client_lanes: usize,
    /// From one lane to the next.
    pub spacing: f64,
    /// The width of the whole diagram.
    pub width: f64,
}

impl Lanes {
    /// The lanes for `count` leaders in a diagram of `width` pixels.
    #[must_use]
    pub fn new(count: usize, width: f64) -> Self {
        let apart = match count {
            0..=4 => 56.0,
            5..=6 => 40.0,
            7..=8 => 28.0,
            _ => 24.0,
        };
        Self { count, client_lanes: 0, spacing: apart, width }
    }

    /// The same with so many lower lanes beneath.
    #[must_use]
    pub fn with_client_lanes(self, below: usize) -> Self {
        Self { client_lanes: below, ..self }
    }

    /// The height of the signs of what concerns all.
    #[must_use]
    pub fn run_marks_y(self) -> f64 {
        RUN_MARKS_Y
    }

    /// Whether there is room for letters only.
    #[must_use]
    pub fn is_narrow(self) -> bool {
        self.width < NARROW
    }

    /// The middle of a leader's letter, from the left.
    #[must_use]
    pub fn letter_x(self) -> f64 {
        if self.is_narrow() { 20.0 } else { 26.0 }
    }

    /// Where a leader's name begins.
    #[must_use]
    pub fn name_x(self) -> f64 {
        44.0
    }

    /// Where time begins.
    #[must_use]
    pub fn left(self) -> f64 {
        if self.is_narrow() { GUTTER_NARROW } else { GUTTER_WIDE }
    }

    /// Where time ends, never left of where it begins.
    #[must_use]
    pub fn right(self) -> f64 {
        (self.width - RIGHT).max(self.left() + 1.0)
    }

    /// The height of a lane's line.
    #[must_use]
    pub fn y(self, lane: usize) -> f64 {
        self.spacing.mul_add(lane as f64, TOP)
    }

    /// The height of a lower lane's line.
    #[must_use]
    pub fn client_y(self, lane: usize) -> f64 {
        CLIENT_SPACING.mul_add(lane as f64, self.y(self.count.saturating_sub(1)) + CLIENT_GAP)
    }

    /// The height of the foot of the ticks.
    #[must_use]
    pub fn axis_y(self) -> f64 {
        self.height() - 28.0
    }

    /// The height of the whole diagram.
    #[must_use]
    pub fn height(self) -> f64 {
        let last = match self.client_lanes.checked_sub(1) {
            Some(last) => self.client_y(last),
            None => self.y(self.count.saturating_sub(1)),
        };
        last + BOTTOM
    }

    /// The lane nearest to a height, or `None` if there are none.
    #[must_use]
    pub fn nearest(self, y: f64) -> Option<usize> {
        let last = self.count.checked_sub(1)?;
        let lane = ((y - TOP) / self.spacing).round().max(0.0) as usize;
        Some(lane.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_come_closer_the_more_there_are() {
        assert!(Lanes::new(3, 900.0).spacing > Lanes::new(6, 900.0).spacing);
        assert!(Lanes::new(6, 900.0).spacing > Lanes::new(9, 900.0).spacing);
        assert!(Lanes::new(9, 900.0).spacing >= 24.0);
    }

    #[test]
    fn the_nearest_lane_is_one_that_there_is() {
        let lanes = Lanes::new(3, 900.0);
        for lane in 0..3 {
            assert_eq!(lanes.nearest(lanes.y(lane) + 4.0), Some(lane));
        }
        assert_eq!(lanes.nearest(-500.0), Some(0));
        assert_eq!(lanes.nearest(5_000.0), Some(2));
        assert_eq!(Lanes::new(0, 900.0).nearest(10.0), None);
    }

    #[test]
    fn time_has_room_however_narrow_the_diagram() {
        for width in [0.0, 40.0, 360.0, 1_440.0] {
            let lanes = Lanes::new(2, width);
            assert!(lanes.left() < lanes.right());
        }
        assert!(Lanes::new(2, 360.0).is_narrow() && !Lanes::new(2, 800.0).is_narrow());
    }

    #[test]
    fn lower_lanes_stand_beneath_the_others_and_above_the_ticks() {
        let lanes = Lanes::new(3, 700.0).with_client_lanes(3);
        assert!(lanes.y(2) < lanes.client_y(0) && lanes.client_y(2) < lanes.axis_y());
        assert!(lanes.height() > Lanes::new(3, 700.0).height());
        assert_eq!(lanes.nearest(lanes.client_y(2)), Some(2), "only leaders are near");
    }

    #[test]
    fn signs_stand_above_the_first_lane() {
        for count in [1, 3, 8] {
            let lanes = Lanes::new(count, 700.0);
            assert!(lanes.run_marks_y() + 20.0 < lanes.y(0));
        }
    }

    #[test]
    fn everything_fits_into_the_height() {
        for count in [0, 1, 3, 8, 12] {
            let lanes = Lanes::new(count, 700.0);
            assert!(lanes.y(count.saturating_sub(1)) < lanes.axis_y() && lanes.axis_y() < lanes.height());
        }
    }
}
