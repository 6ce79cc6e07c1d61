//! What writers and leaders had seen, how versions compare, and the state of each write at each leader.

use std::collections::BTreeSet;

use crate::common::{ANA_AND_BEN, timeline};
use analysis::{
    CausalOrder, Comparison, Coverage, Decision, KeyVersions, OrderEvidence, Propagation, ReplicaState,
    ReplicaStatus, WriteStatus, compare, coverage_of_leader, coverage_of_writer, propagation_of,
};
use replication::{CausalContext, Dot, LeaderId, Micros, RemovalReason, TieDecision, TimestampRule, World};
use scenario::Scenario;
use timeline::{LossCause, Timeline};

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

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn compared(timeline: &Timeline, one: &str, other: &str) -> (CausalOrder, OrderEvidence) {
    let Comparison { order, evidence, .. } = compare(timeline, dot(one), dot(other)).unwrap();
    (order, evidence)
}

fn context(dots: &[&str]) -> CausalContext {
    let mut context = CausalContext::new();
    dots.iter().for_each(|text| context.insert(dot(text)));
    context
}

fn graph(timeline: &Timeline, at_ms: u64) -> Vec<(String, Vec<usize>, WriteStatus)> {
    let (count, world) = world(timeline, at_ms);
    let graph =
        KeyVersions::new(timeline, count, &world, &KeyVersions::of_run(timeline, &"cart".parse().unwrap()));
    graph.versions.into_iter().map(|it| (it.write.dot.to_string(), it.parents, it.status)).collect()
}

fn propagation(timeline: &Timeline, name: &str) -> Propagation {
    propagation_of(timeline, &BTreeSet::from([dot(name)])).remove(&dot(name)).unwrap()
}

/// The state of a write at each leader.
fn replicas(timeline: &Timeline, name: &str, at_ms: u64) -> Vec<ReplicaStatus> {
    let (count, world) = world(timeline, at_ms);
    propagation(timeline, name).replicas(timeline, count, &world)
}

fn states(timeline: &Timeline, name: &str, at_ms: u64) -> Vec<(LeaderId, ReplicaState)> {
    replicas(timeline, name, at_ms).into_iter().map(|it| (it.leader, it.state)).collect()
}

/// The greatest timestamp decided: which version has it, and which the lower one, in microseconds.
fn decided_by_timestamp(decision: Option<&Decision>) -> Option<((Dot, u64), (Dot, u64))> {
    match decision? {
        Decision::ByTimestamp {
            rule,
            kept: (kept, high),
            removed: (removed, low),
            tie: TieDecision::GreaterLeader,
        } => {
            assert_eq!(*rule, TimestampRule::default());
            Some(((*kept, high.time.try_into().unwrap()), (*removed, low.time.try_into().unwrap())))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn neither_of_two_concurrent_writes_is_in_the_others_context() {
    let timeline = timeline(r#""siblings""#, ANA_AND_BEN);
    let nothing = CausalContext::default();
    let neither = OrderEvidence::NeitherSeen { one_saw: nothing.clone(), other_saw: nothing };
    assert_eq!(compared(&timeline, "F1", "T1"), (CausalOrder::Concurrent, neither));
}

#[test]
fn a_superseding_write_has_the_superseded_one_in_its_context() {
    let timeline = timeline(r#""siblings""#, BEN_READS);
    let by_context = |dots: &[&str]| OrderEvidence::InContext { context: context(dots) };
    assert_eq!(compared(&timeline, "T1", "F1"), (CausalOrder::After, by_context(&["F1"])));
    assert_eq!(compared(&timeline, "F1", "T1").0, CausalOrder::Before);
    assert_eq!(compared(&timeline, "F2", "F1"), (CausalOrder::After, by_context(&["F1", "T1"])));
}

#[test]
fn without_contexts_order_follows_from_reads_and_from_versions_in_between() {
    let timeline = timeline(r#""last-write-wins""#, BEN_READS);
    let through = OrderEvidence::Through(dot("T1"));
    assert_eq!(compared(&timeline, "F2", "F1"), (CausalOrder::After, through));
    assert_eq!(compared(&timeline, "F2", "T1"), (CausalOrder::After, OrderEvidence::Read));
}

#[test]
fn the_version_graph_has_only_direct_edges_and_each_version_its_status() {
    let one_by_one = timeline(r#""siblings""#, BEN_READS);
    let wanted = [
        ("F1", vec![], WriteStatus::Superseded),
        ("T1", vec![0], WriteStatus::Superseded),
        ("F2", vec![1], WriteStatus::Kept),
    ];
    assert_eq!(graph(&one_by_one, 10_000), wanted.map(|(dot, after, it)| (dot.to_owned(), after, it)));

    let merge = format!(
        r#"{ANA_AND_BEN}, {{ "at_ms": 300, "merge": {{ "client": "ana", "key": "cart", "value": "both" }} }}"#
    );
    let merged = timeline(r#""siblings""#, &merge);
    assert_eq!(graph(&merged, 250).iter().map(|it| it.2).collect::<Vec<_>>(), [WriteStatus::Sibling; 2]);
    assert_eq!(graph(&merged, 10_000)[2], ("F2".to_owned(), vec![0, 1], WriteStatus::Kept));
}

#[test]
fn a_write_is_lost_in_the_graph_once_no_leader_stores_it() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    assert_eq!(graph(&timeline, 15), [("F1".to_owned(), vec![], WriteStatus::Kept)]);
    assert_eq!(graph(&timeline, 10_000)[0].2, WriteStatus::Lost(LossCause::Discarded));
    assert_eq!(graph(&timeline, 10_000)[1].2, WriteStatus::Kept);
}

#[test]
fn each_leader_has_a_state_of_the_write_and_the_rule_that_decided() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    let (f, t) = (leader("F"), leader("T"));
    let rule = Some(((dot("T1"), 20_000), (dot("F1"), 10_000)));
    assert_eq!(states(&timeline, "F1", 50), [(f, ReplicaState::Kept), (t, ReplicaState::InFlight(f))]);
    assert!(replicas(&timeline, "F1", 50).iter().all(|it| it.decision.is_none()));
    let lost = ReplicaState::Removed(RemovalReason::Discarded, Some(dot("T1")));
    assert_eq!(states(&timeline, "F1", 10_000), [(f, lost.clone()), (t, lost)]);
    for replica in replicas(&timeline, "F1", 10_000) {
        assert_eq!(decided_by_timestamp(replica.decision.as_ref()), rule);
    }
    assert_eq!(states(&timeline, "T1", 10_000), [(f, ReplicaState::Kept), (t, ReplicaState::Kept)]);
    let decisions: Vec<_> = replicas(&timeline, "T1", 10_000).into_iter().map(|it| it.decision).collect();
    assert_eq!(decided_by_timestamp(decisions[0].as_ref()), rule);
    assert_eq!(decisions[1], None, "nothing was removed for it at Tokyo");
}

#[test]
fn under_no_policy_the_later_arrival_overwrites() {
    let timeline = timeline(r#""none""#, ANA_AND_BEN);
    let replicas = replicas(&timeline, "F1", 10_000);
    assert_eq!(replicas[0].state, ReplicaState::Removed(RemovalReason::Overwritten, Some(dot("T1"))));
    assert_eq!(replicas[0].decision, Some(Decision::ArrivalOrder));
    assert_eq!((replicas[1].leader, replicas[1].state.clone()), (leader("T"), ReplicaState::Kept));
}

#[test]
fn a_sibling_is_kept_beside_the_other_until_a_merge_supersedes_it() {
    let merge = format!(
        r#"{ANA_AND_BEN}, {{ "at_ms": 300, "merge": {{ "client": "ana", "key": "cart", "value": "both" }} }}"#
    );
    let timeline = timeline(r#""siblings""#, &merge);
    let is_beside = |state: &ReplicaState| matches!(state, ReplicaState::KeptBeside { others, .. } if *others == [dot("F1")]);
    assert!(is_beside(&states(&timeline, "T1", 250)[0].1));
    let replicas = replicas(&timeline, "T1", 350);
    assert_eq!(replicas[0].state, ReplicaState::Removed(RemovalReason::Superseded, Some(dot("F2"))));
    let Some(Decision::Superseded(comparison)) = &replicas[0].decision else {
        panic!("{:?}", replicas[0].decision);
    };
    assert_eq!(
        (comparison.one, comparison.other, comparison.order),
        (dot("F2"), dot("T1"), CausalOrder::After)
    );
    assert_eq!(comparison.evidence, OrderEvidence::InContext { context: context(&["F1", "T1"]) });
    assert!(is_beside(&replicas[1].state), "{:?}", replicas[1].state);
}

#[test]
fn a_propagation_has_every_event_that_concerns_the_write_up_to_the_instant() {
    let timeline = timeline(r#""last-write-wins""#, ANA_AND_BEN);
    let propagation = propagation(&timeline, "F1");
    assert_eq!(propagation.records.len(), 6, "{:#?}", propagation.records);
    assert_eq!(propagation.records_before(timeline.count_at(Micros::from_ms(50))).len(), 3);
    assert_eq!(propagation.omitted, 0);
}

#[test]
fn a_leaders_coverage_counts_what_arrived_with_and_without_gaps() {
    let more = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 12, "message": { "from": "F", "to": "T", "write": "F1", "then": { "arrives_ms": 500 } } },
        { "at_ms": 20, "write": { "client": "ana", "key": "list", "value": "eggs" } },
        { "at_ms": 150, "write": { "client": "ana", "key": "list", "value": "ham" } }"#;
    let Ok(scenario) = Scenario::from_json(&format!(
        r#"{{ "polyleader": 1, "title": "Gap", "seed": 1, "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }}, "order": "any" }}, "policy": "siblings",
            "clients": [{{ "id": "ana", "at": "F" }}], "commands": [{more}] }}"#
    )) else {
        panic!("the scenario is in order");
    };
    let timeline = Timeline::new(&scenario);
    let (_, world) = world(&timeline, 200);
    let rows = coverage_of_leader(&timeline, &world, "T".parse().unwrap());
    assert_eq!(rows.len(), 1, "Tokyo has accepted nothing");
    assert_eq!((rows[0].leader, rows[0].total, rows[0].without_gap), (leader("F"), 3, 0));
    assert_eq!((rows[0].beyond_gap.as_slice(), rows[0].beyond_gap_count), (&[dot("F2")][..], 1));
    assert_eq!(
        rows[0].cells.iter().map(|(_, has)| *has).collect::<Vec<_>>(),
        [Coverage::Missing, Coverage::BeyondGap, Coverage::Missing]
    );
    let own = coverage_of_leader(&timeline, &world, "F".parse().unwrap());
    assert_eq!(
        (own[0].leader, own[0].total, own[0].without_gap, own[0].beyond_gap_count),
        (leader("F"), 3, 3, 0)
    );
}

#[test]
fn a_writers_coverage_counts_the_writes_to_the_key_that_it_had_seen() {
    let timeline = timeline(r#""last-write-wins""#, BEN_READS);
    assert!(coverage_of_writer(&timeline, dot("F1")).is_empty(), "nothing was there yet");
    let rows = |name| {
        let rows = coverage_of_writer(&timeline, dot(name)).into_iter();
        rows.map(|row| (row.leader, row.without_gap, row.total, row.key.unwrap().to_string()))
            .collect::<Vec<_>>()
    };
    let all_of = |id| (leader(id), 1, 1, "cart".to_owned());
    assert_eq!(rows("T1"), [all_of("F")]);
    assert_eq!(rows("F2"), [all_of("F"), all_of("T")]);
}

#[test]
fn a_long_history_is_cut_to_its_latest_versions() {
    let write = |number: u64| {
        let at = 10 * number;
        format!(r#"{{ "at_ms": {at}, "write": {{ "client": "ana", "key": "cart", "value": {number} }} }}"#)
    };
    let timeline = timeline(r#""siblings""#, &(1..=50).map(write).collect::<Vec<_>>().join(","));
    let (count, world) = world(&timeline, 10_000);
    let of_run = KeyVersions::of_run(&timeline, &"cart".parse().unwrap());
    let graph = KeyVersions::new(&timeline, count, &world, &of_run);
    assert_eq!((graph.omitted, graph.versions.len()), (10, 40));
    assert!(graph.versions[0].parents.is_empty() && graph.versions[0].has_hidden_parents);
    assert_eq!(
        (graph.versions[39].parents.as_slice(), graph.versions[39].has_hidden_parents),
        (&[38][..], false)
    );
    assert_eq!(graph.versions[38].status, WriteStatus::Superseded);
    assert_eq!(graph.versions[38].successors, [dot("F50")]);
}
