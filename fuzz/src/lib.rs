//! What every accepted scenario must satisfy, whatever it was read from.

mod any_scenario;

pub use any_scenario::any_scenario;

use cli::Report;
use replication::{Fingerprint, Fingerprinter};
use scenario::{MAX_LINK_CHARS, Permalink, Scenario};
use timeline::Timeline;

/// The work after which a run is not followed any further, in units of one event: most inputs should take
/// milliseconds, or the fuzzer learns nothing.
const MAX_WORK: u64 = 20_000;
/// The most characters of a message that lists all commands and quotes a bad one.
const MAX_MESSAGE_CHARS: usize = 500;

/// Checks an accepted scenario: its link opens to the same scenario, it runs to the same fingerprint each time, and the
/// recorded run can be reported.
pub fn check_scenario(scenario: &Scenario) {
    merge_script::install();
    check_round_trips(scenario);
    let (first, has_ended) = fingerprint(scenario);
    assert_eq!(fingerprint(scenario), (first, has_ended), "a run gives one fingerprint");
    if has_ended {
        let timeline = Timeline::new(scenario);
        assert_eq!(timeline.fingerprint(), first, "a recorded run is the run");
        let report = Report::new(scenario, &timeline, None, true);
        assert!(serde_json::to_string(&report).is_ok(), "every report can be written");
    }
}

fn check_round_trips(scenario: &Scenario) {
    let link = Permalink::of(scenario.clone()).encode();
    if link.len() <= MAX_LINK_CHARS {
        let opened = Permalink::decode(&link).expect("a link that was made can be opened");
        assert_eq!(opened.scenario, *scenario, "a link keeps the scenario");
    }
    let read = Scenario::from_json(&scenario.to_compact_json()).expect("what was written can be read");
    assert_eq!(read, *scenario, "a file keeps the scenario");
}

/// The fingerprint of the run, or of its beginning if it is long, and whether it is all of it.
fn fingerprint(scenario: &Scenario) -> (Fingerprint, bool) {
    let mut run = scenario.simulation();
    let mut fingerprinter = Fingerprinter::default();
    while run.work_done() < MAX_WORK {
        if !run.step(&mut |record| fingerprinter.add(&record)) {
            return (fingerprinter.fingerprint(), true);
        }
    }
    (fingerprinter.fingerprint(), false)
}

/// Checks an error message: one line that says something, and that is short however long the input is.
pub fn check_message(message: &str) {
    assert!(message.chars().count() <= MAX_MESSAGE_CHARS, "an error is short: {message}");
    assert!(!message.is_empty(), "an error says something");
    assert!(!message.contains(char::is_control), "an error is one line: {message:?}");
}
