//! What writers and leaders had seen, how versions stand to each other, and what became of each write.

mod small;

use std::collections::BTreeSet;

use player::{
    Has, Journey, KeyVersions, Order, Outcome, Standing, Timeline, compare, journeys, seen_by_leader,
    seen_by_writer,
};
use replication::{Dot, Micros, World};
use scenario::testing::scenario_of;
use small::{ANA_AND_BEN, timeline};

/// Ben reads what Ana wrote and writes after it; Ana, who has not seen that, writes again.
const BEN_READS: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 200, "read": { "client": "ben", "key": "cart" } },
    { "at_ms": 210, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
    { "at_ms": 400, "read": { "client": "ana", "key": "cart" } },
    { "at_ms": 410, "write": { "client": "ana", "key": "cart", "value": "ham" } }"#;

fn dot(text: &str) -> Dot {
    text.parse().unwrap()
}

fn world(timeline: &Timeline, at_ms: u64) -> (usize, World) {
    let at = Micros::from_ms(at_ms);
    (timeline.count_at(at), timeline.run_at(at, None).world().clone())
}

fn sentence(timeline: &Timeline, one: &str, other: &str) -> (Order, String) {
    let (_, world) = world(timeline, 10_000);
    let compared = compare(timeline, &world, dot(one), dot(other)).unwrap();
    (compared.order, compared.sentence)
}

fn graph(timeline: &Timeline, at_ms: u64) -> Vec<(String, Vec<usize>, Standing)> {
    let (count, world) = world(timeline, at_ms);
    let lost = Outcome::new(timeline, count, &world).lost;
    let graph = KeyVersions::new(
        timeline,
        count,
        &world,
        &lost,
        &KeyVersions::of_run(timeline, &"cart".parse().unwrap()),
    );
    graph.versions.into_iter().map(|it| (it.write.dot.to_string(), it.after, it.standing)).collect()
}

fn journey(timeline: &Timeline, name: &str) -> Journey {
    journeys(timeline, &BTreeSet::from([dot(name)])).remove(&dot(name)).unwrap()
}

/// Each leader with how a write stands there, and the rule.
fn states(timeline: &Timeline, name: &str, at_ms: u64) -> Vec<(String, String)> {
    let (count, world) = world(timeline, at_ms);
    let places = journey(timeline, name).places(timeline, count, &world);
    places.into_iter().map(|place| (format!("{} {}", place.leader, place.state), place.rule)).collect()
}

#[test]
fn neither_of_two_concurrent_writes_is_in_what_the_other_had_seen() {
    let timeline = timeline(r#""siblings""#, ANA_AND_BEN);
    let wanted = "Neither Ana nor Ben had seen the other’s write: T1 is not in {}, and F1 is not in {}.";
    assert_eq!(sentence(&timeline, "F1", "T1"), (Order::Concurrent, wanted.into()));
}

#[test]
fn what_supersedes_another_says_which_entry_covers_it() {
    let timeline = timeline(r#""siblings""#, BEN_READS);
    let wanted = "T1 comes after F1: Ben had seen it. F1 is in {F1}.";
    assert_eq!(sentence(&timeline, "T1", "F1"), (Order::After, wanted.into()));
    assert_eq!(sentence(&timeline, "F1", "T1").0, Order::Before);
    let wanted = "F2 comes after F1: Ana had seen it. F1 is in {F1, T1}.";
    assert_eq!(sentence(&timeline, "F2", "F1"), (Order::After, wanted.into()));
}

#[test]
fn what_was_seen_through_another_is_not_concurrent_where_no_context_is_kept() {
    let timeline = timeline(r#""last-write-wins""#, BEN_READS);
    let wanted = "F2 comes after F1: its writer had seen T1, which comes after F1.";
    assert_eq!(sentence(&timeline, "F2", "F1"), (Order::After, wanted.into()));
    let wanted = "F2 comes after T1: Ana had seen it: it was the answer to the last read.";
    assert_eq!(sentence(&timeline, "F2", "T1"), (Order::After, wanted.into()));
}

#[test]
fn the_graph_has_direct_edges_alone_and_says_what_each_version_came_to() {
    let one_by_one = timeline(r#""siblings""#, BEN_READS);
    let wanted = [
        ("F1", vec![], Standing::Replaced),
        ("T1", vec![0], Standing::Replaced),
        ("F2", vec![1], Standing::Kept),
    ];
    assert_eq!(graph(&one_by_one, 10_000), wanted.map(|(dot, after, it)| (dot.to_owned(), after, it)));

    let merge = format!(
        r#"{ANA_AND_BEN}, {{ "at_ms": 300, "merge": {{ "client": "ana", "key": "cart", "value": "both" }} }}"#
    );
    let merged = timeline(r#""siblings""#, &merge);
    assert_eq!(graph(&merged, 250).iter().map(|it| it.2).collect::<Vec<_>>(), [Standing::Sibling; 2]);
    assert_eq!(graph(&merged, 10_000)[2], ("F2".to_owned(), vec![0, 1], Standing::Kept));
}

#[test]
fn a_lost_write_is_lost_in_the_graph_once_nothing_has_it_any_more() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    assert_eq!(graph(&timeline, 15), [("F1".to_owned(), vec![], Standing::Kept)]);
    assert_eq!(graph(&timeline, 10_000)[0].2, Standing::Lost);
    assert_eq!(graph(&timeline, 10_000)[1].2, Standing::Kept);
}

#[test]
fn each_leader_says_what_it_made_of_a_write_and_by_which_rule() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    let rule = "The greatest timestamp is kept: T1 has 20 ms, F1 has 10 ms.".to_owned();
    let early =
        [("F kept".to_owned(), String::new()), ("T on its way from Frankfurt".to_owned(), String::new())];
    assert_eq!(states(&timeline, "F1", 50), early);
    let lost = |leader: &str| (format!("{leader} thrown away: lost to T1"), rule.clone());
    assert_eq!(states(&timeline, "F1", 10_000), [lost("F"), lost("T")]);
    assert_eq!(
        states(&timeline, "T1", 10_000),
        [("F kept".to_owned(), rule.clone()), ("T kept".to_owned(), String::new())]
    );
}

#[test]
fn under_no_policy_the_later_arrival_overwrites() {
    let timeline = timeline(r#""none""#, ANA_AND_BEN);
    assert_eq!(states(&timeline, "F1", 10_000)[0].0, "F overwritten by T1");
    assert!(states(&timeline, "F1", 10_000)[0].1.contains("in the order of arrival"));
    assert_eq!(states(&timeline, "F1", 10_000)[1].0, "T kept");
}

#[test]
fn a_sibling_is_kept_beside_the_other_until_a_merge_replaces_it() {
    let merge = format!(
        r#"{ANA_AND_BEN}, {{ "at_ms": 300, "merge": {{ "client": "ana", "key": "cart", "value": "both" }} }}"#
    );
    let timeline = timeline(r#""siblings""#, &merge);
    assert_eq!(states(&timeline, "T1", 250)[0].0, "F kept beside F1");
    let replaced =
        ("F replaced by F2".to_owned(), "F2 comes after T1: Ana had seen it. T1 is in {F1, T1}.".to_owned());
    assert_eq!(states(&timeline, "T1", 350)[0], replaced);
    assert_eq!(states(&timeline, "T1", 350)[1].0, "T kept beside F1");
}

#[test]
fn the_way_of_a_write_has_every_event_that_concerns_it_up_to_the_instant() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    let journey = journey(&timeline, "F1");
    let told: Vec<String> =
        journey.steps.iter().map(|number| player::tell(&timeline, &world(&timeline, 0).1, *number)).collect();
    assert_eq!(told.len(), 6, "{told:#?}");
    assert_eq!(journey.steps_before(timeline.count_at(Micros::from_ms(50))).len(), 3);
    assert_eq!(journey.more, 0);
}

#[test]
fn a_leader_has_of_another_what_has_arrived_out_of_what_was_accepted() {
    let more = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 12, "message": { "from": "F", "to": "T", "write": "F1", "then": { "arrives_ms": 500 } } },
        { "at_ms": 20, "write": { "client": "ana", "key": "list", "value": "eggs" } },
        { "at_ms": 150, "write": { "client": "ana", "key": "list", "value": "ham" } }"#;
    let scenario = scenario_of(&["Frankfurt", "Tokyo"], &["ana at F"])
        .with("links", r#"{ "latency": { "fixed_ms": 100 }, "order": "any" }"#)
        .with("policy", r#""siblings""#)
        .commands(more)
        .build();
    let timeline = Timeline::new(&scenario);
    let (_, world) = world(&timeline, 200);
    let rows = seen_by_leader(&timeline, &world, "T".parse().unwrap());
    assert_eq!(rows.len(), 1, "Tokyo has accepted nothing");
    assert_eq!(rows[0].text, "1 of Frankfurt’s 3 writes, beyond a gap F2");
    assert_eq!(
        rows[0].cells.iter().map(|(_, has)| *has).collect::<Vec<_>>(),
        [Has::No, Has::BeyondGap, Has::No]
    );
    let own = seen_by_leader(&timeline, &world, "F".parse().unwrap());
    assert_eq!(own[0].text, "all 3 of Frankfurt’s writes");
}

#[test]
fn a_writer_has_seen_some_of_what_was_written_of_the_key_by_then() {
    let timeline = timeline(r#""last-write-wins""#, BEN_READS);
    let (_, world) = world(&timeline, 10_000);
    assert!(seen_by_writer(&timeline, &world, dot("F1")).is_empty(), "nothing was there yet");
    let texts = |name| {
        seen_by_writer(&timeline, &world, dot(name)).into_iter().map(|row| row.text).collect::<Vec<_>>()
    };
    assert_eq!(texts("T1"), ["Frankfurt’s only write of cart"]);
    assert_eq!(texts("F2"), ["Frankfurt’s only write of cart", "Tokyo’s only write of cart"]);
}

#[test]
fn of_a_long_history_the_latest_versions_are_drawn_and_the_first_of_these_come_after_others() {
    let write = |number: u64| {
        let at = 10 * number;
        format!(r#"{{ "at_ms": {at}, "write": {{ "client": "ana", "key": "cart", "value": {number} }} }}"#)
    };
    let timeline = timeline(r#""siblings""#, &(1..=50).map(write).collect::<Vec<_>>().join(","));
    let (count, world) = world(&timeline, 10_000);
    let of_run = KeyVersions::of_run(&timeline, &"cart".parse().unwrap());
    let graph = KeyVersions::new(&timeline, count, &world, &[], &of_run);
    assert_eq!((graph.earlier, graph.versions.len()), (10, 40));
    assert!(graph.versions[0].after.is_empty() && graph.versions[0].after_earlier);
    assert_eq!((graph.versions[39].after.as_slice(), graph.versions[39].after_earlier), (&[38][..], false));
    assert_eq!(graph.versions[38].phrase, "replaced by F50");
}
