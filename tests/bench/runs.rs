//! The runs to measure, and links to them.

use replication::Micros;
use scenario::{Permalink, Scenario};

/// Eight leaders that forward everything, and thousands of writes: nearly a million events.
pub fn million_events() -> Scenario {
    Scenario::from_json(include_str!("a-million-events.json")).expect("the run can be read")
}

/// The fragment of a link to an instant of a run.
pub fn fragment(scenario: Scenario, at: Micros) -> String {
    let permalink = Permalink { at, ..Permalink::of(scenario) };
    format!("#{}", permalink.encode())
}
