//! The curved line of a link between two leaders' cards, and the positions along it: arrowhead, label, cut mark,
//! messages.

use super::number;
use super::point::{Point, Rect};

/// The gap between a card's edge and the end of its line, in pixels.
pub const EDGE_GAP_PX: f64 = 4.0;
/// The length of an arrowhead, in pixels.
pub const HEAD_LENGTH_PX: f64 = 8.0;
/// The width of an arrowhead, in pixels.
pub const HEAD_WIDTH_PX: f64 = 7.0;
/// A pair of scissors around the origin, in pixels, for the mark on a cut link.
pub const SCISSORS: &str = "M-2.6 2.2 6-4M-2.6-2.2 6 4M-2.2 3.8a2.2 2.2 0 1 1-4.4 0a2.2 2.2 0 0 1 4.4 0M-2.2-3.8a2.2 2.2 0 1 1-4.4 0a2.2 2.2 0 0 1 4.4 0";

/// How far the middle of a curve is off the straight line: as a fraction of the distance, and at most in pixels.
const BEND_RATIO: f64 = 0.16;
const MAX_BEND_PX: f64 = 80.0;

/// Which way a line bends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bend {
    /// To its left, so that the two directions of a link never overlap.
    Left,
    /// Away from a point, the centre of all leaders: both directions share one line.
    AwayFrom(Point),
    /// Not at all: a straight line.
    Straight,
}

/// A quadratic Bézier curve, in pixels of the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The start point.
    pub start: Point,
    /// The control point.
    pub control: Point,
    /// The end point.
    pub end: Point,
}

/// The line from one card's edge to another's; `None` if the cards leave no room for one.
#[must_use]
pub fn curve_between(from: Rect, to: Rect, bend: Bend) -> Option<Curve> {
    let (a, b) = (from.centre, to.centre);
    let line_vector = b - a;
    let middle = a.lerp(b, 0.5);
    let side = match bend {
        Bend::Left => line_vector.left().unit(),
        Bend::Straight => Point::default(),
        Bend::AwayFrom(point) => outward(middle, point, line_vector),
    };
    // The middle of the curve is half as far off the straight line as its control point.
    let control = middle + side * (2.0 * (line_vector.length() * BEND_RATIO).min(MAX_BEND_PX));
    let whole = Curve { start: a, control, end: b };
    let leaves = whole.exit_fraction(from.grown(EDGE_GAP_PX))?;
    let enters = 1.0 - whole.reversed().exit_fraction(to.grown(EDGE_GAP_PX))?;
    (leaves < enters).then(|| whole.segment(leaves, enters))
}

/// The unit vector across `line_vector` that points away from `point`, and the same for both directions of a link.
fn outward(middle: Point, point: Point, line_vector: Point) -> Point {
    let left = line_vector.left().unit();
    let away = (middle - point).dot(left);
    // In line with the point, choose up (or left), so that both directions agree.
    let upwards = left.y < 0.0 || (left.y == 0.0 && left.x < 0.0);
    let same = if away.abs() < 1.0 { upwards } else { away > 0.0 };
    if same { left } else { left * -1.0 }
}

impl Curve {
    /// The point at a fraction of the curve: 0 is the start, 1 the end.
    #[must_use]
    pub fn point_at(self, fraction: f64) -> Point {
        let (first, second) = self.inner_points(fraction);
        first.lerp(second, fraction)
    }

    /// The unit direction of the curve at a fraction of it.
    #[must_use]
    pub fn direction_at(self, fraction: f64) -> Point {
        let (first, second) = self.inner_points(fraction);
        let along = second - first;
        if along.length() > 0.0 { along.unit() } else { (self.end - self.start).unit() }
    }

    /// The middle of the curve, where a cut mark sits.
    #[must_use]
    pub fn middle(self) -> Point {
        self.point_at(0.5)
    }

    /// The position of a label: `pixels` off the middle, on the outer side of the bend, or above a straight line.
    #[must_use]
    pub fn label_point(self, pixels: f64) -> Point {
        let left = self.direction_at(0.5).left();
        let bend = (self.control - self.start.lerp(self.end, 0.5)).dot(left);
        let upwards = left.y < 0.0 || (left.y == 0.0 && left.x < 0.0);
        let to_left = if bend.abs() < 0.5 { upwards } else { bend > 0.0 };
        self.middle() + left * if to_left { pixels } else { -pixels }
    }

    /// The same curve in the other direction.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self { start: self.end, control: self.control, end: self.start }
    }

    /// The segment between two fractions of the curve.
    #[must_use]
    pub fn segment(self, from: f64, to: f64) -> Self {
        let control = self.inner_points(from);
        Self { start: self.point_at(from), control: control.0.lerp(control.1, to), end: self.point_at(to) }
    }

    /// The approximate length, in pixels.
    #[must_use]
    pub fn length(self) -> f64 {
        const STEPS: u32 = 16;
        let at = |step: u32| self.point_at(f64::from(step) / f64::from(STEPS));
        (0..STEPS).map(|step| at(step).distance(at(step + 1))).sum()
    }

    /// The curve as an SVG path.
    #[must_use]
    pub fn svg_path(self) -> String {
        let [a, b, c] = [self.start, self.control, self.end]
            .map(|point| format!("{} {}", number(point.x), number(point.y)));
        format!("M{a}Q{b} {c}")
    }

    /// The curve as an SVG path that ends inside the arrowhead, so that the tip stays sharp.
    #[must_use]
    pub fn svg_path_under_head(self) -> String {
        let length = self.length();
        if length <= HEAD_LENGTH_PX {
            self.svg_path()
        } else {
            self.segment(0.0, 1.0 - HEAD_LENGTH_PX * 0.7 / length).svg_path()
        }
    }

    /// The arrowhead at the end, as an SVG path.
    #[must_use]
    pub fn arrowhead(self) -> String {
        arrowhead(self.end, self.direction_at(1.0))
    }

    /// The fraction at which the curve leaves `card`: `None` if it ends inside, 0 if it starts outside.
    fn exit_fraction(self, card: Rect) -> Option<f64> {
        if card.contains(self.end) {
            return None;
        }
        if !card.contains(self.start) {
            return Some(0.0);
        }
        let (mut inside, mut outside) = (0.0, 1.0);
        for _ in 0..24 {
            let half = f64::midpoint(inside, outside);
            if card.contains(self.point_at(half)) { inside = half } else { outside = half }
        }
        Some(outside)
    }

    /// De Casteljau's two inner points at `fraction`.
    fn inner_points(self, fraction: f64) -> (Point, Point) {
        (self.start.lerp(self.control, fraction), self.control.lerp(self.end, fraction))
    }
}

/// An arrowhead at `tip`, pointing in a unit `direction`, as an SVG path. The diagram uses it too.
#[must_use]
pub fn arrowhead(tip: Point, direction: Point) -> String {
    let back = tip - direction * HEAD_LENGTH_PX;
    let side = direction.left() * (HEAD_WIDTH_PX / 2.0);
    let [a, b, c] =
        [tip, back + side, back - side].map(|point| format!("{} {}", number(point.x), number(point.y)));
    format!("M{a}L{b}L{c}Z")
}

#[cfg(test)]
mod tests {
    use super::super::point::Size;
    use super::*;

    fn card(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(100.0, 60.0))
    }

    fn line(from: Rect, to: Rect, bend: Bend) -> Curve {
        curve_between(from, to, bend).expect("there is room")
    }

    #[test]
    fn a_line_runs_from_edge_to_edge() {
        let (from, to) = (card(100.0, 100.0), card(500.0, 300.0));
        for bend in [Bend::Left, Bend::Straight, Bend::AwayFrom(Point::new(300.0, 400.0))] {
            let line = line(from, to, bend);
            for step in 0..=20 {
                let at = line.point_at(f64::from(step) / 20.0);
                assert!(!from.contains(at) && !to.contains(at), "{bend:?}: {at:?} is inside a card");
            }
            assert!(
                from.grown(EDGE_GAP_PX + 0.1).contains(line.start)
                    && to.grown(EDGE_GAP_PX + 0.1).contains(line.end)
            );
        }
    }

    #[test]
    fn opposite_directions_bend_to_opposite_sides() {
        let (a, b) = (card(100.0, 200.0), card(500.0, 200.0));
        let (forth, back) = (line(a, b, Bend::Left), line(b, a, Bend::Left));
        assert!(forth.middle().y < 200.0 && back.middle().y > 200.0);
        assert!(forth.middle().distance(back.middle()) > 80.0);
    }

    #[test]
    fn a_shared_line_is_the_same_in_both_directions() {
        let (a, b) = (card(100.0, 100.0), card(500.0, 260.0));
        for point in [Point::new(300.0, 500.0), Point::new(300.0, 0.0), Point::new(300.0, 180.0)] {
            let (forth, back) =
                (line(a, b, Bend::AwayFrom(point)), line(b, a, Bend::AwayFrom(point)).reversed());
            assert!(forth.start.distance(back.start) < 0.01 && forth.control.distance(back.control) < 0.01);
        }
        assert!(line(a, b, Bend::AwayFrom(Point::new(300.0, 500.0))).middle().y < 180.0);
        assert!(line(a, b, Bend::AwayFrom(Point::new(300.0, 0.0))).middle().y > 180.0);
    }

    #[test]
    fn cards_that_overlap_or_touch_have_no_line() {
        assert_eq!(curve_between(card(100.0, 100.0), card(150.0, 120.0), Bend::Left), None);
        assert_eq!(curve_between(card(100.0, 100.0), card(100.0, 100.0), Bend::Left), None);
        assert_eq!(curve_between(card(100.0, 100.0), card(203.0, 100.0), Bend::Straight), None);
    }

    #[test]
    fn a_label_is_on_the_outer_side_of_the_bend() {
        let forth = line(card(100.0, 200.0), card(500.0, 200.0), Bend::Left);
        assert!(forth.label_point(20.0).y < forth.middle().y - 19.0);
        let back = line(card(500.0, 200.0), card(100.0, 200.0), Bend::Left);
        assert!(back.label_point(20.0).y > back.middle().y + 19.0);
        let straight = line(card(500.0, 200.0), card(100.0, 200.0), Bend::Straight);
        assert!(straight.label_point(20.0).y < 181.0);
    }

    #[test]
    fn a_segment_lies_on_the_curve() {
        let whole = line(card(100.0, 200.0), card(500.0, 100.0), Bend::Left);
        let part = whole.segment(0.25, 0.75);
        assert!(part.point_at(0.5).distance(whole.point_at(0.5)) < 1e-9);
        assert!(part.end.distance(whole.point_at(0.75)) < 1e-9);
        assert!(part.length() < whole.length() && whole.length() > whole.start.distance(whole.end));
    }

    #[test]
    fn paths_are_written_for_svg() {
        let straight = Curve {
            start: Point::new(0.0, 0.0),
            control: Point::new(50.0, 0.0),
            end: Point::new(100.0, 0.0),
        };
        assert_eq!(straight.svg_path(), "M0 0Q50 0 100 0");
        assert_eq!(straight.arrowhead(), "M100 0L92 -3.5L92 3.5Z");
        assert_eq!(straight.svg_path_under_head(), "M0 0Q47.2 0 94.4 0");
    }
}
