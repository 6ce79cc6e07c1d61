//! Requests, answers and snapshots, each from where it set out to where it ended.

use player::{Timeline, tell_crossing};
use replication::Micros;
use scenario::testing::scenario_of;

/// Two leaders a hundred milliseconds apart; the cart is at home in Frankfurt, and Ben asks in Tokyo.
fn told(commands: &str) -> Vec<String> {
    let write = r#"{ "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "milk" } }"#;
    let scenario = scenario_of(&["Frankfurt", "Tokyo"], &["Ben at T"])
        .with("policy", r#"{ "avoidance": { "homes": { "cart": "F" } } }"#)
        .commands(&format!("{write}{commands}"))
        .build();
    let timeline = Timeline::new(&scenario);
    let world = timeline.run_at(Micros::from_ms(2_000), None).world().clone();
    let all = timeline.crossings_in(Micros::ZERO, Micros::from_ms(2_000));
    all.map(|crossing| tell_crossing(&timeline, &world, crossing)).collect()
}

#[test]
fn a_request_goes_to_the_home_and_its_answer_comes_back() {
    assert_eq!(
        told(""),
        [
            "10 ms: Ben’s request about cart from Tokyo to Frankfurt, arrives at 110 ms",
            "110 ms: the answer to Ben about cart from Frankfurt to Tokyo, arrives at 210 ms",
        ]
    );
}

#[test]
fn a_request_that_is_cut_off_gets_no_further() {
    assert_eq!(
        told(r#", { "at_ms": 50, "cut": { "from": "T", "to": "F" } }"#),
        ["10 ms: Ben’s request about cart from Tokyo to Frankfurt, gets no further at 110 ms"]
    );
}

#[test]
fn an_answer_to_a_leader_that_is_down_gets_no_further() {
    assert_eq!(
        told(r#", { "at_ms": 150, "crash": { "leader": "T" } }"#)[1],
        "110 ms: the answer to Ben about cart from Frankfurt to Tokyo, gets no further at 210 ms"
    );
}

#[test]
fn a_snapshot_goes_to_who_joins_and_again_where_it_was_stopped() {
    let joins = r#", { "at_ms": 300, "join": { "id": "S", "name": "Sydney", "from": "F" } }"#;
    assert_eq!(told(joins)[2], "300 ms: a snapshot from Frankfurt to Sydney, arrives at 400 ms");
    let stopped = format!(
        r#"{joins}, {{ "at_ms": 350, "cut": {{ "between": ["F", "S"] }} }}, {{ "at_ms": 360, "heal": {{ "between": ["F", "S"] }} }}"#
    );
    assert_eq!(
        told(&stopped)[2..],
        [
            "300 ms: a snapshot from Frankfurt to Sydney, gets no further at 350 ms",
            "360 ms: a snapshot from Frankfurt to Sydney, arrives at 460 ms",
        ]
    );
}
