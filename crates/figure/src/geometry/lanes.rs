//! The lanes of the space-time diagram: one per leader, closer together the more there are; above them a row of
//! marks that concern the whole run, and below them one lane per client, if clients are shown.

use super::number::clamped;

/// The width of the gutter with letters and names, in pixels.
const GUTTER_WIDE: f64 = 128.0;
/// The width of the gutter with letters only, in pixels.
const GUTTER_NARROW: f64 = 44.0;
/// The widest name that fits into the wide gutter, in narrow letters.
pub const NAME_FITS: usize = 12;
/// The width of a narrow letter of a name, in pixels.
const NAME_LETTER_PX: f64 = 7.0;
/// Below this width, in pixels, lanes show letters only. The style sheet hides the names at the same width.
const NARROW: f64 = 560.0;
/// From the top to the first lane, in pixels: room for the playhead's time, the row of run marks, and a mark's text.
const TOP: f64 = 66.0;
/// The y coordinate of the row of run marks, in pixels.
const RUN_MARKS_Y: f64 = 35.0;
/// From the last lane to the bottom, in pixels: room for the ticks and their labels.
const BOTTOM: f64 = 54.0;
/// The same where the diagram has to fit into a low frame, and the least distance between lanes.
const TIGHT_TOP: f64 = 47.0;
const TIGHT_RUN_MARKS_Y: f64 = 30.0;
const TIGHT_BOTTOM: f64 = 38.0;
const TIGHT_SPACING: f64 = 16.0;
/// From the last leader's lane to the first client's, and between clients' lanes, in pixels.
const CLIENT_GAP: f64 = 30.0;
pub(crate) const CLIENT_SPACING: f64 = 22.0;
/// The margin at the right, in pixels.
const RIGHT: f64 = 24.0;

/// The lane layout of a diagram, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lanes {
    /// The number of leaders' lanes.
    pub count: usize,
    /// The number of clients' lanes below them.
    pub client_lanes: usize,
    /// The distance between leaders' lanes.
    pub spacing: f64,
    /// The width of the whole diagram.
    pub width: f64,
    /// The width of the gutter with letters and names.
    gutter: f64,
    /// From the top to the first lane, and from the last lane to the bottom.
    margins: (f64, f64),
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
        let gutter = if width < NARROW { GUTTER_NARROW } else { GUTTER_WIDE };
        Self { count, client_lanes: 0, spacing: apart, width, gutter, margins: (TOP, BOTTOM) }
    }

    /// Widens the gutter for names of this many narrow letters.
    #[must_use]
    pub fn with_names_of(self, letters: usize) -> Self {
        let more = letters.saturating_sub(NAME_FITS) as f64 * NAME_LETTER_PX;
        Self { gutter: self.gutter + more, ..self }
    }

    /// How many narrow letters of a name fit into the gutter.
    #[must_use]
    pub fn name_letters(self) -> usize {
        NAME_FITS + ((self.gutter - GUTTER_WIDE).max(0.0) / NAME_LETTER_PX) as usize
    }

    /// The same lanes, closer together and with smaller margins as far as this height needs it.
    #[must_use]
    pub fn fitting(self, height: f64) -> Self {
        if self.height() <= height {
            return self;
        }
        let gaps = self.count.saturating_sub(1).max(1) as f64;
        let spacing = (height - TIGHT_TOP - TIGHT_BOTTOM) / gaps;
        let spacing = clamped(spacing, TIGHT_SPACING, self.spacing.max(TIGHT_SPACING));
        Self { spacing, margins: (TIGHT_TOP, TIGHT_BOTTOM), ..self }
    }

    /// Adds clients' lanes.
    #[must_use]
    pub fn with_client_lanes(self, below: usize) -> Self {
        Self { client_lanes: below, ..self }
    }

    /// The y coordinate of the row of run marks.
    #[must_use]
    pub fn run_marks_y(self) -> f64 {
        if self.margins.0 < TOP { TIGHT_RUN_MARKS_Y } else { RUN_MARKS_Y }
    }

    /// Whether there is room for letters only.
    #[must_use]
    pub fn is_narrow(self) -> bool {
        self.width < NARROW
    }

    /// The x coordinate of a leader's letter.
    #[must_use]
    pub fn letter_x(self) -> f64 {
        if self.is_narrow() { 20.0 } else { 26.0 }
    }

    /// The x coordinate at which a leader's name starts.
    #[must_use]
    pub fn name_x(self) -> f64 {
        44.0
    }

    /// The x coordinate at which time starts.
    #[must_use]
    pub fn left(self) -> f64 {
        self.gutter
    }

    /// The x coordinate at which time ends, never left of the start.
    #[must_use]
    pub fn right(self) -> f64 {
        (self.width - RIGHT).max(self.left() + 1.0)
    }

    /// The y coordinate of a leader's lane.
    #[must_use]
    pub fn y(self, lane: usize) -> f64 {
        self.spacing.mul_add(lane as f64, self.margins.0)
    }

    /// The y coordinate of a client's lane.
    #[must_use]
    pub fn client_y(self, lane: usize) -> f64 {
        CLIENT_SPACING.mul_add(lane as f64, self.y(self.count.saturating_sub(1)) + CLIENT_GAP)
    }

    /// The y coordinate of the time axis.
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
        last + self.margins.1
    }

    /// The leader's lane nearest to a y coordinate; `None` without leaders.
    #[must_use]
    pub fn nearest(self, y: f64) -> Option<usize> {
        let last = self.count.checked_sub(1)?;
        let lane = ((y - self.margins.0) / self.spacing).round().max(0.0) as usize;
        Some(lane.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_shrinks_with_the_number_of_lanes() {
        assert!(Lanes::new(3, 900.0).spacing > Lanes::new(6, 900.0).spacing);
        assert!(Lanes::new(6, 900.0).spacing > Lanes::new(9, 900.0).spacing);
        assert!(Lanes::new(9, 900.0).spacing >= 24.0);
    }

    #[test]
    fn the_nearest_lane_always_exists() {
        let lanes = Lanes::new(3, 900.0);
        for lane in 0..3 {
            assert_eq!(lanes.nearest(lanes.y(lane) + 4.0), Some(lane));
        }
        assert_eq!(lanes.nearest(-500.0), Some(0));
        assert_eq!(lanes.nearest(5_000.0), Some(2));
        assert_eq!(Lanes::new(0, 900.0).nearest(10.0), None);
    }

    #[test]
    fn the_time_axis_has_positive_width_in_any_diagram() {
        for width in [0.0, 40.0, 360.0, 1_440.0] {
            let lanes = Lanes::new(2, width);
            assert!(lanes.left() < lanes.right());
        }
        assert!(Lanes::new(2, 360.0).is_narrow() && !Lanes::new(2, 800.0).is_narrow());
    }

    #[test]
    fn client_lanes_are_between_the_leaders_and_the_axis() {
        let lanes = Lanes::new(3, 700.0).with_client_lanes(3);
        assert!(lanes.y(2) < lanes.client_y(0) && lanes.client_y(2) < lanes.axis_y());
        assert!(lanes.height() > Lanes::new(3, 700.0).height());
        assert_eq!(lanes.nearest(lanes.client_y(2)), Some(2), "only leaders' lanes count");
    }

    #[test]
    fn gutter_grows_with_the_names() {
        let lanes = Lanes::new(3, 900.0).with_names_of(20);
        assert_eq!((Lanes::new(3, 900.0).name_letters(), lanes.name_letters()), (NAME_FITS, 20));
        assert!(lanes.left() > Lanes::new(3, 900.0).left() && lanes.right() > lanes.left());
        assert_eq!(Lanes::new(3, 900.0).with_names_of(5), Lanes::new(3, 900.0));
    }

    #[test]
    fn run_marks_are_above_the_first_lane() {
        for count in [1, 3, 8] {
            for lanes in [Lanes::new(count, 700.0), Lanes::new(count, 700.0).fitting(100.0)] {
                assert!(lanes.run_marks_y() + 16.0 < lanes.y(0));
            }
        }
    }

    #[test]
    fn lanes_move_together_only_as_far_as_a_low_frame_needs_it() {
        let lanes = Lanes::new(3, 400.0);
        assert_eq!(lanes.fitting(lanes.height()), lanes);
        for height in [120.0, 180.0, 220.0] {
            assert!(lanes.fitting(height).height() <= height, "{height}");
        }
        assert!(lanes.fitting(10.0).spacing >= TIGHT_SPACING, "lanes stay apart");
    }

    #[test]
    fn everything_fits_into_the_height() {
        for count in [0, 1, 3, 8, 12] {
            let lanes = Lanes::new(count, 700.0);
            assert!(lanes.y(count.saturating_sub(1)) < lanes.axis_y() && lanes.axis_y() < lanes.height());
        }
    }
}
