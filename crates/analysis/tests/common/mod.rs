//! A small run: two leaders, two clients.

use scenario::Scenario;
use timeline::Timeline;

/// Ana writes, and then Ben, whose leader has not received it yet.
pub const ANA_AND_BEN: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

/// Ana sits in Frankfurt and Ben in Tokyo, a hundred milliseconds away.
pub fn timeline(policy: &str, commands: &str) -> Timeline {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}
