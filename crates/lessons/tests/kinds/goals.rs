//! Each kind of goal holds where it should, and nowhere else.

use scenario::Scenario;
use serde_json::{Value, json};

use crate::support::{holds, read, request, run, write};

/// Asserts that a goal holds at one instant of a run, and not at another.
fn assert_from(goal: &Value, run: &Scenario, not_at: u64, at: u64) {
    assert!(!holds(goal.clone(), run, not_at), "{goal} holds at {not_at} ms");
    assert!(holds(goal.clone(), run, at), "{goal} does not hold at {at} ms");
}

/// Ana writes 1 at 10 ms, Ben 2 at 20 ms; the writes cross, and have arrived at 110 and 120 ms.
fn two_writes(policy: &str) -> Scenario {
    run(json!({ "policy": policy, "commands": [write(10, "ana", 1), write(20, "ben", 2)] }))
}

#[test]
fn conflict_holds_once_a_leader_stores_siblings() {
    // C has both at 120 ms, B stores siblings when Ana’s write arrives.
    assert_from(&json!({ "conflict": {} }), &two_writes("siblings"), 109, 110);
    assert!(!holds(json!({ "conflict": {} }), &two_writes("last-write-wins"), 120));
}

#[test]
fn losses_are_counted() {
    let run = two_writes("last-write-wins");
    // A gives its own write up when Ben’s arrives: the last copy.
    assert_from(&json!({ "lost": 1 }), &run, 50, 120);
    assert!(!holds(json!({ "lost": 2 }), &run, 120));
    assert_from(&json!({ "nothing_lost": {} }), &run, 120, 50);
}

#[test]
fn accepted_writes_are_counted() {
    assert_from(&json!({ "accepted": 2 }), &two_writes("siblings"), 19, 20);
}

#[test]
fn leaders_converge_or_diverge_once_nothing_is_in_flight() {
    let (converged, diverged) = (json!({ "converged": {} }), json!({ "diverged": {} }));
    assert_from(&converged, &two_writes("siblings"), 119, 120);
    assert!(!holds(diverged.clone(), &two_writes("siblings"), 120));
    assert_from(&diverged, &two_writes("none"), 119, 120);
    assert!(!holds(converged, &two_writes("none"), 120));
}

#[test]
fn values_are_read_in_any_order() {
    let reads = |values: Value| json!({ "reads": { "leader": "A", "key": "k", "values": values } });
    let run = two_writes("siblings");
    assert_from(&reads(json!([2, 1])), &run, 119, 120);
    assert_from(&reads(json!([1])), &run, 120, 119);
    assert!(holds(reads(json!([])), &run, 5));
}

#[test]
fn items_are_in_the_one_list_or_set_that_is_read() {
    let cart = |at: u64, client: &str, value: Value| json!({ "at_ms": at, "write": { "client": client, "key": "k", "value": value } });
    let items = |with: Value, without: Value| json!({ "items": { "leader": "A", "key": "k", "with": with, "without": without } });
    for value in [json!(["eggs", "ham"]), json!({ "set": ["ham", "eggs"] })] {
        let run = run(json!({ "commands": [cart(10, "ana", value)] }));
        assert_from(&items(json!(["eggs"]), json!(["milk"])), &run, 9, 10);
        assert!(!holds(items(json!(["eggs", "milk"]), json!([])), &run, 10));
        assert!(!holds(items(json!(["eggs"]), json!(["ham"])), &run, 10));
    }
    let siblings =
        run(json!({ "commands": [cart(10, "ana", json!(["eggs"])), cart(20, "ben", json!(["eggs"]))] }));
    assert_from(&items(json!(["eggs"]), json!([])), &siblings, 120, 119);
}

#[test]
fn siblings_are_counted_exactly() {
    let siblings = |count: u64| json!({ "siblings": { "leader": "A", "key": "k", "count": count } });
    let run = two_writes("siblings");
    assert_from(&siblings(2), &run, 119, 120);
    assert_from(&siblings(1), &run, 120, 119);
    assert_from(&siblings(0), &run, 10, 9);
}

#[test]
fn latest_read_of_a_client_counts() {
    let run = run(
        json!({ "commands": [write(10, "ana", 1), read(50, "ben"), read(120, "ben"), read(130, "ana")] }),
    );
    let returned = |client: &str, values: Value| json!({ "returned": { "client": client, "key": "k", "values": values } });
    assert_from(&returned("ben", json!([])), &run, 49, 50);
    assert_from(&returned("ben", json!([1])), &run, 119, 120);
    assert!(!holds(returned("ben", json!([])), &run, 120));
    assert_from(&returned("ana", json!([1])), &run, 129, 130);
}

#[test]
fn concurrent_goal_requires_a_minimum_distance() {
    let apart = |ms: u64| json!({ "concurrent": { "apart_ms": ms } });
    assert_from(&apart(10), &two_writes("siblings"), 19, 20);
    assert!(!holds(apart(11), &two_writes("siblings"), 120));
    let seen = run(json!({ "commands": [write(10, "ana", 1), read(150, "ben"), write(160, "ben", 2)] }));
    assert!(!holds(apart(0), &seen, 260));
    let other_key = json!({ "at_ms": 20, "write": { "client": "ben", "key": "other", "value": 2 } });
    assert!(!holds(apart(0), &run(json!({ "commands": [write(10, "ana", 1), other_key] })), 120));
}

#[test]
fn vectors_compare_in_one_of_four_ways() {
    let vectors = |relation: &str| json!({ "vectors": { "one": "A", "other": "B", "relation": relation } });
    let run = two_writes("siblings");
    // A has 1 from 10 ms on, B 2 from 20 ms on; B has both at 110 ms, A at 120 ms.
    assert_from(&vectors("equal"), &run, 15, 5);
    assert_from(&vectors("after"), &run, 5, 15);
    assert_from(&vectors("concurrent"), &run, 15, 50);
    assert_from(&vectors("before"), &run, 50, 115);
    assert_from(&vectors("equal"), &run, 115, 120);
}

#[test]
fn leaders_have_applied_the_same_writes() {
    assert_from(&json!({ "applied_same": ["A", "B", "C"] }), &two_writes("siblings"), 119, 120);
    assert!(!holds(json!({ "applied_same": [] }), &two_writes("siblings"), 120));
}

#[test]
fn leader_holds_back_what_came_before_its_cause() {
    let run = run(json!({
        "replication": { "delivery": "causal" },
        "commands": [
            { "at_ms": 5, "cut": { "from": "A", "to": "C" } },
            write(10, "ana", 1), read(150, "ben"), write(160, "ben", 2)
        ]
    }));
    assert_from(&json!({ "holds_back": "C" }), &run, 259, 260);
    assert!(!holds(json!({ "holds_back": "B" }), &run, 260));
}

#[test]
fn two_homes_accept_writes_until_the_assignment_arrives() {
    let run = run(json!({
        "policy": { "avoidance": { "homes": { "k": "A" } } },
        "commands": [{ "at_ms": 50, "assign": { "key": "k", "home": "B" } }]
    }));
    let two_homes = json!({ "two_homes": "k" });
    assert_from(&two_homes, &run, 49, 50);
    assert_from(&two_homes, &run, 150, 149);
    assert!(!holds(two_homes, &two_writes("siblings"), 50));
}

#[test]
fn leaders_are_up_or_down() {
    let run = run(json!({ "commands": [
        { "at_ms": 10, "crash": { "leader": "A" } }, { "at_ms": 20, "restart": { "leader": "A" } }
    ] }));
    assert_from(&json!({ "down": "A" }), &run, 9, 10);
    assert_from(&json!({ "all_up": {} }), &run, 10, 20);
    assert!(!holds(json!({ "down": "B" }), &run, 10));
}

#[test]
fn crashes_cuts_and_changed_messages_are_faults() {
    let no_faults = || json!({ "no_faults": {} });
    assert!(holds(no_faults(), &two_writes("siblings"), 0));
    for fault in [
        json!({ "at_ms": 5, "crash": { "leader": "A" } }),
        json!({ "at_ms": 5, "cut": { "between": ["A", "B"] } }),
        json!({ "at_ms": 5, "partition": { "groups": [["A"], ["B", "C"]] } }),
        json!({ "at_ms": 5, "leave": { "leader": "C" } }),
        json!({ "at_ms": 15, "message": { "from": "A", "to": "B", "write": "A1", "then": "lost" } }),
    ] {
        assert!(!holds(no_faults(), &run(json!({ "commands": [write(10, "ana", 1), fault] })), 0), "{fault}");
    }
}

#[test]
fn policy_and_topology_are_those_in_force() {
    let run = run(json!({ "commands": [
        { "at_ms": 10, "policy": "last-write-wins" }, { "at_ms": 20, "topology": { "star": { "hub": "B" } } }
    ] }));
    assert_from(&json!({ "policy": "last-write-wins" }), &run, 9, 10);
    assert_from(&json!({ "topology": "star" }), &run, 19, 20);
}

#[test]
fn refused_and_unanswered_requests_are_counted() {
    let run = run(json!({
        "policy": { "avoidance": { "homes": { "k": "A" } } },
        "commands": [{ "at_ms": 5, "crash": { "leader": "A" } }, write(10, "ana", 1), write(20, "ben", 2)]
    }));
    // Ana’s leader is down; Ben’s waits for the home for a round trip and 10 ms.
    assert_from(&json!({ "refused": 1 }), &run, 9, 10);
    assert_from(&json!({ "refused": 2 }), &run, 229, 230);
}

#[test]
fn goals_combine() {
    let run = two_writes("siblings");
    let (early, late) = (json!({ "accepted": 1 }), json!({ "converged": {} }));
    assert_from(&json!({ "all": [early, late] }), &run, 50, 120);
    assert_from(&json!({ "any": [early, late] }), &run, 5, 50);
    assert!(holds(json!({ "all": [] }), &run, 0) && !holds(json!({ "any": [] }), &run, 0));
}

#[test]
fn request_refers_to_its_write() {
    let run = run(json!({
        "policy": { "avoidance": { "homes": { "k": "A" } } }, "commands": [write(10, "ben", 1)]
    }));
    let applied =
        json!({ "applied": { "write": request("ben", 10), "at_ms": 150, "answers": [["A"], ["B"]] } });
    assert_eq!(crate::support::right(applied, &run), "A");
}

#[test]
fn write_is_accepted_by_a_leader() {
    let by = |client: &str, leader: &str| json!({ "accepted_by": { "client": client, "leader": leader } });
    let run = two_writes("siblings");
    assert_from(&by("ana", "A"), &run, 9, 10);
    // B has Ana’s write later, but did not accept it.
    assert!(!holds(by("ana", "B"), &run, 120) && !holds(by("ben", "A"), &run, 120));
}

#[test]
fn check_holds_once_it_has_something_to_check() {
    let check = |id: &str| json!({ "check": id });
    assert_from(&check("no-lost-writes"), &two_writes("siblings"), 9, 10);
    assert_from(&check("no-lost-writes"), &two_writes("last-write-wins"), 120, 50);
    assert!(!holds(check("no-such-check"), &two_writes("siblings"), 120));
}

/// A balance of 3 from which Ana and Ben take 2 each, until Ben pays 2 in at 300 ms.
#[test]
fn invariants_hold_now_or_have_been_kept() {
    let add = |at: u64, client: &str, by: i64| json!({ "at_ms": at, "increment": { "client": client, "key": "k", "by": by } });
    let run = run(json!({
        "policy": "crdt",
        "commands": [add(10, "ana", 3), add(150, "ana", -2), add(160, "ben", -2), add(300, "ben", 2)],
        "invariants": [r#"value("k") >= 0"#]
    }));
    let (hold, kept) = (json!({ "invariants_hold": {} }), json!({ "invariants_kept": {} }));
    assert_from(&hold, &run, 250, 249);
    // C has it last, at 400 ms.
    assert_from(&hold, &run, 399, 400);
    assert_from(&kept, &run, 400, 249);
    let without = two_writes("siblings");
    assert!(!holds(hold, &without, 120) && !holds(kept, &without, 120));
}
