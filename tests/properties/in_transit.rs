//! Messages, requests, answers and snapshots in transit are the same in the timeline and the simulation.

use proptest::prelude::*;
use replication::{Event, LinkId, Micros, Policy, RequestPhase, World};
use timeline::{DeliveryOutcome, Timeline};

use crate::scenarios::{Mix, Readable, scenarios};

/// Half of the runs use avoidance, because only homes cause forwarded requests.
fn mix() -> Mix {
    let policies = vec![Policy::by_id("avoidance").unwrap(), Policy::by_id("siblings").unwrap()];
    Mix { policies, ..Mix::everything() }
}

/// The link and the sending instant of each transfer.
fn in_transit(world: &World) -> Vec<(LinkId, Micros)> {
    let requests = world.forwarded_requests.values().filter_map(|errand| match errand.phase {
        RequestPhase::ToHome { sent_at, .. } | RequestPhase::ToOrigin { sent_at, .. } => {
            Some((errand.message.link, sent_at))
        }
        RequestPhase::WaitsAtHome | RequestPhase::Undeliverable => None,
    });
    let snapshots = world.pending_snapshots.iter().filter_map(|(to, snapshot)| {
        Some((LinkId::new(snapshot.source, *to), snapshot.transfer.as_ref()?.sent_at))
    });
    let mut all: Vec<_> = requests.chain(snapshots).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn transfers_in_transit_match_the_simulation(
        Readable(scenario) in scenarios(mix()),
        instants in proptest::collection::vec((0u64..2_500_000).prop_map(Micros), 8),
    ) {
        let timeline = Timeline::new(&scenario);
        for at in instants {
            let there = timeline.transfers_in(at, at);
            let still = there.filter(|crossing| crossing.outcome.is_none_or(|(ended, _)| ended > at));
            let mut found: Vec<_> = still.map(|crossing| (crossing.link, crossing.sent_at)).collect();
            found.sort();
            prop_assert_eq!(found, in_transit(timeline.run_at(at, None).world()));
        }
    }

    #[test]
    fn interval_query_finds_every_overlapping_transfer(
        Readable(scenario) in scenarios(mix()),
        (from, long) in (prop_oneof![Just(0), 0u64..2_500_000], 0u64..500_000),
    ) {
        let timeline = Timeline::new(&scenario);
        let (from, to) = (Micros(from), Micros(from + long));
        let is_there = |since: Micros, landing: Option<(Micros, DeliveryOutcome)>| {
            since <= to && landing.is_none_or(|(at, _)| at >= from)
        };
        let all = timeline.message_spans().filter(|flight| is_there(flight.starts_at, flight.outcome));
        let found: Vec<_> = timeline.message_spans_in(from, to).collect();
        prop_assert_eq!(found, all.collect::<Vec<_>>());
        let all = timeline.transfers().iter().filter(|it| is_there(it.sent_at, it.outcome));
        let found: Vec<_> = timeline.transfers_in(from, to).collect();
        prop_assert_eq!(found, all.collect::<Vec<_>>());
    }

    #[test]
    fn transfers_start_where_and_when_their_record_says(Readable(scenario) in scenarios(mix())) {
        let timeline = Timeline::new(&scenario);
        for crossing in timeline.transfers() {
            let record = timeline.records().get(crossing.sent_record).expect("a record of the run");
            prop_assert_eq!(record.at, crossing.sent_at);
            let from = match &record.event {
                Event::Accepted { leader, .. } => *leader,
                Event::RequestForwarded { request } => request.link.from,
                Event::SnapshotSent { link, .. } => link.from,
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(from, crossing.link.from);
        }
    }
}
