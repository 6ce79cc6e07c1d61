//! The reported lost writes match those derived from the trace alone.

use std::collections::{BTreeMap, BTreeSet};

use analysis::Outcome;
use proptest::prelude::*;
use replication::{Dot, Event, Key, LeaderId, Micros, Policy, Record, RemovalReason};
use timeline::Timeline;

use crate::healing::{healed, healed_with_same_links};
use crate::scenarios::{Mix, OperationMix, Readable, converging_policies};

/// Policies and operations under which the kept versions determine which writes are lost.
fn mix() -> Mix {
    let policies = Policy::by_id("none").into_iter().chain(converging_policies()).collect();
    Mix { policies, operations: OperationMix::Whole, replication_settings: false, ..Mix::default() }
}

/// The writes reported as lost at an instant.
fn reported_lost(timeline: &Timeline, at: Micros) -> BTreeSet<Dot> {
    let run = timeline.run_at(at, None);
    let outcome = Outcome::new(timeline, timeline.count_at(at), run.world());
    outcome.lost.iter().copied().collect()
}

/// The versions that each leader keeps of each key at the end of these records.
fn kept(records: &[Record]) -> BTreeMap<(LeaderId, Key), Vec<Dot>> {
    let applied = records.iter().filter_map(|record| match &record.event {
        Event::Applied { leader, write, kept, .. } => Some(((*leader, write.key.clone()), kept.clone())),
        _ => None,
    });
    applied.collect()
}

/// For each accepted write, what its client had seen and what it superseded on arrival: an explicit context
/// may name writes that are not there yet.
fn seen_by_writers(records: &[Record]) -> BTreeMap<Dot, BTreeSet<Dot>> {
    let mut all: BTreeMap<Dot, BTreeSet<Dot>> = BTreeMap::new();
    for Record { event, .. } in records {
        match event {
            Event::Accepted { write, observed, .. } => all.entry(write.dot).or_default().extend(observed),
            Event::Applied { write, removed, .. } => {
                let superseded = removed
                    .iter()
                    .filter(|(dot, fate)| *fate == RemovalReason::Superseded && *dot != write.dot);
                all.entry(write.dot).or_default().extend(superseded.map(|(dot, _)| *dot));
            }
            _ => {}
        }
    }
    all
}

/// The writes in nobody's history: remove the kept versions, then what their writers had seen, and so on
/// until nothing changes.
fn writes_in_no_history(records: &[Record]) -> BTreeSet<Dot> {
    let saw = seen_by_writers(records);
    let mut left: BTreeSet<Dot> = saw.keys().copied().collect();
    let mut taken: BTreeSet<Dot> = kept(records).into_values().flatten().collect();
    while !taken.is_empty() {
        left = &left - &taken;
        taken = saw.iter().filter(|(dot, _)| !left.contains(dot)).flat_map(|(_, saw)| saw.clone()).collect();
        taken = &taken & &left;
    }
    left
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn l3_c2_lost_writes_are_exactly_those_in_no_history(Readable(scenario) in healed(mix())) {
        let timeline = Timeline::new(&scenario);
        prop_assert_eq!(reported_lost(&timeline, timeline.ends_at()), writes_in_no_history(&timeline.records().iter().cloned().collect::<Vec<_>>()));
    }

    #[test]
    fn l3_lost_write_is_never_kept_again_with_fixed_links(
        Readable(scenario) in healed_with_same_links(mix()),
        at in (0u64..2_200_000).prop_map(Micros),
    ) {
        let timeline = Timeline::new(&scenario);
        let lost = reported_lost(&timeline, at);
        for (_, Record { event, .. }) in timeline.records().range(timeline.count_at(at), usize::MAX) {
            if let Event::Applied { leader, kept, .. } = event {
                let back = kept.iter().find(|dot| lost.contains(dot));
                prop_assert!(back.is_none(), "{:?} was reported lost at {at}, and {leader} keeps it later", back);
            }
        }
    }
}
