//! The order in which leaders and clients are listed matters only to topologies and default hubs that use it.

use proptest::prelude::*;
use replication::{Command, LeaderId, OptionKind, Topology};
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, leader, scenarios};

/// Replaces topologies that depend on the order of leaders, and names every hub.
fn without_order(topology: &mut Topology) {
    let configuration = topology.configuration();
    let leaders = configuration.variant().options.iter().filter(|option| {
        matches!(option.kind, OptionKind::Leader { .. }) && configuration.get::<LeaderId>(option).is_none()
    });
    let named =
        leaders.fold(configuration.clone(), |changed, option| changed.with(option, Some(leader("A"))));
    *topology = Topology::configured(&named).unwrap();
    if depends_on_order(topology) {
        *topology = Topology::by_id("all-to-all").unwrap();
    }
}

/// Whether its links depend on the order of the leaders.
fn depends_on_order(topology: &Topology) -> bool {
    let leaders = ["A", "B", "C", "D", "E", "F", "G", "H"].map(leader);
    let links = topology.rules().links(&leaders);
    let orders = (0..leaders.len()).flat_map(|swapped| {
        let (mut turned, mut changed) = (leaders, leaders);
        turned.rotate_left(swapped);
        changed.swap(0, swapped);
        [turned, changed]
    });
    orders.into_iter().any(|order| topology.rules().links(&order) != links)
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
