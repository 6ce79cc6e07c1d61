//! Each kind of question gives the answer that follows by hand from a small run.

use crate::support::{ask, read, request, right, run, write};
use lessons::CannotAsk;
use replication::Micros;
use serde_json::{Value, json};

/// Ana writes 1 at 10 ms; it reaches B and C at 110 ms.
fn one_write() -> scenario::Scenario {
    run(json!({ "commands": [write(10, "ana", 1), read(200, "ben")] }))
}

/// Ana and Ben write at 10 and 20 ms, without having seen the other’s write.
fn two_writes(own: Value) -> scenario::Scenario {
    let mut fields = json!({ "commands": [write(10, "ana", 1), write(20, "ben", 2), read(200, "ana")] });
    if let (Value::Object(fields), Value::Object(own)) = (&mut fields, own) {
        fields.extend(own);
    }
    run(fields)
}

#[test]
fn read_returns_what_the_leader_stores_at_that_instant() {
    let question =
        |at: u64| json!({ "read": { "leader": "B", "key": "k", "at_ms": at, "answers": [[], [1]] } });
    assert_eq!(right(question(109), &one_write()), "Nothing");
    assert_eq!(right(question(110), &one_write()), "“1”");
    let both = json!({ "read": { "leader": "B", "key": "k", "at_ms": 120, "answers": [[2], [2, 1], [1]] } });
    assert_eq!(right(both, &two_writes(json!({}))), "“2” and “1”");
}

#[test]
fn siblings_are_the_versions_that_a_leader_stores() {
    let question =
        |at: u64| json!({ "siblings": { "leader": "A", "key": "k", "at_ms": at, "answers": [0, 1, 2] } });
    assert_eq!(right(question(9), &two_writes(json!({}))), "0");
    assert_eq!(right(question(119), &two_writes(json!({}))), "1");
    assert_eq!(right(question(120), &two_writes(json!({}))), "2");
}

#[test]
fn lost_are_the_writes_that_no_leader_keeps() {
    let writes = json!([[], [request("ana", 10)], [request("ben", 20)]]);
    let question = |at: u64| json!({ "lost": { "at_ms": at, "answers": writes } });
    let run = two_writes(json!({ "policy": "last-write-wins" }));
    assert_eq!(right(question(50), &run), "None");
    assert_eq!(right(question(200), &run), "Ana’s “1”");
}

#[test]
fn applied_names_the_leaders_that_have_a_write() {
    let question = |at: u64| json!({ "applied": { "write": request("ana", 10), "at_ms": at, "answers": [[], ["A"], ["A", "B", "C"]] } });
    assert_eq!(right(question(5), &one_write()), "Nobody");
    assert_eq!(right(question(109), &one_write()), "A");
    assert_eq!(right(question(110), &one_write()), "A, B and C");
}

#[test]
fn hops_count_the_links_on_the_way() {
    let ring = run(json!({ "topology": "circular", "commands": [write(10, "ana", 1)] }));
    let question = |leader: &str| json!({ "hops": { "write": request("ana", 10), "leader": leader, "answers": [1, 2] } });
    assert_eq!(right(question("B"), &ring), "1");
    assert_eq!(right(question("C"), &ring), "2");
    assert_eq!(ask(question("C"), &ring).unwrap().seen_at, Micros::from_ms(210));
    assert_eq!(right(question("C"), &one_write()), "1");
}

/// Ana, at B, writes 10 ms before Ben, at A. With equal timestamps the greater leader wins, so 10 ms suffice.
#[test]
fn offset_is_where_the_other_write_begins_to_win() {
    let run = run(json!({
        "policy": { "last-write-wins": { "timestamp": "client" } },
        "clients": [{ "id": "ana", "at": "B" }, { "id": "ben", "at": "A" }],
        "commands": [write(10, "ana", 1), write(20, "ben", 2), read(200, "ana")]
    }));
    let question = json!({ "offset": { "client": "ana", "at_ms": 200, "answers": [5, 10, 20] } });
    assert_eq!(right(question, &run), "10 ms");
}

#[test]
fn order_tells_what_the_writers_had_seen() {
    let order = |one: (&str, u64), other: (&str, u64)| json!({ "order": { "one": request(one.0, one.1), "other": request(other.0, other.1) } });
    let seen = run(json!({ "commands": [write(10, "ana", 1), read(150, "ben"), write(160, "ben", 2)] }));
    let (ana, ben) = (("ana", 10), ("ben", 160));
    assert_eq!(right(order(ana, ben), &seen), "Before: the writer of Ben’s “2” had seen it");
    assert_eq!(right(order(ben, ana), &seen), "After: its writer had seen Ana’s “1”");
    let unseen = right(order(ana, ("ben", 20)), &two_writes(json!({})));
    assert_eq!(unseen, "Concurrent: neither writer had seen the other’s write");
}

#[test]
fn vectors_compare_as_sets_of_writes() {
    let question =
        |one: &str, other: &str, at: u64| json!({ "vectors": { "one": one, "other": other, "at_ms": at } });
    let run = two_writes(json!({}));
    // At 15 ms A has its own write and B nothing; at 50 ms each has its own; at 200 ms all have both.
    assert!(right(question("A", "B", 15), &run).starts_with("After"));
    assert!(right(question("B", "A", 15), &run).starts_with("Before"));
    assert!(right(question("A", "B", 50), &run).starts_with("Concurrent"));
    assert!(right(question("A", "B", 200), &run).starts_with("Equal"));
}

#[test]
fn vector_counts_the_writes_of_each_leader() {
    let question = |leader: &str, at: u64| {
        let answers = json!([{}, { "A": 1 }, { "B": 1 }, { "A": 1, "B": 1, "C": 0 }]);
        json!({ "vector": { "leader": leader, "at_ms": at, "answers": answers } })
    };
    let run = two_writes(json!({}));
    assert_eq!(right(question("C", 50), &run), "A 0, B 0, C 0");
    assert_eq!(right(question("A", 50), &run), "A 1, B 0, C 0");
    assert_eq!(right(question("C", 120), &run), "A 1, B 1, C 0");
}

/// Ben answers a write of Ana’s that is cut off from C: C holds the answer back until the cut heals.
#[test]
fn held_back_are_writes_whose_causes_are_missing() {
    let run = run(json!({
        "replication": { "delivery": "causal" },
        "commands": [
            { "at_ms": 5, "cut": { "from": "A", "to": "C" } },
            write(10, "ana", 1), read(150, "ben"), write(160, "ben", 2),
            { "at_ms": 300, "heal": { "from": "A", "to": "C" } }
        ]
    }));
    let answers = json!([[], [request("ana", 10)], [request("ben", 160)]]);
    let question = |at: u64| json!({ "held_back": { "leader": "C", "at_ms": at, "answers": answers } });
    assert_eq!(right(question(259), &run), "None");
    assert_eq!(right(question(260), &run), "Ben’s “2”");
    assert_eq!(right(question(400), &run), "None");
}

/// B assigns `k` to itself at 50 ms; A, the home before, learns of it at 150 ms.
#[test]
fn homes_are_the_leaders_that_believe_to_be_home() {
    let run = run(json!({
        "policy": { "avoidance": { "homes": { "k": "A" } } },
        "commands": [{ "at_ms": 50, "assign": { "key": "k", "home": "B" } }]
    }));
    let question =
        |at: u64| json!({ "homes": { "key": "k", "at_ms": at, "answers": [["A"], ["B"], ["A", "B"]] } });
    assert_eq!(right(question(49), &run), "A");
    assert_eq!(right(question(100), &run), "A and B");
    assert_eq!(right(question(150), &run), "B");
}

#[test]
fn request_ends_as_its_client_learns() {
    let homes = json!({ "avoidance": { "homes": { "k": "A" } } });
    let end = |policy: &Value, commands: Value, client: &str| {
        right(
            json!({ "request": request(client, 10) }),
            &run(json!({ "policy": policy, "commands": commands })),
        )
    };
    let siblings = json!("siblings");
    assert_eq!(end(&siblings, json!([write(10, "ana", 1)]), "ana"), "It is accepted at once");
    let down = json!([{ "at_ms": 5, "crash": { "leader": "A" } }, write(10, "ana", 1)]);
    assert_eq!(end(&siblings, down, "ana"), "It is refused");
    let forwarded = "It is forwarded to the home of the key, which accepts it";
    assert_eq!(end(&homes, json!([write(10, "ben", 1)]), "ben"), forwarded);
    let down = json!([{ "at_ms": 5, "crash": { "leader": "A" } }, write(10, "ben", 1)]);
    assert_eq!(end(&homes, down, "ben"), "It gets no answer");
    let insert = |at: u64, client: &str| json!({ "at_ms": at, "insert": { "client": client, "key": "k", "value": 1 } });
    let taken = json!([insert(20, "ana"), insert(10, "ben")]);
    assert_eq!(end(&homes, taken, "ben"), "It is refused");
}

#[test]
fn request_is_answered_when_the_answer_is_back() {
    let policy = json!({ "avoidance": { "homes": { "k": "A" } } });
    let run = run(json!({ "policy": policy, "commands": [write(10, "ben", 1)] }));
    let asked = ask(json!({ "request": request("ben", 10) }), &run).unwrap();
    assert_eq!((asked.choices.len(), asked.seen_at), (4, Micros::from_ms(210)));
    // Where keys have no homes, nobody forwards.
    assert_eq!(ask(json!({ "request": request("ana", 10) }), &one_write()).unwrap().choices.len(), 3);
}

#[test]
fn end_is_agreement_divergence_or_a_queue() {
    let end = |run: &scenario::Scenario| right(json!({ "end": {} }), run);
    assert!(end(&one_write()).starts_with("All leaders"));
    assert!(end(&two_writes(json!({ "policy": "none" }))).starts_with("Leaders disagree"));
    let cut = run(json!({
        "commands": [{ "at_ms": 5, "cut": { "from": "A", "to": "B" } }, write(10, "ana", 1)]
    }));
    assert!(end(&cut).starts_with("Some writes are still queued"));
}

/// Ana is 20 ms from every leader, and asks A.
fn far_client(own: Value) -> scenario::Scenario {
    let ana = json!({ "id": "ana", "name": "Ana", "at": "A", "requests": { "latency": { "fixed_ms": 20 }, "timeout_ms": 50 } });
    let ben = json!({ "id": "ben", "name": "Ben", "at": "B" });
    let mut fields = json!({ "clients": [ana, ben] });
    if let (Value::Object(fields), Value::Object(own)) = (&mut fields, own) {
        fields.extend(own);
    }
    run(fields)
}

#[test]
fn request_that_travels_is_acknowledged_answered_or_without_an_answer() {
    let end = |own: Value| right(json!({ "request": request("ana", 10) }), &far_client(own));
    assert_eq!(end(json!({ "commands": [write(10, "ana", 1)] })), "It is acknowledged");
    assert_eq!(end(json!({ "commands": [read(10, "ana")] })), "It is answered");
    let down = json!({ "at_ms": 5, "crash": { "leader": "A" } });
    assert_eq!(end(json!({ "commands": [down, write(10, "ana", 1)] })), "It gets no answer");
    let update = json!({ "at_ms": 10, "update": { "client": "ana", "key": "k", "value": 1 } });
    assert_eq!(end(json!({ "commands": [update] })), "It is refused");
}

#[test]
fn latency_is_from_sending_to_the_response() {
    let question = |client: &str, answers: Value| json!({ "latency": { "request": request(client, 10), "answers": answers } });
    let run = far_client(json!({ "commands": [write(10, "ana", 1), write(10, "ben", 2)] }));
    let asked = ask(question("ana", json!([0, 20, 40])), &run).unwrap();
    assert_eq!((asked.choices[asked.right].text.as_str(), asked.seen_at), ("40 ms", Micros::from_ms(50)));
    assert_eq!(asked.text, "How long does Ana wait for the response to the request sent at 10 ms?");
    assert_eq!(right(question("ben", json!([0, 20, 40])), &run), "0 ms");
    let down = json!({ "at_ms": 5, "crash": { "leader": "A" } });
    let unanswered = far_client(json!({ "commands": [down, write(10, "ana", 1)] }));
    assert_eq!(ask(question("ana", json!([0, 40])), &unanswered), Err(CannotAsk::NotServed));
    assert_eq!(ask(question("cleo", json!([0, 40])), &run), Err(CannotAsk::NotServed));
}

/// Each adds 3 to a key of its own; together that is too much at a leader that has both.
#[test]
fn broken_are_the_invariants_at_each_leader() {
    let key = |at: u64, client: &str, key: &str| json!({ "at_ms": at, "write": { "client": client, "key": key, "value": 3 } });
    let commands = json!([key(10, "ana", "k1"), key(20, "ben", "k2"), read(200, "ana")]);
    let invariants = json!([r#"sum("k*") <= 5"#]);
    let broken = run(json!({ "commands": commands, "invariants": invariants }));
    let question = |at: u64| json!({ "broken": { "at_ms": at, "answers": [[], ["B"], ["A", "B", "C"]] } });
    assert_eq!(right(question(109), &broken), "Nobody");
    assert_eq!(right(question(110), &broken), "B");
    assert_eq!(right(question(120), &broken), "A, B and C");
    assert_eq!(ask(question(120), &broken).unwrap().text, "Which leaders break the invariant at 120 ms?");
    let without = run(json!({ "commands": commands }));
    assert_eq!(ask(question(120), &without), Err(CannotAsk::NoInvariant));
}
