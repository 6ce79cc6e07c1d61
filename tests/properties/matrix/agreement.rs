//! Strong eventual consistency: leaders that have applied the same writes agree at all times, and in the end
//! all have applied all writes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Dot, Event, World};
use scenario::Scenario;

use crate::convergence::same_writes_same_store;

pub fn holds(scenario: &Scenario) -> TestCaseResult {
    let mut made = BTreeSet::new();
    let mut has_applied = true;
    let mut run = scenario.simulation();
    while run.step(&mut |record| match &record.event {
        Event::Accepted { write, .. } | Event::Merged { write, .. } | Event::HomeAssigned { write, .. } => {
            made.insert(write.dot);
        }
        Event::Applied { .. } => has_applied = true,
        _ => {}
    }) {
        if std::mem::take(&mut has_applied) {
            same_writes_same_store(run.world())?;
        }
    }
    every_write_is_everywhere(run.world(), &made)?;
    prop_assert!(run.world().versions_agree());
    same_homes(run.world())
}

/// The run is at rest, and every leader has applied every write.
pub fn every_write_is_everywhere(world: &World, made: &BTreeSet<Dot>) -> TestCaseResult {
    prop_assert!(world.is_quiescent());
    prop_assert_eq!(world.unreachable(), vec![]);
    for (id, leader) in &world.leaders {
        for dot in made {
            prop_assert!(leader.applied.contains(*dot), "{id} has applied {}, not {dot}", leader.applied);
        }
    }
    Ok(())
}

/// All leaders know the same homes.
fn same_homes(world: &World) -> TestCaseResult {
    let mut homes = world.leaders.values().map(|leader| {
        let homes = leader.homes.iter();
        homes.map(|(key, home)| (key.clone(), home.leader, home.epoch)).collect::<Vec<_>>()
    });
    let first = homes.next().unwrap();
    for other in homes {
        prop_assert_eq!(&other, &first, "homes");
    }
    Ok(())
}
