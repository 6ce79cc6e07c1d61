//! Leaders that have applied the same writes agree at all times, and in the end all have applied all writes.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Event, World};
use scenario::Scenario;

use crate::healing::{healed, healed_with_same_links};
use crate::scenarios::{Mix, Readable, scenarios};

/// Two leaders that have applied the same writes keep the same versions.
pub fn same_writes_same_store(world: &World) -> TestCaseResult {
    for (one, a) in &world.leaders {
        for (other, b) in world.leaders.range_from(one).filter(|(_, b)| a.applied == b.applied) {
            prop_assert!(
                a.store.agrees_with(&b.store),
                "at {}: {one} and {other} have applied {}, and keep {:?} and {:?}",
                world.now,
                a.applied,
                a.store,
                b.store
            );
        }
    }
    Ok(())
}

/// At rest, every leader has applied every acknowledged write, and all leaders agree.
pub fn every_write_is_everywhere(scenario: &Scenario) -> TestCaseResult {
    let mut accepted = Vec::new();
    let mut run = scenario.simulation();
    while run.step(&mut |record| {
        if let Event::Accepted { write, .. } = &record.event {
            accepted.push(write.dot);
        }
    }) {}
    let world = run.world();
    for (id, leader) in &world.leaders {
        for dot in &accepted {
            prop_assert!(leader.applied.contains(*dot), "{id} has applied {}, not {dot}", leader.applied);
        }
    }
    prop_assert!(world.is_quiescent() && world.versions_agree());
    prop_assert_eq!(world.unreachable(), vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(crate::config(256))]

    #[test]
    fn c1_same_applied_writes_give_the_same_store_at_all_times(Readable(scenario) in scenarios(Mix::default())) {
        let mut run = scenario.simulation();
        let mut applied = true;
        while run.step(&mut |record| applied |= matches!(record.event, Event::Applied { .. })) {
            if std::mem::take(&mut applied) {
                same_writes_same_store(run.world())?;
            }
        }
    }

    #[test]
    fn c1_after_healing_all_writes_are_everywhere_and_leaders_agree(Readable(scenario) in healed(Mix::default())) {
        every_write_is_everywhere(&scenario)?;
    }

    #[test]
    fn p2_resumed_links_deliver_every_acknowledged_write(Readable(scenario) in healed_with_same_links(Mix::default())) {
        every_write_is_everywhere(&scenario)?;
    }

    #[test]
    fn p4_no_leader_applies_a_write_twice(Readable(scenario) in scenarios(Mix::default())) {
        let mut applied = std::collections::BTreeSet::new();
        for record in scenario.run().records {
            if let Event::Applied { leader, write, .. } = &record.event {
                prop_assert!(applied.insert((*leader, write.dot)), "{leader} applied {} twice", write.dot);
            }
        }
    }
}
