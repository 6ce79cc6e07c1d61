//! The coastlines of the world map, in `web/land.svg` as one path of closed rings in relative coordinates. It is part of
//! the page's HTML, because the map is shown before the code is there.
//!
//! The path was generated once from Natural Earth's 1:110m land outlines (public domain, naturalearthdata.com):
//! projected like the stage, clipped at its edges, and simplified by dropping vertices and islands too small to see.

#[cfg(test)]
mod tests {
    use super::super::point::Point;
    use super::super::projection::to_stage;

    /// The size of the path's grid, as in the `viewBox` of what shows it.
    const WIDTH: u32 = 2_000;
    const HEIGHT: u32 = 1_000;

    fn path() -> &'static str {
        let file = include_str!("../../land.svg");
        let (_, path) = file.split_once(" d=\"").expect("there is a path");
        path.split('"').next().expect("it ends")
    }

    /// The vertices of each ring, in fractions of the stage.
    fn rings() -> Vec<Vec<Point>> {
        let rings = path().split('z').map(str::trim).filter(|ring| !ring.is_empty());
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
        let grid = |at: Point| Point::new(at.x / f64::from(WIDTH), at.y / f64::from(HEIGHT));
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
        assert!(path().len() < 8 * 1024, "a few kilobytes");
    }
}
