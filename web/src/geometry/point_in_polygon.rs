//! The point-in-polygon test, for the lasso.

use super::point::Point;

/// Whether the closed polygon through these points contains `at`.
#[must_use]
pub fn is_in_polygon(line: &[Point], at: Point) -> bool {
    let Some(last) = line.last() else {
        return false;
    };
    let before = std::iter::once(last).chain(line);
    // A ray to the right crosses the boundary an odd number of times.
    let crosses = |(a, b): (&Point, &Point)| {
        (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
    };
    before.zip(line).filter(|ends| crosses(*ends)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|(x, y)| Point::new(*x, *y)).collect()
    }

    #[test]
    fn points_inside_a_concave_polygon_are_inside() {
        let polygon = line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 4.0), (0.0, 10.0)]);
        assert!(is_in_polygon(&polygon, Point::new(5.0, 2.0)));
        assert!(is_in_polygon(&polygon, Point::new(1.0, 7.0)));
        assert!(!is_in_polygon(&polygon, Point::new(5.0, 8.0)), "the notch is outside");
        assert!(!is_in_polygon(&polygon, Point::new(12.0, 5.0)));
    }

    #[test]
    fn a_degenerate_polygon_contains_nothing() {
        assert!(!is_in_polygon(&[], Point::default()));
        assert!(!is_in_polygon(&line(&[(0.0, 0.0), (10.0, 10.0)]), Point::new(5.0, 5.0)));
    }
}
