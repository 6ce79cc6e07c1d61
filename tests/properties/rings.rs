//! Deliveries and hops of one write, in rings of every size up to seven.

use replication::{Circular, DropReason, Event, LeaderId, Micros, Trace};
use scenario::Scenario;

/// One write in a ring of this size, with equal links.
fn one_write(leaders: usize, both_ways: bool) -> Trace {
    let ids: Vec<String> = (0..leaders).map(|index| format!(r#"{{"id": "L{index}x"}}"#)).collect();
    let text = format!(
        r#"{{"polyleader": 1, "leaders": [{}], "topology": {{"circular": {{"both_ways": {both_ways}}}}},
            "links": {{"latency": {{"fixed_ms": 10}}}}, "clients": [{{"id": "ana", "at": "L0x"}}],
            "commands": [{{"at_ms": 0, "write": {{"client": "ana", "key": "k", "value": "v"}}}}]}}"#,
        ids.join(", ")
    );
    let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(scenario.topology, replication::Topology::Circular(Circular { both_ways }));
    scenario.run()
}

fn delivered(trace: &Trace) -> usize {
    trace.records.iter().filter(|record| matches!(record.event, Event::Delivered { .. })).count()
}

fn dropped(trace: &Trace) -> Vec<(LeaderId, DropReason)> {
    let dropped = trace.records.iter().filter_map(|record| match record.event {
        Event::Dropped { leader, reason, .. } => Some((leader, reason)),
        _ => None,
    });
    dropped.collect()
}

/// The instant at which the last leader applied the write.
fn applied_everywhere_at(trace: &Trace, leaders: usize) -> Micros {
    let applied = trace.records.iter().filter(|record| matches!(record.event, Event::Applied { .. }));
    let instants: Vec<Micros> = applied.map(|record| record.at).collect();
    assert_eq!(instants.len(), leaders, "every leader applies it once");
    instants[leaders - 1]
}

#[test]
fn t1_ring_of_n_makes_n_deliveries_and_drops_the_last() {
    for leaders in 2..=7 {
        let trace = one_write(leaders, false);
        let origin = "L0x".parse().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(delivered(&trace), leaders);
        assert_eq!(dropped(&trace), [(origin, DropReason::AlreadyPassed)]);
        assert_eq!(applied_everywhere_at(&trace, leaders), Micros::from_ms(10 * (leaders as u64 - 1)));
        assert_eq!(trace.ends_at(), Micros::from_ms(10 * leaders as u64));
    }
}

#[test]
fn t1_two_way_ring_needs_half_the_hops_and_drops_duplicates() {
    for leaders in 3..=7 {
        let trace = one_write(leaders, true);
        assert_eq!(applied_everywhere_at(&trace, leaders), Micros::from_ms(10 * (leaders as u64 / 2)));
        assert_eq!(
            delivered(&trace),
            leaders + 1,
            "one per link, and two on the link where both copies meet"
        );
        assert_eq!(dropped(&trace).len(), 2);
        assert!(dropped(&trace).iter().all(|(_, why)| *why == DropReason::AlreadyApplied));
    }
}

#[test]
fn t1_ring_of_one_sends_nothing() {
    assert_eq!(delivered(&one_write(1, false)) + delivered(&one_write(1, true)), 0);
}
