//! The sentence of an event, in small runs.

mod common;

use common::{ANA_AND_BEN, timeline};
use explain::{describe_message_span, describe_record, tell_record};
use replication::Micros;
use timeline::Timeline;

/// What is told of one instant.
fn told(timeline: &Timeline, at_ms: u32) -> Vec<String> {
    let at = Micros::from_ms(at_ms.into());
    let run = timeline.run_at(at, None);
    let numbers = timeline.records().before(at)..timeline.count_at(at);
    numbers.map(|number| tell_record(timeline, run.world(), number)).collect()
}

#[test]
fn a_write_that_is_accepted_says_what_its_writer_had_seen() {
    let timeline = timeline(r#""siblings""#, ANA_AND_BEN);
    let wanted = [
        "Frankfurt accepted Ana’s “milk” for cart, as F1; Ana had seen no value of it.",
        "Frankfurt applied Ana’s “milk” for cart.",
        "Frankfurt sent Ana’s “milk” for cart to Tokyo.",
    ];
    assert_eq!(told(&timeline, 10), wanted);
}

#[test]
fn of_two_concurrent_writes_it_says_that_both_are_kept() {
    let timeline = timeline(r#""siblings""#, ANA_AND_BEN);
    let wanted = [
        "Ana’s “milk” for cart arrived at Tokyo from Frankfurt.",
        "Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: two siblings.",
    ];
    assert_eq!(told(&timeline, 110), wanted);
}

#[test]
fn of_two_concurrent_writes_it_says_which_is_thrown_away() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    let lost = "Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: it lost, and is thrown away.";
    assert_eq!(told(&timeline, 110)[1], lost);
    let won = "Frankfurt received Ben’s “eggs” for cart from Tokyo, concurrent with its own “milk”: it won, and the other is thrown away.";
    assert_eq!(told(&timeline, 120)[1], won);
}

#[test]
fn where_nothing_is_compared_it_says_what_is_overwritten() {
    let timeline = timeline(r#""none""#, ANA_AND_BEN);
    let wanted = "Tokyo received Ana’s “milk” for cart from Frankfurt, concurrent with its own “eggs”: the other is overwritten.";
    assert_eq!(told(&timeline, 110)[1], wanted);
}

#[test]
fn a_write_that_replaces_what_its_writer_had_seen_is_concurrent_with_nothing() {
    let read_first = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 120, "read": { "client": "ben", "key": "cart" } },
        { "at_ms": 130, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let timeline = timeline(r#""siblings""#, read_first);
    assert_eq!(
        told(&timeline, 110)[1],
        "Tokyo received Ana’s “milk” for cart from Frankfurt: nothing else was there."
    );
    assert_eq!(told(&timeline, 130)[0], "Tokyo accepted Ben’s “eggs” for cart, as T1; Ben had seen “milk”.");
    let wanted = "Frankfurt received Ben’s “eggs” for cart from Tokyo: it replaced its own “milk”, which its writer had seen.";
    assert_eq!(told(&timeline, 230)[1], wanted);
}

#[test]
fn a_write_that_loses_to_what_its_writer_had_seen_says_so() {
    let behind = r#"
        { "at_ms": 0, "jump": { "leader": "T", "by_ms": -1000 } },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 120, "read": { "client": "ben", "key": "cart" } },
        { "at_ms": 130, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let timeline = timeline(r#""last-write-wins""#, behind);
    let wanted =
        "Tokyo applied Ben’s “eggs” for cart: it lost to Ana’s “milk”, though its writer had seen that.";
    assert_eq!(told(&timeline, 130)[1], wanted);
}

#[test]
fn a_merge_takes_the_place_of_what_it_is_made_of() {
    let sets = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
        { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": ["eggs"] } }"#;
    let timeline = timeline(r#""merge""#, sets);
    let sentences = told(&timeline, 110);
    assert_eq!(sentences[2], "Tokyo merged F1 and T1 of cart into “eggs, milk”, as T2.");
    let wanted = "Tokyo applied Tokyo’s merge “eggs, milk” for cart: it took the place of Ana’s “milk” and its own “eggs”.";
    assert_eq!(sentences[3], wanted);
}

#[test]
fn what_is_stopped_and_sent_again_is_told_by_what_it_brings() {
    let cut = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 40, "cut": { "from": "F", "to": "T" } },
        { "at_ms": 400, "heal": { "from": "F", "to": "T" } }"#;
    let timeline = timeline(r#""siblings""#, cut);
    let stopped = "Ana’s “milk” for cart was stopped on the way from Frankfurt to Tokyo by a cut.";
    assert_eq!(told(&timeline, 40)[1], stopped);
    assert_eq!(told(&timeline, 400)[1], "Frankfurt sent Ana’s “milk” for cart to Tokyo again.");
    let run = timeline.run_at(Micros::ZERO, None);
    let lines: Vec<String> = timeline
        .flights()
        .iter()
        .map(|flight| describe_message_span(&timeline, run.world(), flight))
        .collect();
    let wanted = [
        "10 ms: Ana’s “milk” for cart from Frankfurt to Tokyo, is stopped at 40 ms",
        "400 ms: Ana’s “milk” for cart from Frankfurt to Tokyo, arrives at 500 ms",
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn a_leader_that_has_left_is_still_called_by_its_name() {
    let leaves = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 200, "leave": { "leader": "F" } }"#;
    let timeline = timeline(r#""siblings""#, leaves);
    assert_eq!(told(&timeline, 200)[0], "Frankfurt left.");
    let run = timeline.run_at(timeline.ends_at(), None);
    let accepted = "Frankfurt accepted Ana’s “milk” for cart, as F1; Ana had seen no value of it.";
    assert_eq!(tell_record(&timeline, run.world(), 0), accepted);
}

#[test]
fn a_command_that_does_nothing_is_named_and_says_why() {
    let in_vain = r#"
        { "at_ms": 10, "crash": { "leader": "T" } },
        { "at_ms": 20, "crash": { "leader": "T" } },
        { "at_ms": 20, "cut": { "between": ["F", "T"] } },
        { "at_ms": 20, "cut": { "from": "F", "to": "T" } },
        { "at_ms": 30, "leave": { "leader": "T" } },
        { "at_ms": 40, "restart": { "leader": "T" } }"#;
    let timeline = timeline(r#""siblings""#, in_vain);
    let wanted = [
        "“crash Tokyo” did nothing: Tokyo is down already.",
        "Frankfurt → Tokyo was cut.",
        "Tokyo → Frankfurt was cut.",
        "“cut Frankfurt → Tokyo” did nothing: it is so already.",
    ];
    assert_eq!(told(&timeline, 20), wanted);
    assert_eq!(told(&timeline, 40), ["“restart T” did nothing: there is no leader T at this instant."]);
}

#[test]
fn a_change_of_topology_or_policy_is_told_as_it_was_from_wherever_one_looks() {
    let changes = r#"
        { "at_ms": 10, "topology": "circular" },
        { "at_ms": 20, "policy": "none" },
        { "at_ms": 20, "policy": "siblings" },
        { "at_ms": 30, "topology": "all-to-all" }"#;
    let timeline = timeline(r#""last-write-wins""#, changes);
    let wanted = [
        "The topology was changed to “Ring”.",
        "The policy was changed to “None”.",
        "The policy was changed to “Siblings”.",
        "The topology was changed to “All-to-all”.",
    ];
    for at_ms in [0, 10, 25, 40] {
        let run = timeline.run_at(Micros::from_ms(at_ms), None);
        for (number, sentence) in wanted.iter().enumerate() {
            assert_eq!(tell_record(&timeline, run.world(), number), *sentence, "seen from {at_ms} ms");
            assert_eq!(describe_record(&timeline, run.world(), number), *sentence);
        }
    }
}

#[test]
fn there_is_a_sentence_for_every_event_of_every_example() {
    for example in scenario::GALLERY {
        let timeline = Timeline::new(&example.scenario());
        let run = timeline.run_at(timeline.ends_at(), None);
        for number in 0..timeline.records().len().min(2_000) {
            let sentence = tell_record(&timeline, run.world(), number);
            assert!(sentence.ends_with('.') && sentence.len() > 5, "{}: {sentence}", example.id);
        }
        assert_eq!(tell_record(&timeline, run.world(), usize::MAX), "", "there is no such event");
    }
}
