//! Small runs for tests: Frankfurt and Tokyo, 100 ms apart, with Ana at Frankfurt and Ben at Tokyo.

use replication::LeaderId;
use scenario::Scenario;
use timeline::Timeline;

/// The run of these commands under a policy, both in the scenario format.
pub(crate) fn small_run(policy: &str, commands: &str) -> Timeline {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}],
            "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
            "clients": [{{ "id": "ana", "at": "F" }}, {{ "id": "ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

/// A leader by its id.
pub(crate) fn leader(id: &str) -> LeaderId {
    id.parse().unwrap_or_else(|_| panic!("{id} is no id of a leader"))
}

/// Two writes to one key that conflict: Ana's and Ben's, at one instant.
pub(crate) const TWO_CARTS: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
    { "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": ["eggs"] } }"#;
