//! Requests, answers and snapshots, each from where it was sent to where it ended.

use replication::Micros;
use scenario::Scenario;
use timeline::{DeliveryOutcome, Timeline, TransferKind};

/// A transfer: `request F→T`, when it was sent, and when and how it ended, in milliseconds.
type Transfer = (String, u64, Option<(u64, DeliveryOutcome)>);

/// Two leaders a hundred milliseconds apart; the cart is at home in Frankfurt, and Ben asks in Tokyo.
fn transfers(commands: &str) -> Vec<Transfer> {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }},
            "policy": {{ "avoidance": {{ "homes": {{ "cart": "F" }} }} }},
            "clients": [{{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{{ "at_ms": 10, "write": {{ "client": "ben", "key": "cart", "value": "milk" }} }}{commands}] }}"#
    );
    let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
    let timeline = Timeline::new(&scenario);
    let ms = |at: Micros| at.0 / 1_000;
    let all = timeline.transfers_in(Micros::ZERO, Micros::from_ms(2_000));
    all.map(|transfer| {
        let kind = match &transfer.kind {
            TransferKind::Request(client, key) => format!("request {client} {key}"),
            TransferKind::Answer(client, key) => format!("answer {client} {key}"),
            TransferKind::Snapshot => "snapshot".into(),
        };
        let end = transfer.outcome.map(|(at, landing)| (ms(at), landing));
        (format!("{kind} {}", transfer.link), ms(transfer.sent_at), end)
    })
    .collect()
}

fn transfer(what: &str, sent_ms: u64, ended_ms: u64, landing: DeliveryOutcome) -> Transfer {
    (what.to_owned(), sent_ms, Some((ended_ms, landing)))
}

#[test]
fn a_request_goes_to_the_home_and_its_answer_comes_back() {
    assert_eq!(
        transfers(""),
        [
            transfer("request ben cart T→F", 10, 110, DeliveryOutcome::Delivered),
            transfer("answer ben cart F→T", 110, 210, DeliveryOutcome::Delivered),
        ]
    );
}

#[test]
fn a_request_on_a_link_that_is_cut_is_stopped() {
    assert_eq!(
        transfers(r#", { "at_ms": 50, "cut": { "from": "T", "to": "F" } }"#),
        [transfer("request ben cart T→F", 10, 110, DeliveryOutcome::Stopped)]
    );
}

#[test]
fn an_answer_to_a_leader_that_is_down_is_stopped() {
    assert_eq!(
        transfers(r#", { "at_ms": 150, "crash": { "leader": "T" } }"#)[1],
        transfer("answer ben cart F→T", 110, 210, DeliveryOutcome::Stopped)
    );
}

#[test]
fn a_snapshot_goes_to_a_joining_leader_and_is_sent_again_if_it_was_stopped() {
    let joins = r#", { "at_ms": 300, "join": { "id": "S", "name": "Sydney", "from": "F" } }"#;
    assert_eq!(transfers(joins)[2], transfer("snapshot F→S", 300, 400, DeliveryOutcome::Delivered));
    let stopped = format!(
        r#"{joins}, {{ "at_ms": 350, "cut": {{ "between": ["F", "S"] }} }}, {{ "at_ms": 360, "heal": {{ "between": ["F", "S"] }} }}"#
    );
    assert_eq!(
        transfers(&stopped)[2..],
        [
            transfer("snapshot F→S", 300, 350, DeliveryOutcome::Stopped),
            transfer("snapshot F→S", 360, 460, DeliveryOutcome::Delivered),
        ]
    );
}
