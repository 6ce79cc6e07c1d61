//! Which of several points lies next in a direction.

use super::point::Point;

/// How much more it counts to be off the way than to be far along it.
const SIDEWAYS_WEIGHT: f64 = 2.0;
/// What is no further along the way than this lies beside, not ahead, in pixels.
const MIN_AHEAD_PX: f64 = 4.0;

/// The number of the point that lies next from here in a direction of length one: near, and not far off the
/// way.
#[must_use]
pub fn nearest_in_direction(here: Point, way: Point, points: &[Point]) -> Option<usize> {
    let rated = points.iter().enumerate().filter_map(|(number, point)| {
        let to = *point - here;
        let (along, off) = (to.dot(way), to.dot(way.left()).abs());
        (along > MIN_AHEAD_PX && off < along * 3.0).then_some((number, along + off * SIDEWAYS_WEIGHT))
    });
    rated.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: Point = Point::new(1.0, 0.0);

    #[test]
    fn the_nearest_ahead_is_taken_and_nothing_behind() {
        let points =
            [Point::new(-5.0, 0.0), Point::new(90.0, 5.0), Point::new(40.0, 30.0), Point::new(0.0, 9.0)];
        assert_eq!(nearest_in_direction(Point::default(), RIGHT, &points), Some(1));
        assert_eq!(nearest_in_direction(Point::new(92.0, 0.0), RIGHT, &points), None);
        assert_eq!(nearest_in_direction(Point::new(92.0, 0.0), RIGHT * -1.0, &points), Some(0));
    }

    #[test]
    fn what_lies_straight_ahead_counts_more_than_what_is_a_little_nearer() {
        let points = [Point::new(100.0, 90.0), Point::new(150.0, 0.0)];
        assert_eq!(nearest_in_direction(Point::default(), RIGHT, &points), Some(1));
    }
}
