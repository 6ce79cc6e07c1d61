//! Directional navigation: the nearest of several points in a direction.

use super::point::Point;

/// The weight of sideways distance relative to distance ahead.
const SIDEWAYS_WEIGHT: f64 = 2.0;
/// A point that is less far ahead than this counts as beside, in pixels.
const MIN_AHEAD_PX: f64 = 4.0;

/// The index of the nearest point ahead in a unit direction, preferring points with little sideways distance.
#[must_use]
pub fn nearest_in_direction(from: Point, direction: Point, points: &[Point]) -> Option<usize> {
    let scored = points.iter().enumerate().filter_map(|(index, point)| {
        let to = *point - from;
        let (ahead, sideways) = (to.dot(direction), to.dot(direction.left()).abs());
        (ahead > MIN_AHEAD_PX && sideways < ahead * 3.0)
            .then_some((index, ahead + sideways * SIDEWAYS_WEIGHT))
    });
    scored.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: Point = Point::new(1.0, 0.0);

    #[test]
    fn picks_the_nearest_point_ahead_and_none_behind() {
        let points =
            [Point::new(-5.0, 0.0), Point::new(90.0, 5.0), Point::new(40.0, 30.0), Point::new(0.0, 9.0)];
        assert_eq!(nearest_in_direction(Point::default(), RIGHT, &points), Some(1));
        assert_eq!(nearest_in_direction(Point::new(92.0, 0.0), RIGHT, &points), None);
        assert_eq!(nearest_in_direction(Point::new(92.0, 0.0), RIGHT * -1.0, &points), Some(0));
    }

    #[test]
    fn prefers_straight_ahead_to_slightly_nearer() {
        let points = [Point::new(100.0, 90.0), Point::new(150.0, 0.0)];
        assert_eq!(nearest_in_direction(Point::default(), RIGHT, &points), Some(1));
    }
}
