//! Random runs match the reference: every store, read, clock, loss and verdict of it.

use cli::Report;
use scenario::Scenario;
use timeline::Timeline;

use crate::reference::scenarios;
use crate::reference::{Difference, differences};

/// The runs of an ordinary test run; `cargo xtask oracle` makes many more.
const SCENARIOS: u64 = 300;

/// The first difference of a run from its reference, if it has one.
fn first_difference(seed: u64) -> Option<String> {
    let json = scenarios::scenario(seed);
    let scenario =
        Scenario::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{seed}: {error}\n{json}"));
    let report = Report::new(&scenario, &Timeline::new(&scenario), None, true);
    let report = serde_json::to_value(report).expect("reports serialize as JSON");
    let Difference { event, says } = differences(&json, &report).into_iter().next()?;
    let event = event.map_or(String::new(), |index| format!(" at event {index}: {}", report["trace"][index]));
    Some(format!("scenario {seed}: {says}{event}\n{json}"))
}

#[test]
fn random_runs_match_the_reference() {
    let asked = std::env::var("ORACLE_SCENARIOS").ok().and_then(|count| count.parse().ok());
    let count = asked.unwrap_or(SCENARIOS);
    let found: Vec<String> = (0..count).filter_map(first_difference).collect();
    let (number, shown) = (found.len(), found.iter().take(3).cloned().collect::<Vec<_>>().join("\n\n"));
    assert!(found.is_empty(), "{number} of {count} scenarios differ:\n{shown}");
    println!("{count} scenarios match the reference");
}
