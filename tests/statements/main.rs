//! Every file in `spec/` is a statement about the simulation, a scenario, and what must come out.
//!
//! The names in front (`p1`, `t3`, …) are those of the statements that the simulation is held to.

mod expectation;
mod observation;
mod told;

use expectation::Statement;
use observation::Observation;

/// Runs the scenario, and compares what is seen at each instant with what is expected there.
fn check(name: &str, text: &str) {
    merge_script::install();
    let statement: Statement = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let scenario = scenario::Scenario::from_json(statement.scenario.get())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let timeline = timeline::Timeline::new(&scenario);
    let mut faults = Vec::new();
    for expected in &statement.expect {
        let seen = Observation::new(&timeline, expected.at_ms);
        faults.extend(expected.compare(&seen).into_iter().map(|fault| format!("at {}: {fault}", seen.at)));
    }
    assert!(faults.is_empty(), "{}\n{}", statement.says, faults.join("\n"));
}

/// One statement, as the build script lists it.
macro_rules! statement {
    ($name:ident, $text:expr) => {
        #[test]
        fn $name() {
            check(stringify!($name), $text);
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/spec_cases.rs"));

/// A statement that nothing could contradict would pass for ever.
#[test]
fn false_statement_fails() {
    let text = r#"{ "says": "a planted fault", "expect": [{ "delivered": 2 }],
        "scenario": { "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }], "clients": [{ "id": "a", "at": "A" }],
        "commands": [{ "at_ms": 1, "write": { "client": "a", "key": "k", "value": "x" } }] } }"#;
    let found = std::panic::catch_unwind(|| check("planted", text));
    assert!(found.is_err());
}
