//! Every file in `spec/` is a statement about the simulation, with a scenario and its expected outcome.
//!
//! Each file name starts with the id of its statement in `docs/SEMANTICS.md`, such as `p1` or `t3`.

mod event_log;
mod expectation;
mod observation;

use expectation::Statement;
use observation::Observation;

/// Runs the scenario and compares it with the expectation at each instant.
fn check(name: &str, text: &str) {
    merge_script::install();
    let statement: Statement = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let scenario = scenario::Scenario::from_json(statement.scenario.get())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let timeline = timeline::Timeline::new(&scenario);
    let mut differences = Vec::new();
    for expected in &statement.expect {
        let seen = Observation::new(&timeline, expected.at_ms);
        differences
            .extend(expected.compare(&seen).into_iter().map(|fault| format!("at {}: {fault}", seen.at)));
    }
    assert!(differences.is_empty(), "{}\n{}", statement.says, differences.join("\n"));
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

/// A planted fault: a false statement must fail.
#[test]
fn false_statement_fails() {
    let text = r#"{ "says": "a planted fault", "expect": [{ "delivered": 2 }],
        "scenario": { "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }], "clients": [{ "id": "a", "at": "A" }],
        "commands": [{ "at_ms": 1, "write": { "client": "a", "key": "k", "value": "x" } }] } }"#;
    let found = std::panic::catch_unwind(|| check("planted", text));
    assert!(found.is_err());
}
