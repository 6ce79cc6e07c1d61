//! Where two runs diverge, the two sentences about it never read the same.

use analysis::divergence;
use explain::{EventInRun, describe_difference};
use proptest::prelude::*;
use replication::{Command, Micros, Policy};
use scenario::{GALLERY, Scenario};
use timeline::Timeline;

use crate::scenarios::{Mix, Readable, scenarios};

/// The sentences about the first event in which two runs differ; none if they do not.
fn sentences(one: &Timeline, other: &Timeline) -> Option<[String; 2]> {
    let point = divergence(one, other)?;
    let (here, there) = (one.run_at(point.at, None), other.run_at(point.at, None));
    let event = |timeline, world| EventInRun { timeline, world, number: point.number };
    Some(describe_difference(event(one, here.world()), event(other, there.world()), point.at))
}

fn under(scenario: &Scenario, policy: Policy) -> Scenario {
    let mut other = scenario.clone();
    other.policy = policy;
    other
}

#[test]
fn sentences_differ_between_any_two_runs_of_the_gallery() {
    merge_script::install();
    let timelines: Vec<Timeline> = GALLERY.iter().map(|example| Timeline::new(&example.scenario())).collect();
    for one in &timelines {
        for other in &timelines {
            if let Some([here, there]) = sentences(one, other) {
                assert_ne!(here, there);
            }
        }
    }
}

#[test]
fn sentences_differ_between_a_run_and_the_same_under_another_policy() {
    merge_script::install();
    for example in GALLERY {
        let scenario = example.scenario();
        let timeline = Timeline::new(&scenario);
        for choice in Policy::VARIANTS {
            let Some(policy) = Policy::by_id(choice.id) else { panic!("{}", choice.id) };
            let other = under(&scenario, policy);
            if let Some([here, there]) = sentences(&timeline, &Timeline::new(&other)) {
                assert_ne!(here, there, "{}, {}", example.id, choice.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn sentences_differ_after_any_edit(
        Readable(scenario) in scenarios(Mix::everything()),
        Readable(other) in scenarios(Mix::everything()),
        at in (0u64..2_000_000).prop_map(Micros),
        seed in any::<u64>(),
    ) {
        let before = Timeline::new(&scenario);
        let mut edited = scenario.clone();
        for timed in other.commands.iter().take(3) {
            edited.insert_command(at, timed.command.clone());
        }
        let mut shifted = scenario.clone();
        if let Some(first) = shifted.commands.first_mut() {
            first.at = first.at + Micros(1);
        }
        let reseeded = Scenario { seed, ..scenario.clone() };
        let mut reconfigured = scenario.clone();
        let commands = &mut reconfigured.commands;
        commands.retain(|timed| !matches!(timed.command, Command::Crash { .. } | Command::SetClock(_)));
        let others = [edited, shifted, reseeded, reconfigured, under(&scenario, other.policy.clone())];
        for edited in others {
            if let Some([here, there]) = sentences(&before, &Timeline::new(&edited)) {
                prop_assert_ne!(here, there);
            }
        }
    }
}
