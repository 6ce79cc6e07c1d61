//! Which leaders are homes of which keys, and the windows in which leaders disagree about a home.

use std::collections::BTreeSet;

use analysis::{HomeWindow, home_windows, key_assignments};
use replication::{Dot, LeaderId, Micros, World};
use scenario::Scenario;
use timeline::Timeline;

/// Three leaders a hundred milliseconds apart; the cart is at home in Frankfurt, the bag in Tokyo.
fn timeline(options: &str, commands: &str) -> Timeline {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}, {{ "id": "S", "name": "São Paulo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }},
            "policy": {{ "avoidance": {{ "homes": {{ "cart": "F", "bag": "T" }}{options} }} }},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn world_at(timeline: &Timeline, ms: u64) -> World {
    timeline.run_at(Micros::from_ms(ms), None).world().clone()
}

/// `F: cart; T: bag`, with `?` behind a key about whose home leaders disagree.
fn assignments(world: &World) -> String {
    let rows = key_assignments(world).into_iter().map(|(home, keys)| {
        let keys: Vec<String> =
            keys.iter().map(|at| format!("{}{}", at.key, if at.disputed { "?" } else { "" })).collect();
        format!("{home}: {}", keys.join(" "))
    });
    rows.collect::<Vec<_>>().join("; ")
}

fn windows(timeline: &Timeline) -> Vec<HomeWindow> {
    let run = timeline.run_at(timeline.ends_at(), None);
    let (_, lost) = timeline.fates(timeline.records().len(), run.world()).summary();
    home_windows(timeline, &lost).all
}

/// A window for the cart between Frankfurt and Tokyo in which nobody wrote.
fn quiet(opens: u64, closes: Option<u64>) -> HomeWindow {
    HomeWindow {
        key: "cart".parse().unwrap(),
        opens: Micros::from_ms(opens),
        closes: closes.map(Micros::from_ms),
        homes: BTreeSet::from([leader("F"), leader("T")]),
        conflicting: BTreeSet::new(),
        lost: BTreeSet::new(),
    }
}

const MOVES: &str = r#"{ "at_ms": 300, "assign": { "key": "cart", "home": "T" } }"#;

#[test]
fn every_leader_has_a_row_with_the_keys_whose_home_it_is() {
    let timeline = timeline("", MOVES);
    assert_eq!(assignments(&world_at(&timeline, 0)), "F: cart; T: bag; S: ");
    let moving = world_at(&timeline, 350);
    assert_eq!(assignments(&moving), "F: cart?; T: bag cart?; S: ");
    assert_eq!(key_assignments(&moving)[0].1[0].believers, [leader("F"), leader("S")]);
    assert_eq!(assignments(&world_at(&timeline, 500)), "F: ; T: bag cart; S: ");
}

#[test]
fn a_window_is_open_from_the_assignment_until_every_leader_has_learned_of_it() {
    assert_eq!(windows(&timeline("", MOVES)), [quiet(300, Some(400))]);
}

#[test]
fn a_window_is_closed_while_the_disagreeing_leader_is_down_and_reopens_at_its_restart() {
    let commands = format!(
        r#"{{ "at_ms": 200, "crash": {{ "leader": "F" }} }}, {MOVES}, {{ "at_ms": 900, "restart": {{ "leader": "F" }} }}"#
    );
    assert_eq!(windows(&timeline("", &commands)), [quiet(300, Some(400)), quiet(900, Some(1_000))]);
}

#[test]
fn a_window_stays_open_to_the_end_if_a_partition_does() {
    let commands = format!(r#"{{ "at_ms": 200, "partition": {{ "groups": [["F"]] }} }}, {MOVES}"#);
    assert_eq!(windows(&timeline("", &commands)), [quiet(300, None)]);
}

#[test]
fn writes_at_both_homes_in_a_window_conflict_and_may_be_lost() {
    let writes = format!(
        r#"{MOVES}, {{ "at_ms": 310, "write": {{ "client": "ana", "key": "cart", "value": "milk" }} }},
        {{ "at_ms": 320, "write": {{ "client": "ben", "key": "cart", "value": "eggs" }} }}"#
    );
    let cost = |options: &str| {
        let windows = windows(&timeline(options, &writes));
        assert_eq!(windows.len(), 1);
        (windows[0].conflicting.clone(), windows[0].lost.clone())
    };
    let dots = |all: &[&str]| all.iter().map(|dot| dot.parse().unwrap()).collect::<BTreeSet<Dot>>();
    assert_eq!(cost(""), (dots(&["F1", "T2"]), dots(&[])));
    assert_eq!(cost(r#", "otherwise": "last-write-wins""#), (dots(&["F1", "T2"]), dots(&["F1"])));
}
