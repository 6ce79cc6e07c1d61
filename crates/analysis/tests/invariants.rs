//! Invariants: what the language says, where it is broken, and what is wrong with a text that is none.

use analysis::{Finding, NotChecked, Status, Verdict, check_all, invariant_limits};
use scenario::invariants::Invariant;
use scenario::invariants::limits::MAX_INVARIANT_BYTES;
use scenario::testing::scenario_of;
use timeline::Timeline;

/// Ana writes at Frankfurt and Ben at Tokyo, 100 ms apart, at the same time and then again.
fn run(policy: &str, commands: &str) -> Timeline {
    let scenario = scenario_of(&["Frankfurt", "Tokyo"], &["Ana at F", "Ben at T"]);
    Timeline::new(&scenario.with("policy", policy).commands(commands).build())
}

fn write(at: u64, client: &str, key: &str, value: &str) -> String {
    format!(r#"{{ "at_ms": {at}, "write": {{ "client": "{client}", "key": "{key}", "value": {value} }} }}"#)
}

fn verdict(timeline: &Timeline, invariant: &str) -> Verdict {
    let invariant: Invariant = invariant.parse().unwrap_or_else(|error| panic!("{invariant}, {error}"));
    check_all(timeline, timeline.ends_at(), &[], &[invariant]).remove(0)
}

/// Each breach: the leader, since when and until when, and the writes.
fn breaches(timeline: &Timeline, invariant: &str) -> Vec<String> {
    let verdict = verdict(timeline, invariant);
    let text = |witness: &analysis::Witness| {
        let Finding::Broken { until } = witness.finding else { panic!("{witness:?}") };
        let until = until.map(|until| until.to_string()).unwrap_or_default();
        let writes: Vec<String> = witness.writes.iter().map(ToString::to_string).collect();
        format!("{} {}–{until} {}", witness.leaders[0], witness.at, writes.join(" ")).trim().to_owned()
    };
    verdict.witnesses.iter().map(text).collect()
}

/// Whether an invariant holds where one client writes these values, one after another.
fn holds(invariant: &str, values: &[(&str, &str)]) -> bool {
    let writes = values.iter().zip(1..).map(|((key, value), number)| write(number * 10, "ana", key, value));
    let timeline = run(r#""last-write-wins""#, &writes.collect::<Vec<_>>().join(","));
    let last = Finding::Broken { until: None };
    !verdict(&timeline, invariant).witnesses.iter().any(|witness| witness.finding == last)
}

fn error(text: &str) -> String {
    text.parse::<Invariant>().map(|_| ()).expect_err(text).to_string()
}

#[test]
fn balance_that_two_leaders_draw_on_at_once_is_negative_where_both_arrive() {
    let increment = |at: u64, client: &str, by: i64| {
        format!(
            r#"{{ "at_ms": {at}, "increment": {{ "client": "{client}", "key": "balance", "by": {by} }} }}"#
        )
    };
    let all = [increment(10, "ana", 100), increment(300, "ana", -80), increment(310, "ben", -80)];
    let timeline = run(r#""crdt""#, &all.join(","));
    // Of the totals of both leaders, which make the value together, the first is named.
    assert_eq!(breaches(&timeline, r#"value("balance") >= 0"#), ["T 400 ms– F2", "F 410 ms– F2"]);
    assert_eq!(breaches(&timeline, r#"value("balance") >= -60"#), [""; 0]);
    let alone = run(r#""crdt""#, &all[..2].join(","));
    assert_eq!(verdict(&alone, r#"value("balance") >= 0"#).status, Status::Holds);
}

#[test]
fn name_that_two_users_take_at_once_is_not_unique_until_one_gives_it_up() {
    let ana = r#"{ "map": { "name": "sam" } }"#;
    let commands = [
        write(10, "ana", "user:1", ana),
        write(10, "ben", "user:2", ana),
        write(500, "ben", "user:2", r#"{ "map": { "name": "kim" } }"#),
    ];
    let timeline = run(r#""siblings""#, &commands.join(","));
    let unique = r#"unique("user:*".name)"#;
    assert_eq!(breaches(&timeline, unique), ["F 110 ms–600 ms F1 T1", "T 110 ms–500 ms F1 T1"]);
    assert_eq!(verdict(&timeline, r#"unique("user:*".age)"#).status, Status::Holds);
    let by_name = [write(10, "ana", "name:sam", r#""user 1""#), write(10, "ben", "name:sam", r#""user 2""#)];
    let timeline = run(r#""siblings""#, &by_name.join(","));
    assert_eq!(breaches(&timeline, r#"versions("name:*") <= 1"#), ["F 110 ms– F1", "T 110 ms– F1"]);
}

#[test]
fn rooms_are_booked_twice_only_if_bookings_of_one_room_overlap() {
    let booking = |room: u64, from: u64, to: u64| {
        format!(r#"{{ "map": {{ "room": {room}, "from": {from}, "to": {to} }} }}"#)
    };
    let both = |one: String, other: String| {
        let commands = [write(10, "ana", "booking:1", &one), write(10, "ben", "booking:2", &other)];
        let timeline = run(r#""siblings""#, &commands.join(","));
        let per_room = breaches(&timeline, r#"no_overlap("booking:*", from, to, per room)"#).len();
        (per_room, breaches(&timeline, r#"no_overlap("booking:*")"#).len())
    };
    assert_eq!(both(booking(5, 10, 12), booking(5, 11, 13)), (2, 2));
    assert_eq!(both(booking(5, 10, 12), booking(5, 12, 13)), (0, 0), "the end is not part of it");
    assert_eq!(both(booking(5, 10, 12), booking(6, 11, 13)), (0, 2), "another room");
    assert_eq!(both(booking(5, 10, 20), booking(5, 12, 13)), (2, 2), "one inside the other");
    assert_eq!(both(booking(5, 10, 12), booking(5, 11, 11)), (0, 0), "no length");
    let day = |from: &str, to: &str| format!(r#"{{ "map": {{ "from": "{from}", "to": "{to}" }} }}"#);
    assert_eq!(both(day("09:00", "10:30"), day("10:00", "11:00")).1, 2, "texts compare letter by letter");
}

#[test]
fn bookings_of_one_key_overlap_within_a_value_and_not_between_siblings() {
    let list = |first: (u64, u64), second: (u64, u64)| {
        let one = |(from, to)| format!(r#"{{ "map": {{ "from": {from}, "to": {to} }} }}"#);
        format!("[{}, {}]", one(first), one(second))
    };
    let per_key = r#"no_overlap("room:*", per key)"#;
    assert!(!holds(per_key, &[("room:1", &list((1, 3), (2, 4)))]));
    assert!(holds(per_key, &[("room:1", &list((1, 2), (2, 4))), ("room:2", &list((1, 2), (2, 4)))]));
    let siblings = [
        write(10, "ana", "room:1", &list((1, 2), (3, 4))),
        write(10, "ben", "room:1", &list((1, 4), (5, 6))),
    ];
    let timeline = run(r#""siblings""#, &siblings.join(","));
    assert_eq!(breaches(&timeline, per_key), [""; 0], "no read returns both");
}

#[test]
fn cart_with_too_many_items_breaks_its_limit_at_each_leader_that_merges() {
    let add = |client: &str, item: &str| {
        format!(r#"{{ "at_ms": 10, "add": {{ "client": "{client}", "key": "cart", "item": "{item}" }} }}"#)
    };
    let commands = [add("ana", "milk"), add("ana", "eggs"), add("ben", "ham")];
    let timeline = run(r#"{ "crdt": { "type": "set" } }"#, &commands.join(","));
    assert_eq!(breaches(&timeline, r#"count("cart") <= 2"#).len(), 2);
    assert_eq!(breaches(&timeline, r#"count("cart") <= 3"#).len(), 0);
}

#[test]
fn invariant_must_hold_for_every_combination_of_siblings() {
    let commands = [
        write(10, "ana", "a", "1"),
        write(10, "ben", "a", "5"),
        write(10, "ana", "b", "3"),
        write(10, "ben", "b", "2"),
    ];
    let timeline = run(r#""siblings""#, &commands.join(","));
    assert_eq!(
        breaches(&timeline, r#"value("a") + value("b") <= 7"#),
        ["F 110 ms– F2 T1", "T 110 ms– F2 T1"]
    );
    assert_eq!(breaches(&timeline, r#"value("a") + value("b") <= 8"#).len(), 0);
    assert_eq!(breaches(&timeline, r#"sum("*") >= 4"#), ["F 110 ms– F1 T2", "T 110 ms– F1 T2"]);
}

#[test]
fn too_many_combinations_of_siblings_are_a_verdict_of_their_own() {
    let keys = 0..10;
    let both = keys.flat_map(|key| {
        let key = format!("k{key}");
        [write(10, "ana", &key, "1"), write(10, "ben", &key, "2")]
    });
    let timeline = run(r#""siblings""#, &both.collect::<Vec<_>>().join(","));
    let status = |invariant| verdict(&timeline, invariant).status;
    // Two to the power of ten is 1,024.
    assert!(matches!(
        status(r#"sum("k*") <= 20"#),
        Status::NotChecked(NotChecked::TooManyCombinations { .. })
    ));
    assert!(verdict(&timeline, r#"sum("k*") <= 20"#).is_failure());
    assert_eq!(status(r#"value("k*") <= 2"#), Status::Holds, "one key at a time");
    assert_eq!(status(r#"versions("k*") <= 2"#), Status::Holds);
    assert_eq!(status(r#"unique("k*")"#), Status::Violated, "needs no combinations");
    assert_eq!(invariant_limits::MAX_COMBINATIONS, 1_000);
}

#[test]
fn value_of_another_type_cannot_be_checked_unless_for_equality() {
    let timeline = run(r#""last-write-wins""#, &write(10, "ana", "door", r#""open""#));
    for invariant in
        [r#"value("door") >= 0"#, r#"count("door") = 4"#, r#"no_overlap("door")"#, r#"sum("d*") = 0"#]
    {
        let status = verdict(&timeline, invariant).status;
        let is_type = matches!(&status, Status::NotChecked(NotChecked::WrongType { key, .. }) if key.as_str() == "door");
        assert!(is_type, "{invariant}: {status:?}");
    }
    assert!(holds(r#"value("door") = "open""#, &[("door", r#""open""#)]));
    assert!(!holds(r#"value("door") != "open""#, &[("door", r#""open""#)]));
    assert!(!holds(r#"value("door") = 1"#, &[("door", r#""open""#)]));
}

#[test]
fn conditions_are_joined_negated_and_grouped_and_absent_counts_as_zero() {
    for (invariant, expected) in [
        (r#"value("x") + value("a") = 1"#, true),
        (r#"value("a") = 0 or value("x") = 0"#, true),
        (r#"value("a") = 0 or value("x") >= 1"#, false),
        (r#"value("a") = 0 or value("x") = "a""#, false),
        (r#"keys("*") = 2 and value("a") = 1"#, true),
        (r#"value("a") = 2 or value("b") = 2"#, true),
        (r#"not value("a") = 2"#, true),
        (r#"not (value("a") = 1 or value("b") = 1)"#, false),
        (r#"value("a") = 2 or value("a") = 1 and value("b") = 3"#, false),
        (r#"(value("a") = 2 or value("a") = 1) and value("b") = 2"#, true),
        (r#"value("b") - value("a") - 1 = 0"#, true),
        (r#"sum("*") = 3"#, true),
        (r#"value("*") <= 1"#, false),
        (r#"value("*") <= value("b")"#, true),
        (r#"unique("*")"#, true),
        (r#"unique("*") and value("a") = 3"#, false),
    ] {
        assert_eq!(holds(invariant, &[("a", "1"), ("b", "2")]), expected, "{invariant}");
    }
}

#[test]
fn invariant_is_checked_at_the_end_of_an_instant_and_from_the_first_key_on() {
    let both = [
        write(10, "ana", "a", "100"),
        write(10, "ana", "b", "200"),
        write(500, "ana", "a", "50"),
        write(500, "ana", "b", "250"),
    ];
    let timeline = run(r#""last-write-wins""#, &both.join(","));
    assert_eq!(breaches(&timeline, r#"value("a") + value("b") = 300"#), [""; 0]);
}

#[test]
fn condition_on_no_key_is_broken_as_soon_as_anything_is_stored() {
    let write = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }"#;
    let timeline = run(r#""last-write-wins""#, write);
    assert!(!breaches(&timeline, "5 >= 6").is_empty());
    assert_eq!(breaches(&timeline, "6 >= 5"), [""; 0]);
}

#[test]
fn invalid_invariant_is_an_error_with_its_position() {
    for (text, expected) in [
        (
            "",
            "at character 1: expected a number, a string, value(…), count(…), sum(…), keys(…) or versions(…), not the end",
        ),
        (
            "value(cart) = 1",
            "at character 7: expected a key in quotes, such as \"cart\" or \"user:*\", not “cart”",
        ),
        ("value(\"cart\")", "at character 14: expected a comparison (=, !=, <, <=, > or >=), not the end"),
        ("value(\"ca*t\") = 1", "at character 7: a * can only be the last character of a key"),
        ("value(\"\") = 1", "at character 7: a key cannot be empty"),
        ("value(\"cart = 1", "at character 7: this string has no closing quote"),
        (
            "size(\"cart\") = 1",
            "at character 1: unknown function “size”: use value, count, sum, keys or versions",
        ),
        ("count(\"cart\") <= 5 5", "at character 20: expected “and”, “or” or the end, not the number 5"),
        ("count(\"cart\") < \"a\"", "at character 15: strings can only be compared with = or !="),
        ("1 + \"a\" = 1", "at character 3: strings cannot be added or subtracted"),
        ("count(\"é\") % 5", "at character 12: unexpected “%”"),
        (
            "value(\"a*\") < value(\"b*\")",
            "at character 1: value, count and versions can share only one pattern with *: it stands for one key at a time",
        ),
        (
            "unique(\"a*\") or 1 = 1",
            "at character 14: expected “and” or the end: unique and no_overlap cannot be joined with “or”",
        ),
        ("1 = 1 or unique(\"a*\")", "at character 10: unique and no_overlap can only be joined with “and”"),
        ("no_overlap(\"a*\", from)", "at character 22: name both ends of a booking, or none"),
        (
            "99999999999999999999 = 1",
            "at character 1: “99999999999999999999” is not a whole number, or is too large",
        ),
    ] {
        assert_eq!(error(text), expected, "{text}");
    }
    let long = format!("{} 1 = 1", " ".repeat(MAX_INVARIANT_BYTES));
    assert_eq!(error(&long), "at character 1: an invariant can have at most 500 bytes; this one has 506");
    let deep = format!("{}1 = 1{}", "(".repeat(9), ")".repeat(9));
    assert_eq!(error(&deep), "at character 9: parentheses and “not” can be nested at most 8 deep");
}
