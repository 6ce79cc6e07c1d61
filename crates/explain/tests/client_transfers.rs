//! Labels for requests of clients away from leaders, and what the text alternative of the diagram says of them.

use analysis::{Outcome, client_transfers};
use explain::{describe_client_transfer, describe_diagram};
use insta::assert_snapshot;
use replication::Micros;
use scenario::Scenario;
use timeline::Timeline;

/// Ana, 20 ms from each leader, waits for 30 ms and makes two attempts: one response comes too late, one request is lost.
const RUN: &str = r#"{ "polyleader": 1, "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" }],
    "policy": "siblings",
    "clients": [{ "id": "ana", "name": "Ana", "at": "F",
        "requests": { "latency": { "fixed_ms": 20 }, "timeout_ms": 30, "retry": "nearest", "attempts": 2 } }],
    "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
                 { "at_ms": 100, "crash": { "leader": "F" } },
                 { "at_ms": 110, "read": { "client": "ana", "at": "F", "key": "cart" } }] }"#;

#[test]
fn requests_of_clients_away_are_named_from_sending_to_end() {
    let timeline = Timeline::new(&Scenario::from_json(RUN).unwrap_or_else(|error| panic!("{error}")));
    let simulation = timeline.run_at(timeline.ends_at(), None);
    let (world, count) = (simulation.world(), timeline.records().len());
    let told = |from, to| {
        let all = client_transfers(&timeline, Micros::from_ms(from), Micros::from_ms(to));
        let labels = all.iter().map(|it| describe_client_transfer(&timeline, world, it));
        labels.collect::<Vec<_>>().join("\n")
    };
    let outcome = Outcome::new(&timeline, count, world);
    let picture = describe_diagram(&timeline, world, &outcome, count, None);
    assert_snapshot!(format!("{}\n\nuntil 115 ms:\n{}\n\n{picture}", told(0, 500), told(105, 115)));
}
