//! Random scenarios in which all that is broken is put right at last, so that everything can come to rest.

use proptest::prelude::*;
use replication::{Command, Delivery, Forward, LeaderId, Micros, Replication, Way};
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, Shape, connected, scenarios};

/// When all that is broken is put right.
const MENDED_AT: Micros = Micros::from_ms(2_000);

/// Everyone who is ever there, none having left.
fn everyone(scenario: &Scenario) -> Vec<LeaderId> {
    let joined = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    scenario.leaders.iter().map(|spec| spec.id).chain(joined).collect()
}

/// The switches that come into force last.
fn last_switches(scenario: &Scenario) -> Replication {
    let mut set = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Replication(replication) => Some(*replication),
        _ => None,
    });
    set.next_back().unwrap_or(scenario.replication)
}

/// Puts all that is broken right, and lets leaders pass on what the topology asks for.
fn mend(scenario: &mut Scenario) {
    let leaders = everyone(scenario);
    let ways = leaders
        .iter()
        .enumerate()
        .flat_map(|(index, leader)| leaders[..index].iter().map(|other| Way::Both(*other, *leader)));
    let healed = ways.map(Command::Heal).collect::<Vec<_>>();
    let up = leaders.iter().map(|leader| Command::Restart { leader: *leader });
    let switches = Replication { forward: Forward::ByTopology, ..last_switches(scenario) };
    let all = up.chain(healed).chain([Command::Replication(switches)]);
    all.for_each(|command| scenario.insert(MENDED_AT, command));
}

/// Scenarios in which nobody leaves, with all put right at last, and links laid then that reach everyone.
pub fn mended(mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { leaves: false, ..mix });
    broken.prop_flat_map(|Readable(scenario)| {
        connected(everyone(&scenario)).prop_map(move |topology| {
            let mut scenario = scenario.clone();
            mend(&mut scenario);
            scenario.insert(MENDED_AT, Command::Topology(topology));
            Readable(scenario)
        })
    })
}

/// The same with the same leaders and links all the time, so that links resume where they stopped.
pub fn resumed(mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { joins: false, leaves: false, rewires: false, ..mix });
    broken.prop_flat_map(|Readable(scenario)| {
        connected(everyone(&scenario)).prop_map(move |topology| {
            let mut scenario = Scenario { topology, ..scenario.clone() };
            mend(&mut scenario);
            Readable(scenario)
        })
    })
}

/// Scenarios in which nobody leaves, of one shape of topology from the beginning, and with those who have joined;
/// delivered always in one way. All is put right at last.
pub fn shaped(shape: Shape, delivery: Delivery, mix: Mix) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { leaders: 2..6, leaves: false, rewires: false, ..mix });
    broken.prop_flat_map(move |Readable(scenario)| {
        let first = scenario.leaders.iter().map(|spec| spec.id).collect();
        (shape.between(first), shape.between(everyone(&scenario))).prop_map(move |(first, last)| {
            let mut scenario = Scenario { topology: first, ..scenario.clone() };
            mend(&mut scenario);
            scenario.insert(MENDED_AT, Command::Topology(last));
            deliver(&mut scenario, delivery);
            Readable(scenario)
        })
    })
}

/// Has everything delivered in one way.
pub fn deliver(scenario: &mut Scenario, delivery: Delivery) {
    scenario.replication.delivery = delivery;
    for timed in &mut scenario.commands {
        if let Command::Replication(switches) = &mut timed.command {
            switches.delivery = delivery;
        }
    }
}
