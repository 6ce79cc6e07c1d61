//! The coastlines of the world map, in `land.svg` as one path of closed rings in relative coordinates. The file is also
//! part of the page's HTML, because the map is shown before the code is there.
//!
//! The path was generated once from Natural Earth's 1:110m land outlines (public domain, naturalearthdata.com):
//! projected like the stage, clipped at its edges, and simplified by dropping vertices and islands too small to see.

const FILE: &str = include_str!("../../land.svg");

/// The size of the path's grid, as in the `viewBox` of what shows it.
pub const GRID: (u32, u32) = (2_000, 1_000);

/// The coastlines as the data of an SVG path.
#[must_use]
pub fn land_path() -> &'static str {
    let rest = FILE.split_once(" d=\"").map_or("", |(_, rest)| rest);
    rest.split_once('"').map_or("", |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::super::point::Point;
    use super::super::projection::to_stage;
    use super::*;

    /// The vertices of each ring, in fractions of the stage.
    fn rings() -> Vec<Vec<Point>> {
        let rings = land_path().split('z').map(str::trim).filter(|ring| !ring.is_empty());
        rings.map(corners).collect()
    }

    fn corners(ring: &str) -> Vec<Point> {
        let spaced: String = ring
            .chars()
            .flat_map(|c| if c == '-' || c.is_alphabetic() { vec![' ', c] } else { vec![c] })
            .collect();
        let numbers: Vec<f64> = spaced
            .split(|c: char| c.is_whitespace() || c.is_alphabetic())
            .filter_map(|text| text.parse().ok())
            .collect();
        let mut at = Point::default();
        let steps = numbers.chunks(2).map(|pair| Point::new(pair[0], pair[1]));
        let grid = |at: Point| Point::new(at.x / f64::from(GRID.0), at.y / f64::from(GRID.1));
        steps
            .map(|step| {
                at = at + step;
                grid(at)
            })
            .collect()
    }

    /// Whether a ray to the east crosses the coasts an odd number of times.
    fn is_land(latitude: f64, longitude: f64) -> bool {
        let at = to_stage(latitude, longitude);
        let crosses = |a: Point, b: Point| {
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
        };
        let ring = |ring: &Vec<Point>| {
            (0..ring.len()).filter(|i| crosses(ring[*i], ring[(i + 1) % ring.len()])).count()
        };
        rings().iter().map(ring).sum::<usize>() % 2 == 1
    }

    #[test]
    fn cities_are_on_land_and_oceans_are_empty() {
        for (latitude, longitude) in [
            (50.1, 8.7),
            (36.2, 138.5),
            (-23.0, -47.0),
            (39.5, -78.0),
            (-33.0, 150.0),
            (-32.5, 20.0),
            (12.9, 77.6),
        ] {
            assert!(is_land(latitude, longitude), "no land at {latitude}, {longitude}");
        }
        for (latitude, longitude) in
            [(0.0, -30.0), (-30.0, 80.0), (0.0, -130.0), (40.0, -40.0), (-45.0, -120.0)]
        {
            assert!(!is_land(latitude, longitude), "land at {latitude}, {longitude}");
        }
    }

    #[test]
    fn the_path_fits_the_stage_and_is_small() {
        let within = |at: &Point| (0.0..=1.0).contains(&at.x) && (0.0..=1.0).contains(&at.y);
        assert!(rings().iter().flatten().all(within));
        assert!(land_path().len() < 8 * 1024, "a few kilobytes");
    }
}
