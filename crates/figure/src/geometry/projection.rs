//! The map projection: latitude and longitude to fractions of the stage and back.
//!
//! A Mercator projection, because it gives the crowded middle latitudes the most room, clipped at the top and bottom
//! where few people live, and split in the Pacific so that Asia stays in one piece.

use super::number::clamped;
use super::point::{Point, Size};

/// The northern edge of the stage, in degrees of latitude.
pub const NORTH: f64 = 74.0;
/// The southern edge of the stage, in degrees of latitude.
pub const SOUTH: f64 = -56.0;
/// The western edge of the stage, in degrees of longitude; the eastern edge is the same meridian.
pub const WEST: f64 = -170.0;

/// A place's position on the stage: x and y from 0 (west, north) to 1 (east, south), clamped to the edges.
#[must_use]
pub fn to_stage(latitude: f64, longitude: f64) -> Point {
    let x = (longitude - WEST).rem_euclid(360.0) / 360.0;
    let y = (mercator_y(NORTH) - mercator_y(clamped(latitude, SOUTH, NORTH)))
        / (mercator_y(NORTH) - mercator_y(SOUTH));
    Point::new(x, clamped(y, 0.0, 1.0))
}

/// The latitude and longitude, in degrees, at a point of the stage, clamped to its edges.
#[must_use]
pub fn to_degrees(at: Point) -> (f64, f64) {
    let longitude = 360.0_f64.mul_add(clamped(at.x, 0.0, 1.0), WEST);
    let longitude = if longitude > 180.0 { longitude - 360.0 } else { longitude };
    let y = (mercator_y(SOUTH) - mercator_y(NORTH)).mul_add(clamped(at.y, 0.0, 1.0), mercator_y(NORTH));
    (clamped(y.sinh().atan().to_degrees(), SOUTH, NORTH), longitude)
}

/// The nearest centre, in fractions of the stage, that keeps a card fully on the stage with a margin. `card`,
/// `stage` and `margin` are in CSS pixels. A card larger than the stage is centred.
#[must_use]
pub fn clamp_card(at: Point, card: Size, stage: Size, margin: f64) -> Point {
    let within = |fraction: f64, card: f64, stage: f64| {
        if stage <= 0.0 {
            return clamped(fraction, 0.0, 1.0);
        }
        let least = (card / 2.0 + margin) / stage;
        if least >= 0.5 { 0.5 } else { clamped(fraction, least, 1.0 - least) }
    };
    Point::new(within(at.x, card.width, stage.width), within(at.y, card.height, stage.height))
}

/// The Mercator y coordinate, in radians, of a latitude in degrees.
fn mercator_y(latitude: f64) -> f64 {
    // The simulation needs the sine, too, but not the tangent.
    let sine = libm::sin(latitude.to_radians());
    libm::log((1.0 + sine) / (1.0 - sine)) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn projecting_and_back_gives_the_same_place() {
        for (latitude, longitude) in
            [(50.1, 8.7), (35.7, 139.7), (-23.5, -46.6), (64.1, -21.9), (-36.8, 174.8), (0.0, 180.0)]
        {
            let (lat, lon) = to_degrees(to_stage(latitude, longitude));
            assert!(
                close(lat, latitude) && close(lon, longitude),
                "{latitude} {longitude} became {lat} {lon}"
            );
        }
    }

    #[test]
    fn west_is_left_and_north_is_up() {
        let (virginia, frankfurt, sydney) =
            (to_stage(38.9, -77.0), to_stage(50.1, 8.7), to_stage(-33.9, 151.2));
        assert!(virginia.x < frankfurt.x && frankfurt.x < sydney.x);
        assert!(frankfurt.y < virginia.y && virginia.y < sydney.y);
    }

    #[test]
    fn places_beyond_the_map_are_clamped_to_its_edge() {
        assert!(close(to_stage(90.0, 0.0).y, 0.0));
        assert!(close(to_stage(-90.0, 0.0).y, 1.0));
        let (latitude, longitude) = to_degrees(Point::new(-3.0, 9.0));
        assert!(close(latitude, SOUTH) && close(longitude, WEST));
    }

    #[test]
    fn chukotka_is_at_the_right_edge_and_alaska_at_the_left() {
        assert!(to_stage(66.0, -171.0).x > 0.99);
        assert!(to_stage(64.0, -165.0).x < 0.02);
    }

    #[test]
    fn a_card_stays_fully_on_the_stage() {
        let (card, stage) = (Size::new(180.0, 90.0), Size::new(800.0, 450.0));
        let kept = clamp_card(Point::new(0.99, 0.0), card, stage, 10.0);
        assert!(close(kept.x, 1.0 - 100.0 / 800.0) && close(kept.y, 55.0 / 450.0));
        assert_eq!(clamp_card(Point::new(0.4, 0.6), card, stage, 10.0), Point::new(0.4, 0.6));
    }

    #[test]
    fn a_card_wider_than_the_stage_is_centred() {
        assert_eq!(
            clamp_card(Point::new(0.1, 0.5), Size::new(200.0, 10.0), Size::new(120.0, 400.0), 4.0).x,
            0.5
        );
        assert_eq!(
            clamp_card(Point::new(0.1, 0.5), Size::new(200.0, 10.0), Size::default(), 4.0),
            Point::new(0.1, 0.5)
        );
    }
}
