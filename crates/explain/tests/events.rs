//! The sentences of events that the gallery does not have, each in a small run.

mod common;

use common::{ANA_AND_BEN, events, narration, pair, scenario};
use explain::describe_record;
use insta::assert_snapshot;
use replication::Micros;
use timeline::Timeline;

fn both(timeline: &Timeline) -> String {
    format!("Events\n{}\nNarration\n{}", events(timeline, 200), narration(timeline, 200))
}

fn of_three(settings: &str, commands: &str) -> String {
    both(&Timeline::new(&scenario(settings, commands)))
}

const BEN_READS_FIRST: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 120, "read": { "client": "ben", "key": "cart" } },
    { "at_ms": 130, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

#[test]
fn concurrent_writes_are_kept_as_siblings() {
    assert_snapshot!(both(&pair(r#""policy": "siblings""#, ANA_AND_BEN)));
}

#[test]
fn of_concurrent_writes_the_later_timestamp_wins() {
    assert_snapshot!(both(&pair(r#""policy": "last-write-wins""#, ANA_AND_BEN)));
}

#[test]
fn without_a_policy_the_later_arrival_overwrites() {
    assert_snapshot!(both(&pair(r#""policy": "none""#, ANA_AND_BEN)));
}

#[test]
fn a_write_supersedes_what_its_client_had_read() {
    assert_snapshot!(both(&pair(r#""policy": "siblings""#, BEN_READS_FIRST)));
}

#[test]
fn a_write_from_a_slow_clock_loses_to_what_its_client_had_read() {
    let behind =
        format!(r#"{{ "at_ms": 0, "jump": {{ "leader": "T", "by_ms": -1000 }} }}, {BEN_READS_FIRST}"#);
    assert_snapshot!(both(&pair(r#""policy": "last-write-wins""#, &behind)));
}

#[test]
fn leaders_merge_supersedes_the_versions_it_merged() {
    let sets = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
        { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": ["eggs"] } }"#;
    assert_snapshot!(both(&pair(r#""policy": "merge""#, sets)));
}

#[test]
fn a_merge_that_fails_keeps_all_versions() {
    assert_snapshot!(both(&pair(r#""policy": { "merge": { "with": "sum" } }"#, ANA_AND_BEN)));
}

#[test]
fn a_message_stopped_by_a_cut_is_sent_again_after_healing() {
    let cut = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 40, "cut": { "from": "F", "to": "T" } },
        { "at_ms": 400, "heal": { "from": "F", "to": "T" } }"#;
    assert_snapshot!(both(&pair(r#""policy": "siblings""#, cut)));
}

#[test]
fn messages_are_rescheduled_dropped_and_duplicated_by_overrides() {
    let overrides = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "message": { "from": "F", "to": "T", "write": "F1", "then": { "arrives_ms": 300 } } },
        { "at_ms": 30, "write": { "client": "ana", "key": "cart", "value": "ham" } },
        { "at_ms": 40, "message": { "from": "F", "to": "T", "write": "F2", "then": "lost" } },
        { "at_ms": 50, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
        { "at_ms": 60, "message": { "from": "T", "to": "F", "write": "T1", "then": "doubled" } }"#;
    assert_snapshot!(both(&pair(r#""policy": "siblings""#, overrides)));
}

#[test]
fn a_lossy_link_drops_and_duplicates() {
    let text = r#"{ "polyleader": 1, "title": "Lossy", "seed": 5,
        "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" }],
        "links": { "latency": { "fixed_ms": 100 }, "jitter_ms": 80, "loss_percent": 50, "duplicate_percent": 50 },
        "policy": "siblings", "clients": [{ "id": "ana", "name": "Ana", "at": "F" }],
        "commands": [
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 20, "write": { "client": "ana", "key": "cart", "value": "eggs" } },
            { "at_ms": 30, "write": { "client": "ana", "key": "cart", "value": "ham" } }] }"#;
    let scenario = scenario::Scenario::from_json(text).unwrap_or_else(|error| panic!("{error}"));
    assert_snapshot!(both(&Timeline::new(&scenario)));
}

#[test]
fn a_link_with_jitter_buffers_messages_that_arrive_early() {
    let early = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 15, "message": { "from": "F", "to": "T", "write": "F1", "then": "lost" } },
        { "at_ms": 20, "write": { "client": "ana", "key": "cart", "value": "ham" } }"#;
    assert_snapshot!(both(&pair(r#""policy": "siblings""#, early)));
}

#[test]
fn operations_that_cannot_be_applied_stop_the_link_wait_are_skipped_or_applied_anyway() {
    let update = r#"
        { "at_ms": 1, "cut": { "from": "F", "to": "S" } },
        { "at_ms": 2, "insert": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "update": { "client": "ben", "key": "cart", "value": "ham" } },
        { "at_ms": 300, "skip": { "from": "T", "to": "S" } },
        { "at_ms": 400, "heal": { "from": "F", "to": "S" } }"#;
    for handling in ["stop", "wait", "skip", "upsert"] {
        let settings = format!(r#""policy": "none", "replication": {{ "update_missing": "{handling}" }}"#);
        assert_snapshot!(format!("update-missing-{handling}"), of_three(&settings, update));
    }
}

#[test]
fn under_causal_delivery_a_write_is_buffered_until_its_dependencies_are_applied() {
    let commands = r#"
        { "at_ms": 1, "cut": { "from": "F", "to": "S" } },
        { "at_ms": 2, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 110, "read": { "client": "ben", "key": "cart" } },
        { "at_ms": 111, "write": { "client": "ben", "key": "cart", "value": "ham" } },
        { "at_ms": 300, "heal": { "from": "F", "to": "S" } }"#;
    assert_snapshot!(of_three(r#""policy": "siblings", "replication": { "delivery": "causal" }"#, commands));
}

#[test]
fn without_loop_suppression_a_write_circulates() {
    let commands = r#"
        { "at_ms": 10, "increment": { "client": "ana", "key": "likes" } },
        { "at_ms": 320, "replication": { "suppress": "dot", "forward": "everything" } }"#;
    let settings = r#""policy": "none", "replication": { "suppress": "off", "forward": "everything" }"#;
    let timeline = Timeline::new(&scenario(settings, commands));
    assert_snapshot!(format!("Events\n{}\nNarration\n{}", events(&timeline, 40), narration(&timeline, 200)));
}

#[test]
fn requests_are_forwarded_to_the_home_and_a_home_that_moves_makes_a_window() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "milk" } },
        { "at_ms": 400, "assign": { "key": "cart", "home": "T" } },
        { "at_ms": 420, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
        { "at_ms": 800, "cut": { "from": "F", "to": "T" } },
        { "at_ms": 810, "write": { "client": "ana", "key": "cart", "value": "ham" } }"#;
    assert_snapshot!(of_three(r#""policy": { "avoidance": { "homes": { "cart": "F" } } }"#, commands));
}

#[test]
fn members_join_leave_crash_and_restart() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 120, "delete": { "client": "ben", "key": "cart" } },
        { "at_ms": 300, "join": { "id": "N", "name": "Nairobi", "from": "F" } },
        { "at_ms": 350, "cut": { "between": ["F", "N"] } },
        { "at_ms": 360, "heal": { "between": ["F", "N"] } },
        { "at_ms": 600, "crash": { "leader": "S" } },
        { "at_ms": 610, "read": { "client": "cleo", "key": "cart" } },
        { "at_ms": 650, "write": { "client": "ana", "key": "cart", "value": "eggs" } },
        { "at_ms": 900, "restart": { "leader": "S" } },
        { "at_ms": 1200, "leave": { "leader": "F" } },
        { "at_ms": 1300, "write": { "client": "ana", "key": "cart", "value": "ham" } }"#;
    assert_snapshot!(of_three(r#""policy": "siblings""#, commands));
}

#[test]
fn a_leader_that_drains_says_so_and_leaves_once_its_writes_are_delivered() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "leave": { "leader": "F", "drain": true } },
        { "at_ms": 30, "write": { "client": "ana", "key": "cart", "value": "eggs" } }"#;
    assert_snapshot!(of_three(r#""policy": "siblings""#, commands));
}

#[test]
fn a_leader_that_cannot_drain_says_what_it_waits_for() {
    let commands = r#"
        { "at_ms": 1, "cut": { "from": "F", "to": "S" } },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "leave": { "leader": "F", "drain": true } }"#;
    let text = of_three(r#""policy": "siblings""#, commands);
    let told =
        "the link from Frankfurt to São Paulo is cut. Frankfurt leaves once it has sent it. [Heal the link]";
    assert!(text.contains(told), "{text}");
    let states = [0, 1, 2].map(explain::describe_draining);
    assert_eq!(states, ["leaving", "leaving: 1 write still to send", "leaving: 2 writes still to send"]);
}

#[test]
fn a_write_that_its_leader_left_without_sending_is_stranded() {
    let commands = r#"
        { "at_ms": 0, "cut": { "from": "F", "to": "S" } },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "leave": { "leader": "F" } }"#;
    assert_snapshot!(of_three(r#""policy": "siblings""#, commands));
}

#[test]
fn what_depends_on_a_departed_write_is_held_back_until_that_is_purged() {
    let commands = |more: &str| {
        format!(
            r#"{{ "at_ms": 0, "cut": {{ "between": ["F", "T"] }} }},
            {{ "at_ms": 0, "cut": {{ "between": ["F", "S"] }} }},
            {{ "at_ms": 10, "write": {{ "client": "ana", "key": "cart", "value": "milk" }} }},
            {{ "at_ms": 20, "write": {{ "client": "ana", "key": "note", "value": "hello", "at": "T" }} }},
            {{ "at_ms": 30, "leave": {{ "leader": "F" }} }}{more}"#
        )
    };
    let settings = r#""policy": "last-write-wins", "replication": { "delivery": "causal" }"#;
    assert_snapshot!(of_three(settings, &commands("")));
    let purge = r#", { "at_ms": 500, "purge": { "write": "F1" } }"#;
    assert_snapshot!(of_three(settings, &commands(purge)));
}

#[test]
fn a_request_waits_for_a_leader_that_is_behind_its_client() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "write": { "client": "ana", "key": "note", "value": "hello", "at": "T" } },
        { "at_ms": 25, "read": { "client": "ana", "key": "cart", "at": "S" } }"#;
    let replication = r#"{ "delivery": "causal", "session_writes": "wait", "session_reads": "refuse" }"#;
    let settings = format!(r#""policy": "last-write-wins", "replication": {replication}"#);
    assert_snapshot!(of_three(&settings, commands));
}

#[test]
fn settings_change_and_commands_without_effect_say_why() {
    let commands = r#"
        { "at_ms": 10, "topology": "circular" },
        { "at_ms": 20, "policy": "none" },
        { "at_ms": 30, "links": { "latency": { "fixed_ms": 10 } } },
        { "at_ms": 40, "replication": { "delivery": "causal" } },
        { "at_ms": 50, "clock": { "leader": "F", "offset_ms": 120 } },
        { "at_ms": 60, "jump": { "client": "ana", "by_ms": -40 } },
        { "at_ms": 70, "crash": { "leader": "T" } },
        { "at_ms": 80, "crash": { "leader": "T" } },
        { "at_ms": 90, "disconnect": { "between": ["F", "S"] } },
        { "at_ms": 100, "connect": { "from": "F", "to": "S" } },
        { "at_ms": 110, "heal-all": {} },
        { "at_ms": 120, "leave": { "leader": "T" } },
        { "at_ms": 130, "restart": { "leader": "T" } }"#;
    assert_snapshot!(of_three(r#""policy": "siblings""#, commands));
}

/// Topology and policy are named as they were set, from wherever one looks.
#[test]
fn a_setting_is_named_as_it_was_set_whatever_holds_at_the_playhead() {
    let changes = r#"
        { "at_ms": 10, "topology": "circular" }, { "at_ms": 20, "policy": "none" },
        { "at_ms": 20, "policy": "siblings" }, { "at_ms": 30, "topology": "all-to-all" }"#;
    let timeline = pair(r#""policy": "last-write-wins""#, changes);
    let seen_from = |ms: u64| -> Vec<String> {
        let run = timeline.run_at(Micros::from_ms(ms), None);
        (0..4).map(|number| describe_record(&timeline, run.world(), number)).collect()
    };
    let wanted = ["“Ring”", "“None”", "“Siblings”", "“All-to-all”"];
    for at_ms in [0, 10, 25, 40] {
        let sentences = seen_from(at_ms);
        assert!(sentences.iter().zip(wanted).all(|(one, name)| one.contains(name)), "{sentences:?}");
    }
}

#[test]
fn a_leader_that_has_left_keeps_its_name_and_a_missing_record_has_no_sentence() {
    let leaves = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 200, "leave": { "leader": "F" } }"#;
    let timeline = pair(r#""policy": "siblings""#, leaves);
    let run = timeline.run_at(timeline.ends_at(), None);
    assert!(describe_record(&timeline, run.world(), 0).starts_with("Frankfurt accepted"));
    assert_eq!(describe_record(&timeline, run.world(), usize::MAX), "");
}
