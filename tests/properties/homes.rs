//! Avoidance: while each key has one home at a time, no two writes of a key are concurrent.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use replication::{
    Avoidance, Command, DeliveryOrder, Elsewhere, Event, Key, Latency, LeaderId, LinkSettings, Micros,
    Policy, Topology,
};
use scenario::Scenario;

use crate::scenarios::{KEYS, Mix, Readable, leader, scenarios};

fn no_siblings(scenario: &Scenario) -> TestCaseResult {
    for record in scenario.run().records {
        if let Event::Applied { leader, kept, .. } = &record.event {
            prop_assert!(kept.len() <= 1, "at {} {leader} keeps {kept:?}", record.at);
        }
    }
    Ok(())
}

/// Homes by hash, or by prefix, with requests forwarded or refused.
fn policies() -> Vec<Policy> {
    let homes = [("ca*".parse().unwrap(), leader("A"))].into();
    let by_hand = Avoidance { homes, elsewhere: Elsewhere::Refuse, ..Avoidance::default() };
    vec![Policy::Avoidance(Avoidance::default()), Policy::Avoidance(by_hand)]
}

/// Nobody joins or leaves, so homes stay fixed.
fn fixed_homes() -> Mix {
    Mix { policies: policies(), joins: false, leaves: false, ..Mix::default() }
}

/// The longest time that a message takes, and links with that bound.
fn bounded_links() -> impl Strategy<Value = (Micros, LinkSettings)> {
    let order = select(vec![DeliveryOrder::Fifo, DeliveryOrder::Any]);
    (1_000u64..150_000, 0u64..100_000, order).prop_map(|(latency, jitter, order)| {
        let latency_of = Latency::Fixed(Micros(latency));
        let links =
            LinkSettings { latency: latency_of, jitter: Micros(jitter), order, ..LinkSettings::default() };
        (Micros(latency + jitter), links)
    })
}

/// Random assignments of a key or a prefix at random leaders and instants.
fn assignments() -> impl Strategy<Value = Vec<(Micros, Command)>> {
    let names = ["A", "B", "C"].map(leader).to_vec();
    let key = select(vec![KEYS[0], KEYS[0], KEYS[1], "ca*", "*"]);
    let assignment = (key, select(names.clone()), option::of(select(names)));
    let assign = assignment.prop_map(|(key, home, at): (&str, LeaderId, Option<LeaderId>)| {
        let key: Key = key.parse().unwrap();
        Command::AssignHome { key, home, at }
    });
    vec(((0u64..1_500_000).prop_map(Micros), assign), 1..5)
}

proptest! {
    #![proptest_config(crate::config(128))]

    #[test]
    fn a1_fixed_homes_prevent_conflicts_despite_faults(Readable(scenario) in scenarios(fixed_homes())) {
        no_siblings(&scenario)?;
    }

    #[test]
    fn a3_wait_beyond_round_trip_and_clock_error_prevents_conflicts(
        Readable(mut scenario) in scenarios(Mix { leaders: 3..6, faults: false, ..fixed_homes() }),
        (max_delay, links) in bounded_links(),
        assignments in assignments(),
    ) {
        scenario.topology = Topology::by_id("all-to-all").unwrap();
        scenario.links = links;
        // Clocks run at most 20% fast.
        let wait = Micros(max_delay.0 * 2 * 6 / 5 + 1_000);
        let avoidance = scenario.policy.avoidance().cloned().unwrap();
        scenario.policy = Policy::Avoidance(Avoidance { wait, ..avoidance });
        assignments.into_iter().for_each(|(at, command)| scenario.insert_command(at, command));
        no_siblings(&scenario)?;
    }
}
