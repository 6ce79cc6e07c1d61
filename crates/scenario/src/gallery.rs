//! The gallery of built-in scenarios, in the order in which they are taught. To add one, write its three files in
//! `gallery/`, and add its id here: `NAME.json` is the scenario, `NAME.teaching.json` what is said about it, and
//! `NAME.verdict.json` what must come out, which a test checks.

use crate::scenario::Scenario;
use crate::teaching::Teaching;

/// A built-in scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file name without `.json`.
    pub id: &'static str,
    /// The subject that it belongs to.
    pub group: &'static str,
    /// The content of the scenario’s file.
    pub json: &'static str,
    /// The content of the file of its teaching notes.
    teaching: &'static str,
}

impl Example {
    /// The parsed scenario; a test checks that every example parses.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario::from_json(self.json).unwrap_or_default()
    }

    /// What is said about it besides its title and description; a test checks that all of it parses.
    #[must_use]
    pub fn teaching(&self) -> Teaching {
        Teaching::from_json(self.teaching).unwrap_or_default()
    }

    /// Everything that it is found by, besides its title.
    #[must_use]
    pub fn search_words(&self) -> String {
        let teaching = self.teaching();
        let figure = teaching.figure_name().unwrap_or_default();
        format!("{} {} {figure}", self.group, teaching.words)
    }
}

macro_rules! gallery {
    ($($group:literal => [$($id:literal),* $(,)?]),* $(,)?) => {
        /// All examples, in teaching order.
        pub const GALLERY: &[Example] = &[$($(Example {
            id: $id,
            group: $group,
            json: include_str!(concat!("../gallery/", $id, ".json")),
            teaching: include_str!(concat!("../gallery/", $id, ".teaching.json")),
        }),*),*];
    };
}

gallery![
    "Why several leaders" => ["one-leader", "leader-per-data-centre", "near-leader", "region-down", "busy-leaders"],
    "Asynchronous replication" => [
        "stale-read",
        "read-your-writes",
        "monotonic-reads",
        "waiting-read",
        "counted-twice",
        "retry-elsewhere",
        "joining-leader",
        "leaving-leader",
    ],
    "Topologies" => [
        "three-topologies",
        "ring-with-a-gap",
        "mended-ring",
        "local-only-ring",
        "dead-hub",
        "overtaking",
        "causal-delivery",
        "storm",
        "orphan",
    ],
    "Concurrent writes" => ["two-carts", "two-titles", "no-order", "concurrent-means", "partition"],
    "Avoiding conflicts" => ["home-leaders", "home-down", "two-homes", "home-moves"],
    "Last write wins" => [
        "lost-write",
        "fast-clock",
        "slow-client-clock",
        "fast-hub",
        "hybrid-clock",
        "tie",
        "lost-increment",
        "tombstone",
    ],
    "Siblings" => ["shopping-cart", "merge-by-hand", "two-mergers"],
    "Merge on write" => ["resurrection", "per-field", "merge-code", "mine-first"],
    "CRDTs" => ["counter", "or-set"],
    "Version vectors" => ["comic-book", "causal-graph", "sibling-explosion", "gap"],
    "Conflicts that no rule sees" => [
        "double-booking",
        "name-taken",
        "below-zero",
        "number-twice",
        "duplicate-key",
        "on-call",
    ],
    "Offline devices" => ["calendar", "offline-clock"],
];

/// The examples to begin with, which the page shows first; the opening run is the first of them.
pub const FIRST_EXAMPLES: [&str; 6] =
    ["two-carts", "overtaking", "fast-clock", "shopping-cart", "comic-book", "calendar"];

/// The example with this id.
#[must_use]
pub fn example(id: &str) -> Option<&'static Example> {
    GALLERY.iter().find(|example| example.id == id)
}

/// The example that is this very scenario.
#[must_use]
pub fn example_of(scenario: &Scenario) -> Option<&'static Example> {
    let like = |example: &&Example| !scenario.title.is_empty() && example.json.contains(&scenario.title);
    GALLERY.iter().filter(like).find(|example| example.scenario() == *scenario)
}

/// The groups in order, each with its examples.
pub fn gallery_groups() -> impl Iterator<Item = (&'static str, &'static [Example])> {
    GALLERY
        .chunk_by(|one, next| one.group == next.group)
        .filter_map(|examples| Some((examples.first()?.group, examples)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

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

    #[test]
    fn every_gallery_run_says_what_to_watch_for_and_what_to_try() {
        for example in GALLERY {
            let teaching = Teaching::from_json(example.teaching)
                .unwrap_or_else(|error| panic!("{}: {error}", example.id));
            for text in [&teaching.watch_for, &teaching.r#try] {
                assert!(text.ends_with(['.', '?']), "{}: {text}", example.id);
            }
            assert!(teaching.words.split_whitespace().count() > 5, "{}: {}", example.id, teaching.words);
        }
    }

    #[test]
    fn groups_and_first_examples_name_runs_of_the_gallery() {
        let groups: BTreeSet<&str> = GALLERY.iter().map(|example| example.group).collect();
        assert_eq!(gallery_groups().count(), groups.len(), "each group is in one piece");
        assert!(FIRST_EXAMPLES.iter().all(|id| example(id).is_some()));
        let titles: BTreeSet<String> = GALLERY.iter().map(|example| example.scenario().title).collect();
        assert_eq!(titles.len(), GALLERY.len());
    }

    #[test]
    fn every_file_of_the_gallery_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/gallery");
        let names = std::fs::read_dir(folder).unwrap();
        let names: BTreeSet<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let files = |example: &Example| {
            ["", ".teaching", ".verdict"].map(|kind| format!("{}{kind}.json", example.id))
        };
        assert_eq!(names, GALLERY.iter().flat_map(files).collect());
    }

    #[test]
    fn each_figure_of_the_textbook_belongs_to_one_run() {
        let mut figures: Vec<String> =
            GALLERY.iter().filter_map(|example| example.teaching().figure).collect();
        figures.sort();
        assert_eq!(figures, ["5-12", "5-13", "5-14", "5-6", "5-7", "5-8", "5-9"]);
    }
}
