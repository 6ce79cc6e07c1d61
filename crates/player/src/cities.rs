//! Cities with data centres, as locations for new leaders.

use replication::{Place, distance_m};

/// A city and its location, in degrees north and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct City {
    /// Its name.
    pub name: &'static str,
    latitude: f64,
    longitude: f64,
}

impl City {
    /// Its location.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::from_degrees(self.latitude, self.longitude)
    }
}

const fn city(name: &'static str, latitude: f64, longitude: f64) -> City {
    City { name, latitude, longitude }
}

/// All cities, by name.
pub const CITIES: &[City] = &[
    city("Amsterdam", 52.4, 4.9),
    city("Bahrain", 26.1, 50.6),
    city("Cape Town", -33.9, 18.4),
    city("Chicago", 41.9, -87.6),
    city("Dublin", 53.3, -6.3),
    city("Frankfurt", 50.1, 8.7),
    city("Hong Kong", 22.3, 114.2),
    city("Jakarta", -6.2, 106.8),
    city("Lagos", 6.5, 3.4),
    city("London", 51.5, -0.1),
    city("Madrid", 40.4, -3.7),
    city("Mexico City", 19.4, -99.1),
    city("Milan", 45.5, 9.2),
    city("Montréal", 45.5, -73.6),
    city("Mumbai", 19.1, 72.9),
    city("Nairobi", -1.3, 36.8),
    city("New York", 40.7, -74.0),
    city("Oregon", 45.6, -121.2),
    city("Osaka", 34.7, 135.5),
    city("Paris", 48.9, 2.4),
    city("San Francisco", 37.8, -122.4),
    city("Santiago", -33.4, -70.7),
    city("São Paulo", -23.5, -46.6),
    city("Seoul", 37.6, 127.0),
    city("Singapore", 1.3, 103.8),
    city("Stockholm", 59.3, 18.1),
    city("Sydney", -33.9, 151.2),
    city("Tel Aviv", 32.1, 34.8),
    city("Tokyo", 35.7, 139.7),
    city("Virginia", 39.0, -77.5),
    city("Warsaw", 52.2, 21.0),
    city("Zürich", 47.4, 8.5),
];

/// The city nearest to a place.
#[must_use]
pub fn nearest_city(place: Place) -> &'static City {
    let nearest = CITIES.iter().min_by_key(|city| distance_m(city.place(), place));
    nearest.unwrap_or(&CITIES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_city_is_found_across_the_date_line() {
        assert_eq!(nearest_city(Place::from_degrees(48.0, 9.0)).name, "Zürich");
        assert_eq!(nearest_city(Place::from_degrees(-20.0, -178.0)).name, "Sydney");
    }
}
