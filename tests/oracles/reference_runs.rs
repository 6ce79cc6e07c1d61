//! Random runs match the reference: every store, read, clock, loss and verdict of it.

use cli::Report;
use scenario::Scenario;
use timeline::Timeline;

use crate::reference::scenarios;
use crate::reference::{Difference, differences};

/// The runs of an ordinary test run; `cargo xtask oracle` makes many more.
const SCENARIOS: u64 = 300;

/// Runs of which one of the two was wrong: a removal that ends by an addition that is in effect, though its writer had
/// added the item earlier; a merge at a leader that knows a write which nothing that it merges covers; what a client has
/// seen to which an operation that computes was returned, where homes order siblings (two); and a merge of a merge from
/// before delivery became causal.
const ONCE_WRONG: [u64; 5] = [91_806, 90_411, 94_876, 85_722, 85_444];

/// The scenarios that are shown whole; of the others, the seed and the difference.
const SHOWN: usize = 3;

/// A run that differs from its reference.
struct Differing {
    /// The seed and the first difference, on one line.
    says: String,
    /// The event at which it shows, and the scenario.
    details: String,
}

/// How a run first differs from its reference, if it does.
fn first_difference(seed: u64) -> Option<Differing> {
    let json = scenarios::scenario(seed);
    let scenario =
        Scenario::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{seed}: {error}\n{json}"));
    let report = Report::new(&scenario, &Timeline::new(&scenario), None, true);
    let report = serde_json::to_value(report).expect("reports serialize as JSON");
    let Difference { event, says } = differences(&json, &report).into_iter().next()?;
    let (at, event) = event.map_or((String::from("at the end"), String::new()), |index| {
        (format!("at event {index}"), format!("{}\n", report["trace"][index]))
    });
    Some(Differing { says: format!("scenario {seed}, {at}: {says}"), details: format!("{event}{json}") })
}

/// A number in a variable of the environment.
fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|number| number.parse().ok())
}

#[test]
fn runs_that_once_differed_match_the_reference() {
    let differing = ONCE_WRONG.into_iter().filter_map(first_difference).map(|found| found.says);
    assert_eq!(differing.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn random_runs_match_the_reference() {
    let first = asked("ORACLE_FIRST").unwrap_or(0);
    let count = asked("ORACLE_SCENARIOS").unwrap_or(SCENARIOS);
    let differing = (first..first.saturating_add(count)).filter_map(|seed| {
        let found = first_difference(seed)?;
        println!("{}", found.says);
        Some(found)
    });
    let found: Vec<Differing> = differing.collect();
    let lines: Vec<&str> = found.iter().map(|one| one.says.as_str()).collect();
    let shown: Vec<String> =
        found.iter().take(SHOWN).map(|one| format!("{}\n{}", one.says, one.details)).collect();
    assert!(
        found.is_empty(),
        "{} of {count} scenarios from {first} on differ:\n{}\n\n{}",
        found.len(),
        lines.join("\n"),
        shown.join("\n\n")
    );
    println!("{count} scenarios from {first} on match the reference");
}
