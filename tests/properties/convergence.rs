//! Leaders that know the same agree, at every moment; and in the end all know everything.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Command, Event, LeaderId, Micros, Policy, Way, World};
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, comparing, connected, scenarios};

/// Any two leaders that have applied the same writes keep the same versions.
fn same_writes_same_store(world: &World) -> TestCaseResult {
    for (one, a) in &world.leaders {
        for (other, b) in world.leaders.range(one..).filter(|(_, b)| a.applied == b.applied) {
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

/// Everyone who is ever there, none having left.
fn everyone(scenario: &Scenario) -> Vec<LeaderId> {
    let joined = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    scenario.leaders.iter().map(|spec| spec.id).chain(joined).collect()
}

/// When all that is broken is put right.
const MENDED_AT: Micros = Micros::from_ms(2_000);

/// Puts all that is broken right.
fn mend(scenario: &mut Scenario) {
    let leaders = everyone(scenario);
    let ways = leaders
        .iter()
        .enumerate()
        .flat_map(|(index, leader)| leaders[..index].iter().map(|other| Way::Both(*other, *leader)));
    let healed = ways.map(Command::Heal).collect::<Vec<_>>();
    let up = leaders.iter().map(|leader| Command::Restart { leader: *leader });
    up.chain(healed).for_each(|command| scenario.insert(MENDED_AT, command));
}

/// Scenarios in which nobody leaves, with all put right at last, and links laid then that reach everyone.
pub fn mended(policies: Vec<Policy>) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { leaves: false, policies, ..Mix::default() });
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
pub fn resumed(policies: Vec<Policy>) -> impl Strategy<Value = Readable> {
    let broken = scenarios(Mix { joins: false, leaves: false, policies, ..Mix::default() });
    broken.prop_flat_map(|Readable(scenario)| {
        connected(everyone(&scenario)).prop_map(move |topology| {
            let mut scenario = Scenario { topology, ..scenario.clone() };
            let rewires = |command: &Command| {
                matches!(command, Command::Topology(_) | Command::Connect(_) | Command::Disconnect(_))
            };
            scenario.commands.retain(|timed| !rewires(&timed.command));
            mend(&mut scenario);
            Readable(scenario)
        })
    })
}

/// At rest every leader has applied every acknowledged write, and all agree.
fn everything_is_everywhere(scenario: &Scenario) -> TestCaseResult {
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
    prop_assert!(world.at_rest() && world.stores_agree());
    prop_assert_eq!(world.unreachable(), vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(crate::config(256))]

    #[test]
    fn c1_leaders_that_have_applied_the_same_writes_agree_at_every_moment(Readable(scenario) in scenarios(Mix::default())) {
        let mut run = scenario.simulation();
        let mut applied = true;
        while run.step(&mut |record| applied |= matches!(record.event, Event::Applied { .. })) {
            if std::mem::take(&mut applied) {
                same_writes_same_store(run.world())?;
            }
        }
    }

    #[test]
    fn c1_once_all_is_mended_every_acknowledged_write_is_everywhere_and_all_agree(Readable(scenario) in mended(comparing())) {
        everything_is_everywhere(&scenario)?;
    }

    #[test]
    fn p2_links_resume_where_they_stopped_until_every_acknowledged_write_is_everywhere(Readable(scenario) in resumed(comparing())) {
        everything_is_everywhere(&scenario)?;
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
