//! The gallery of built-in scenarios. To add one, write a file in `gallery/`, and add one line here.

use crate::scenario::Scenario;

/// A built-in scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file name without `.json`.
    pub id: &'static str,
    /// The content of the file.
    pub json: &'static str,
}

impl Example {
    /// The parsed scenario; a test checks that every example parses.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario::from_json(self.json).unwrap_or_default()
    }
}

macro_rules! gallery {
    ($($id:literal),* $(,)?) => {
        /// All examples, in teaching order.
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
