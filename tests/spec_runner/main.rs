//! Every file in `spec/` is a statement about the simulation, with a scenario and its expected outcome.
//!
//! Each file name starts with the id of its statement in `docs/SEMANTICS.md`, such as `p1` or `t3`. The verdicts on the
//! runs of the gallery use the same words.

mod event_log;
mod expectation;
mod gallery;
mod observation;

use expectation::{Expectation, Statement};
use observation::Observation;

/// Runs the scenario and compares it with the expectation at each instant.
fn check(name: &str, text: &str) {
    merge_script::install();
    let statement: Statement = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let scenario = scenario::Scenario::from_json(statement.scenario.get())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let found = differences(&timeline::Timeline::new(&scenario), &scenario, &statement.expect);
    assert!(found.is_empty(), "{}\n{}", statement.says, found.join("\n"));
}

/// Every difference between a run and what is expected of it, each with its instant.
fn differences(
    timeline: &timeline::Timeline,
    scenario: &scenario::Scenario,
    expect: &[Expectation],
) -> Vec<String> {
    if expect.is_empty() {
        return vec!["there are no expectations".into()];
    }
    let mut all = Vec::new();
    for expected in expect {
        let seen = Observation::new(timeline, &scenario.stated_invariants(), expected.at_ms);
        all.extend(expected.compare(&seen).into_iter().map(|fault| format!("at {}: {fault}", seen.at)));
    }
    all
}

/// One test per statement; the build script lists them.
macro_rules! statement {
    ($name:ident, $text:expr) => {
        #[test]
        fn $name() {
            check(stringify!($name), $text);
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/spec_cases.rs"));

/// Whether a statement with these expectations of one write between two leaders fails.
fn fails(expect: &str) -> bool {
    let text = format!(
        r#"{{ "says": "a planted fault", "expect": {expect},
        "scenario": {{ "polyleader": 1, "leaders": [{{ "id": "A" }}, {{ "id": "B" }}], "clients": [{{ "id": "a", "at": "A" }}],
        "commands": [{{ "at_ms": 1, "write": {{ "client": "a", "key": "k", "value": "x" }} }}] }} }}"#
    );
    std::panic::catch_unwind(|| check("planted", &text)).is_err()
}

#[test]
fn false_statement_fails() {
    assert!(!fails(r#"[{ "delivered": 1 }]"#));
    assert!(fails(r#"[{ "delivered": 2 }]"#));
    assert!(fails(r#"[{ "delivered": 1 }, { "held_at_least": 1 }]"#));
}

#[test]
fn statement_without_expectations_fails() {
    for expect in
        ["[]", "[{}]", r#"[{ "at_ms": 5 }]"#, r#"[{ "values": {} }]"#, r#"[{ "delivered": 1 }, {}]"#]
    {
        assert!(fails(expect), "{expect}");
    }
}
