//! Runs that come with the program. To add one: a file in `gallery/`, and one line here.

use crate::scenario::Scenario;

/// A run that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its file's name without `.json`.
    pub id: &'static str,
    /// The file.
    pub json: &'static str,
}

impl Example {
    /// The scenario. Every example reads; a test holds it.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario::from_json(self.json).unwrap_or_default()
    }
}

macro_rules! gallery {
    ($($id:literal),* $(,)?) => {
        /// Every example, in the order in which they are best seen.
        pub const GALLERY: &[Example] =
            &[$(Example { id: $id, json: include_str!(concat!("../gallery/", $id, ".json")) }),*];
    };
}

gallery![
    "two-carts",
    "fast-clock",
    "three-writers",
    "ring-with-a-gap",
    "dead-hub",
    "two-mergers",
    "shopping-cart",
    "overtaking",
    "two-homes",
    "resurrection",
    "counter",
    "orphan",
];

/// The run that the page opens on.
#[must_use]
pub fn default_scenario() -> Scenario {
    GALLERY[0].scenario()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gallery_scenario_round_trips_verbatim() {
        for example in GALLERY {
            let scenario =
                Scenario::from_json(example.json).unwrap_or_else(|error| panic!("{}: {error}", example.id));
            assert_eq!(scenario.to_json(), example.json, "{}", example.id);
            assert!(!scenario.title.is_empty() && !scenario.about.is_empty(), "{}", example.id);
        }
    }
}
