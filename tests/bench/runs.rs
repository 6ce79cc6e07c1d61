//! The runs that are measured, and how the page is led to them.

use replication::Micros;
use scenario::{Permalink, Scenario};

/// Eight leaders that all pass on what they get, and some thousands of writes: nearly a million events.
pub fn million() -> Scenario {
    Scenario::from_json(include_str!("a-million-events.json")).expect("the run can be read")
}

/// A run as a link to one of its instants.
pub fn fragment(scenario: Scenario, at: Micros) -> String {
    let permalink = Permalink { scenario, at, fingerprint: None };
    format!("#{}", permalink.encode())
}
