//! The order in which leaders and clients are listed matters only to topologies and default hubs that use it.

use proptest::prelude::*;
use replication::{Command, Star, Topology};
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, leader, scenarios};

/// Replaces topologies that depend on the order of leaders, and names every hub.
fn without_order(topology: &mut Topology) {
    match topology {
        Topology::Circular(_)
        | Topology::Chain(_)
        | Topology::Tree(_)
        | Topology::Grid(_)
        | Topology::Random(_) => *topology = Topology::by_id("all-to-all").unwrap(),
        Topology::Star(star) if star.hub.is_none() => *star = Star { hub: Some(leader("A")) },
        _ => {}
    }
}

fn shuffled() -> impl Strategy<Value = (Readable, Readable)> {
    scenarios(Mix::default()).prop_flat_map(|Readable(mut scenario)| {
        without_order(&mut scenario.topology);
        for timed in &mut scenario.commands {
            if let Command::Topology(topology) = &mut timed.command {
                without_order(topology);
            }
        }
        let leaders = Just(scenario.leaders.clone()).prop_shuffle();
        let clients = Just(scenario.clients.clone()).prop_shuffle();
        (leaders, clients).prop_map(move |(leaders, clients)| {
            let other = Scenario { leaders, clients, ..scenario.clone() };
            (Readable(scenario.clone()), Readable(other))
        })
    })
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn listing_order_of_leaders_and_clients_does_not_matter((Readable(one), Readable(other)) in shuffled()) {
        prop_assert_eq!(one.run(), other.run());
    }
}
