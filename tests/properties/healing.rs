//! Random scenarios that heal all faults at the end, so that the run can come to rest.

use proptest::prelude::*;
use replication::{Command, Delivery, Forward, LeaderId, LinkSelector, Micros, Replication};
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, Shape, connected, scenarios};

/// When all faults are healed.
const HEALED_AT: Micros = Micros::from_ms(2_000);

/// All leaders, initial and joined, of a scenario in which nobody leaves.
fn everyone(scenario: &Scenario) -> Vec<LeaderId> {
    let joined = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    scenario.leaders.iter().map(|spec| spec.id).chain(joined).collect()
}

/// The replication settings in force at the end.
fn last_replication_settings(scenario: &Scenario) -> Replication {
    let mut set = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Replication(replication) => Some(*replication),
        _ => None,
    });
    set.next_back().unwrap_or(scenario.replication)
}

/// Restarts every leader, heals every cut, and forwards as the topology requires.
fn heal_all_faults(scenario: &mut Scenario) {
    let leaders = everyone(scenario);
    let ways = leaders
        .iter()
        .enumerate()
        .flat_map(|(index, leader)| leaders[..index].iter().map(|other| LinkSelector::Both(*other, *leader)));
    let healed = ways.map(Command::Heal).collect::<Vec<_>>();
    let up = leaders.iter().map(|leader| Command::Restart { leader: *leader });
    let replication_settings =
        Replication { forward: Forward::ByTopology, ..last_replication_settings(scenario) };
    let all = up.chain(healed).chain([Command::Replication(replication_settings)]);
    all.for_each(|command| scenario.insert_command(HEALED_AT, command));
}

/// Scenarios in which nobody leaves; at the end all faults are healed and the topology connects everyone.
pub fn healed(mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { leaves: false, ..mix });
    broken.prop_flat_map(|Readable(scenario)| {
        connected(everyone(&scenario)).prop_map(move |topology| {
            let mut scenario = scenario.clone();
            heal_all_faults(&mut scenario);
            scenario.insert_command(HEALED_AT, Command::Topology(topology));
            Readable(scenario)
        })
    })
}

/// Like `healed`, with fixed leaders and links, so that links resume where they stopped.
pub fn healed_with_same_links(mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { joins: false, leaves: false, link_changes: false, ..mix });
    broken.prop_flat_map(|Readable(scenario)| {
        connected(everyone(&scenario)).prop_map(move |topology| {
            let mut scenario = Scenario { topology, ..scenario.clone() };
            heal_all_faults(&mut scenario);
            Readable(scenario)
        })
    })
}

/// Scenarios in which nobody leaves, with one shape of topology and one kind of delivery; at the end all
/// faults are healed and joiners are linked in.
pub fn healed_with_shape(shape: Shape, delivery: Delivery, mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { leaders: 2..6, leaves: false, link_changes: false, ..mix });
    broken.prop_flat_map(move |Readable(scenario)| {
        let first = scenario.leaders.iter().map(|spec| spec.id).collect();
        (shape.between(first), shape.between(everyone(&scenario))).prop_map(move |(first, last)| {
            let mut scenario = Scenario { topology: first, ..scenario.clone() };
            heal_all_faults(&mut scenario);
            scenario.insert_command(HEALED_AT, Command::Topology(last));
            set_delivery(&mut scenario, delivery);
            Readable(scenario)
        })
    })
}

/// Sets the kind of delivery for the whole run.
pub fn set_delivery(scenario: &mut Scenario, delivery: Delivery) {
    scenario.replication.delivery = delivery;
    for timed in &mut scenario.commands {
        if let Command::Replication(replication_settings) = &mut timed.command {
            replication_settings.delivery = delivery;
        }
    }
}
