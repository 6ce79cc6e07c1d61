//! A small run: two leaders, two clients.

use scenario::testing::scenario_of;
use timeline::Timeline;

/// Ana writes, and then Ben, whose leader has not received it yet.
pub const ANA_AND_BEN: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

/// Ana sits in Frankfurt and Ben in Tokyo, a hundred milliseconds away.
pub fn timeline(policy: &str, commands: &str) -> Timeline {
    let small = scenario_of(&["Frankfurt", "Tokyo"], &["Ana at F", "Ben at T"]);
    Timeline::new(&small.with("policy", policy).commands(commands).build())
}
