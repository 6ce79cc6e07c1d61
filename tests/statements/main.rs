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
    assert!(
        !statement.expect.is_empty(),
        "{}\nnothing is expected, so nothing could be wrong",
        statement.says
    );
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

/// Whether a statement with these expectations about one write between two leaders fails.
fn fails(expect: &str) -> bool {
    let text = format!(
        r#"{{ "says": "a planted fault", "expect": {expect},
        "scenario": {{ "polyleader": 1, "leaders": [{{ "id": "A" }}, {{ "id": "B" }}], "clients": [{{ "id": "a", "at": "A" }}],
        "commands": [{{ "at_ms": 1, "write": {{ "client": "a", "key": "k", "value": "x" }} }}] }} }}"#
    );
    std::panic::catch_unwind(|| check("planted", &text)).is_err()
}

#[test]
fn a_statement_that_does_not_hold_fails() {
    assert!(!fails(r#"[{ "delivered": 1 }]"#));
    assert!(fails(r#"[{ "delivered": 2 }]"#));
    assert!(fails(r#"[{ "delivered": 1 }, { "held_at_least": 1 }]"#));
}

#[test]
fn a_statement_that_expects_nothing_fails() {
    for expect in
        ["[]", "[{}]", r#"[{ "at_ms": 5 }]"#, r#"[{ "values": {} }]"#, r#"[{ "delivered": 1 }, {}]"#]
    {
        assert!(fails(expect), "{expect}");
    }
}
