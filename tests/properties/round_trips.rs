//! Files and links round-trip, and damaged ones do no harm.

use proptest::prelude::*;
use proptest::sample::Index;
use replication::Micros;
use scenario::{Permalink, Scenario};

use crate::scenarios::{Mix, Readable, with_remote_clients};

/// Random replacements of bytes.
fn damage() -> impl Strategy<Value = Vec<(Index, Vec<u8>, usize)>> {
    // Valid fragments in the wrong place do more harm than noise.
    let fragments = vec![
        "", "0", "9", "-", "1e9", ".", "\"", "{", "}", "[", "]", ",", ":", "\\", "null", "\"A\"", "\"from\"",
        "\u{7f}é",
    ];
    let valid = proptest::sample::select(fragments).prop_map(|fragment| fragment.as_bytes().to_vec());
    let fragment = prop_oneof![4 => valid, 1 => proptest::collection::vec(any::<u8>(), 1..3)];
    proptest::collection::vec((any::<Index>(), fragment, 0usize..4), 1..4)
}

fn damaged(text: &str, damage: Vec<(Index, Vec<u8>, usize)>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (index, fragment, removed) in damage.into_iter().filter(|_| !text.is_empty()) {
        let start = index.index(bytes.len().max(1));
        let end = (start + removed).min(bytes.len());
        bytes.splice(start.min(end)..end, fragment);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Runs the first steps of any scenario.
fn run_first_steps(scenario: &Scenario) {
    let mut run = scenario.simulation();
    for _ in 0..500 {
        run.step(&mut |record| {
            assert!(!serde_json::to_string(&record).unwrap().contains('\n'), "{record:?}")
        });
    }
    assert!(run.world().total_waiting() < usize::MAX);
}

/// What the page reads from a world.
trait Waiting {
    fn total_waiting(&self) -> usize;
}

impl Waiting for replication::World {
    fn total_waiting(&self) -> usize {
        self.link_states.keys().map(|link| self.backlog(*link).count()).sum()
    }
}

proptest! {
    #![proptest_config(crate::config(96))]

    #[test]
    fn scenario_round_trips_through_json(Readable(scenario) in with_remote_clients(Mix::everything())) {
        for text in [scenario.to_json(), scenario.to_compact_json()] {
            let read = Scenario::from_json(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(&read, &scenario);
        }
        prop_assert_eq!(Scenario::from_json(&scenario.to_json()).unwrap().to_json(), scenario.to_json());
    }

    #[test]
    fn run_round_trips_through_its_link(Readable(scenario) in with_remote_clients(Mix::everything()), at in 0u64..3_000_000) {
        let fingerprint = scenario.run().fingerprint();
        let permalink = Permalink { at: Micros(at), fingerprint: Some(fingerprint), ..Permalink::of(scenario) };
        let opened = Permalink::decode(&permalink.encode()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(opened.scenario.run().fingerprint(), fingerprint);
        prop_assert_eq!(opened, permalink);
    }

    #[test]
    fn damaged_file_is_rejected_or_runs(Readable(scenario) in with_remote_clients(Mix::everything()), damage in damage()) {
        let text = damaged(&scenario.to_json(), damage);
        match Scenario::from_json(&text) {
            Ok(scenario) => run_first_steps(&scenario),
            Err(error) => prop_assert!(!error.to_string().contains(char::is_control) && !error.message.is_empty(), "{error}"),
        }
    }

    #[test]
    fn damaged_link_is_rejected(Readable(scenario) in with_remote_clients(Mix::everything()), damage in damage()) {
        let link = Permalink::of(scenario).encode();
        let other = damaged(&link, damage);
        if let Ok(opened) = Permalink::decode(&other) {
            prop_assert_eq!(opened.encode(), link, "a link that opens must be the original one: {}", other);
        }
    }
}
