//! Small runs: two or three leaders, and what is said of them.
#![allow(dead_code, reason = "each test uses some of it")]

use std::fmt::Write;

use analysis::Outcome;
use explain::{Narration, describe_record};
use replication::World;
use scenario::Scenario;
use timeline::Timeline;

/// Ana writes, and then Ben, whose leader has not received it yet.
pub const ANA_AND_BEN: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

/// Ana sits in Frankfurt, Ben in Tokyo, a hundred milliseconds away, and Cleo in São Paulo, as far.
pub fn scenario(settings: &str, commands: &str) -> Scenario {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}, {{ "id": "S", "name": "São Paulo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, {settings},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}, {{ "id": "cleo", "name": "Cleo", "at": "S" }}],
            "commands": [{commands}] }}"#
    );
    Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// The same with two leaders only, which makes fewer events.
pub fn pair(settings: &str, commands: &str) -> Timeline {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, {settings},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

/// The world at the end.
pub fn world_at_end(timeline: &Timeline) -> World {
    timeline.run_at(timeline.ends_at(), None).world().clone()
}

/// Each of the first `limit` events in its sentence, with its instant.
pub fn events(timeline: &Timeline, limit: usize) -> String {
    let world = world_at_end(timeline);
    let mut lines = String::new();
    for (number, record) in timeline.first(limit) {
        let sentence = describe_record(timeline, &world, number);
        assert!(sentence.ends_with('.') && sentence.len() > 5, "{sentence}");
        writeln!(lines, "{}: {sentence}", record.at).unwrap();
    }
    let more = timeline.records().len().saturating_sub(limit);
    if more > 0 {
        writeln!(lines, "({more} more)").unwrap();
    }
    lines
}

/// The narration of the instants of the first `limit` events, each at which it changes, with its suggestion.
pub fn narration(timeline: &Timeline, limit: usize) -> String {
    let mut lines = String::new();
    let (mut run, mut last) = (None, String::new());
    let mut instants: Vec<_> = timeline.first(limit).map(|(_, record)| record.at).collect();
    instants.insert(0, replication::Micros::ZERO);
    instants.dedup();
    for at in instants {
        let now = timeline.run_at(at, run.as_ref());
        let (count, world) = (timeline.count_at(at), now.world());
        let narration = Narration::new(timeline, count, world, &Outcome::new(timeline, count, world));
        assert!(narration.sentence.ends_with('.'), "{}", narration.sentence);
        let button = narration.suggestion.map(|it| format!(" [{}]", it.label(world))).unwrap_or_default();
        let line = format!("{}{button}", narration.sentence);
        if line != last {
            writeln!(lines, "{at}: {line}").unwrap();
        }
        last = line;
        run = Some(now);
    }
    lines
}
