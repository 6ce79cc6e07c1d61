//! A goal of the course counts however it is reached, not only by the way that “Show me” takes.

use lessons::COURSE;
use replication::{Micros, ScheduledCommand};
use scenario::Scenario;
use serde_json::{Value, json};
use timeline::Timeline;

/// Whether the goal of a step, from 1, holds at an instant, after a change of its scenario.
fn reaches(id: &str, step: usize, at_ms: u64, change: impl FnOnce(&mut Scenario)) -> bool {
    merge_script::install();
    let course = COURSE.iter().find(|course| course.id == id).expect("the course has this lesson");
    let lesson = course.read().unwrap();
    let mut scenario = (**lesson.scenario(step - 1)).clone();
    change(&mut scenario);
    let practice = lesson.steps()[step - 1].practice.as_ref().expect("the step has a goal");
    practice.when.holds(&scenario, &Timeline::new(&scenario), Micros::from_ms(at_ms))
}

/// Asserts that further commands reach the goal of a step by an instant.
fn assert_reached(id: &str, step: usize, at_ms: u64, commands: &[Value]) {
    let add = |scenario: &mut Scenario| {
        for command in commands {
            let timed: ScheduledCommand = serde_json::from_value(command.clone()).unwrap();
            scenario.insert_command(timed.at, timed.command);
        }
    };
    assert!(!reaches(id, step, at_ms, |_| {}), "{id} {step} is reached at once");
    assert!(reaches(id, step, at_ms, add), "{id} {step}: {commands:?}");
}

#[test]
fn stale_read_by_a_crash_of_the_sender() {
    let crash = json!({ "at_ms": 325, "crash": { "leader": "F" } });
    assert_reached("asynchronous-replication", 4, 420, &[crash]);
}

#[test]
fn soup_for_everyone_from_another_leader() {
    let write = json!({ "at_ms": 610, "write": { "client": "ben", "key": "soup", "value": "pumpkin" } });
    assert_reached("asynchronous-replication", 6, 900, &[write]);
}

#[test]
fn ring_repaired_by_another_topology() {
    for topology in
        [json!("all-to-all"), json!({ "star": { "hub": "N" } }), json!({ "circular": { "both_ways": true } })]
    {
        assert_reached("ring", 5, 1500, &[json!({ "at_ms": 1210, "topology": topology })]);
    }
    assert_reached(
        "ring",
        5,
        1600,
        &[
            json!({ "at_ms": 1210, "connect": { "from": "F", "to": "T" } }),
            json!({ "at_ms": 1220, "connect": { "from": "N", "to": "F" } }),
        ],
    );
}

#[test]
fn star_repaired_by_another_hub_or_link() {
    for hub in ["T", "N", "S"] {
        assert_reached("star", 5, 1000, &[json!({ "at_ms": 510, "topology": { "star": { "hub": hub } } })]);
    }
    assert_reached("star", 5, 1000, &[json!({ "at_ms": 510, "connect": { "from": "T", "to": "S" } })]);
    assert_reached("star", 5, 1000, &[json!({ "at_ms": 510, "topology": "all-to-all" })]);
}

#[test]
fn pizzas_by_another_policy_or_setting() {
    let policy = json!("last-write-wins");
    assert!(
        reaches("all-to-all", 4, 600, |scenario| scenario.policy = serde_json::from_value(policy).unwrap())
    );
    let upsert = json!({ "update_missing": "upsert" });
    assert!(reaches("all-to-all", 4, 600, |scenario| scenario.replication =
        serde_json::from_value(upsert).unwrap()));
    assert_reached("all-to-all", 4, 600, &[json!({ "at_ms": 85, "replication": { "delivery": "causal" } })]);
}

#[test]
fn concurrent_titles_by_a_crash() {
    assert_reached("concurrent", 5, 2010, &[json!({ "at_ms": 125, "crash": { "leader": "F" } })]);
}

#[test]
fn seat_sold_twice_whenever_the_home_moves_in_time() {
    for at_ms in [160, 200, 239] {
        let assign = json!({ "at_ms": at_ms, "assign": { "key": "seat 12", "home": "T" } });
        assert_reached("home-leaders", 5, 350, &[assign]);
    }
}

#[test]
fn price_lost_by_a_clock_just_slow_enough() {
    let offset = |ms: i64| {
        reaches("last-write-wins", 3, 400, |scenario| {
            let ben = scenario.clients.iter_mut().find(|client| client.id.to_string() == "ben").unwrap();
            ben.clock.offset = replication::Offset::from_ms(ms);
        })
    };
    assert!(!offset(-30) && offset(-31) && offset(-1_000));
    let clock = json!({ "at_ms": 99, "clock": { "client": "ben", "offset_ms": -31 } });
    assert_reached("last-write-wins", 3, 400, &[clock]);
}

#[test]
fn carts_merged_in_a_list_or_by_reading_and_writing() {
    let list = json!({ "at_ms": 320, "merge": { "client": "ana", "key": "cart", "value": ["milk", "eggs", "ham"] } });
    assert_reached("siblings", 2, 420, &[list]);
    let tokyo = json!({ "at_ms": 620, "merge": { "client": "ben", "key": "cart", "value": { "set": ["bread", "eggs"] } } });
    assert_reached("siblings", 6, 720, &[tokyo]);
}

#[test]
fn versions_united_by_merging_or_by_reading_and_writing() {
    let write = json!({ "at_ms": 920, "write": { "client": "ben", "key": "page 3", "value": "both" } });
    assert_reached("who-has-seen-what", 7, 1020, &[write]);
    let merge = json!({ "at_ms": 210, "merge": { "client": "ben", "key": "page 1", "value": "both" } });
    assert_reached("dots", 5, 210, &[merge]);
}

#[test]
fn devices_agree_after_a_merge_on_any_of_them() {
    let heal = |other: &str| json!({ "at_ms": 1250, "heal": { "between": ["P", other] } });
    for at in ["P", "L", "B"] {
        let merge = json!({ "at_ms": 1400, "merge": { "client": "ana", "at": at, "key": "dentist", "value": "Thu" } });
        assert_reached("devices", 6, 1500, &[heal("L"), heal("B"), merge]);
    }
}

#[test]
fn post_saved_elsewhere_even_if_another_leader_is_down_too() {
    let crash = |leader: &str| json!({ "at_ms": 355, "crash": { "leader": leader } });
    assert_reached("why-several-leaders", 4, 800, &[crash("T"), crash("S")]);
}

#[test]
fn merge_code_fixed_in_any_commutative_way() {
    let code = |body: &str| {
        let source = format!("fn merge(mine, theirs) {{ {body} }}");
        let policy = json!({ "merge": { "with": { "script": { "source": source } } } });
        reaches("merge-on-write", 4, 500, |scenario| {
            scenario.policy = serde_json::from_value(policy).unwrap();
        })
    };
    for body in ["max(mine, theirs)", "min(mine, theirs)", "mine + theirs", "(mine + theirs) / 2", "50"] {
        assert!(code(body), "{body}");
    }
    for body in ["theirs", "mine - theirs", "throw \"no\""] {
        assert!(!code(body), "{body}");
    }
    let larger = json!({ "merge": { "with": "larger" } });
    assert!(reaches("merge-on-write", 4, 500, |scenario| scenario.policy =
        serde_json::from_value(larger).unwrap()));
}

#[test]
fn name_given_up_by_a_rename_or_a_deletion_on_either_side() {
    for (client, key) in [("ana", "user:ana"), ("ben", "user:ben")] {
        let rename = json!({ "at_ms": 310, "write": { "client": client, "key": key, "value": "kim" } });
        assert_reached("unseen-conflicts", 4, 410, &[rename]);
        let delete = json!({ "at_ms": 310, "delete": { "client": client, "key": key } });
        assert_reached("unseen-conflicts", 4, 410, &[delete]);
    }
}

#[test]
fn name_given_once_under_avoidance_alone() {
    let one_gets_it = |policy: Value| {
        reaches("unseen-conflicts", 5, 400, |scenario| {
            scenario.policy = serde_json::from_value(policy).unwrap()
        })
    };
    for homes in [json!({}), json!({ "*": "F" }), json!({ "*": "T" })] {
        assert!(one_gets_it(json!({ "avoidance": { "homes": homes } })), "{homes}");
    }
    for policy in ["none", "last-write-wins", "siblings", "merge", "crdt"] {
        assert!(!one_gets_it(json!(policy)), "{policy}");
    }
}
