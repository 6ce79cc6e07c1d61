//! Places on the globe, and distances between them.
//!
//! This is the only trigonometry in the simulation. It uses `libm`, which is bit-identical natively and in
//! WebAssembly, and rounds to whole metres immediately.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::excerpt::excerpt;

/// A latitude and longitude, in ten-thousandths of a degree (about 11 m). In a file: `[50.1, 8.7]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    latitude_e4: i32,
    longitude_e4: i32,
}

impl Place {
    /// A place from degrees north and east, clamped to the valid range.
    #[must_use]
    pub fn from_degrees(latitude: f64, longitude: f64) -> Self {
        let e4 = |degrees: f64, max: f64| libm::round(degrees.clamp(-max, max) * 10_000.0) as i32;
        Self { latitude_e4: e4(latitude, 90.0), longitude_e4: e4(longitude, 180.0) }
    }

    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude_e4) / 10_000.0
    }

    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude_e4) / 10_000.0
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.latitude(), self.longitude()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (latitude, longitude) = <(f64, f64)>::deserialize(deserializer)?;
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            let place = excerpt(&format!("[{latitude}, {longitude}]"));
            return Err(D::Error::custom(format!(
                "the place {place} is not on the globe: latitude −90 to 90, longitude −180 to 180"
            )));
        }
        Ok(Self::from_degrees(latitude, longitude))
    }
}

/// Great-circle distance in whole metres, by the haversine formula on a sphere of 6,371 km.
#[must_use]
pub fn distance_m(a: Place, b: Place) -> u64 {
    const EARTH_RADIUS_M: f64 = 6_371_000.0;
    let (lat_a, lat_b) = (a.latitude().to_radians(), b.latitude().to_radians());
    let half = |degrees: f64| libm::sin(degrees.to_radians() / 2.0);
    let lat = half(b.latitude() - a.latitude());
    let lon = half(b.longitude() - a.longitude());
    let h = lat * lat + libm::cos(lat_a) * libm::cos(lat_b) * lon * lon;
    libm::round(2.0 * EARTH_RADIUS_M * libm::asin(libm::sqrt(h.min(1.0)))) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_match_the_globe() {
        let frankfurt = Place::from_degrees(50.1, 8.7);
        let tokyo = Place::from_degrees(35.7, 139.7);
        let pole = Place::from_degrees(90.0, 0.0);
        assert_eq!(distance_m(frankfurt, frankfurt), 0);
        assert_eq!(distance_m(frankfurt, tokyo) / 10_000, 933, "known to be about 9,330 km");
        assert_eq!(
            distance_m(pole, Place::from_degrees(-90.0, 0.0)),
            20_015_087,
            "half of the circumference"
        );
        assert_eq!(distance_m(frankfurt, tokyo), distance_m(tokyo, frankfurt));
    }

    #[test]
    fn places_round_trip_through_json() {
        let place: Place = serde_json::from_str("[-23.5505,-46.6333]").unwrap();
        assert_eq!(serde_json::to_string(&place).unwrap(), "[-23.5505,-46.6333]");
        assert!(serde_json::from_str::<Place>("[91,0]").is_err());
    }
}
