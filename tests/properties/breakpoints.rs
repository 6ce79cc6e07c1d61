//! Stepping to a breakpoint visits exactly the instants that a scan of every instant finds.

use std::collections::BTreeSet;

use analysis::{Outcome, Progress};
use player::{BREAKPOINTS, Breakpoint, Direction, PlaybackAction, Player};
use proptest::prelude::*;
use replication::Micros;
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, scenarios};

/// Longer runs are skipped: the test scans every instant.
const MAX_RECORDS: usize = 1_500;

fn player_at_start(scenario: &Scenario) -> Player {
    let mut player = Player::new(scenario.clone());
    player.act(PlaybackAction::Pause);
    player.act(PlaybackAction::Seek(Micros::ZERO));
    player
}

/// The instants reached by stepping from here.
fn instants_by_stepping(player: &mut Player, direction: Direction, stop: Breakpoint) -> Vec<Micros> {
    let mut found = Vec::new();
    loop {
        let before = player.at();
        player.act(PlaybackAction::Step(direction, stop));
        if player.at() == before {
            return found;
        }
        found.push(player.at());
    }
}

/// The instants at which the outcome, compared with the one before, satisfies a condition.
fn instants_by_scanning(scenario: &Scenario, matches: impl Fn(&Outcome, &Outcome) -> bool) -> Vec<Micros> {
    let mut player = player_at_start(scenario);
    let mut before = player.frame().outcome.clone();
    let mut instants = instants_by_stepping(&mut player, Direction::Forward, Breakpoint::Event);
    instants.retain(|at| {
        player.act(PlaybackAction::Seek(*at));
        let now = player.frame().outcome.clone();
        let found = matches(&before, &now);
        before = now;
        found
    });
    instants
}

fn lost(outcome: &Outcome) -> BTreeSet<replication::Dot> {
    outcome.lost.iter().map(|loss| loss.dot).collect()
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn lost_write_breakpoints_are_where_a_write_is_lost(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = player_at_start(&scenario);
        prop_assume!(player.timeline().records().len() <= MAX_RECORDS);
        let expected = instants_by_scanning(&scenario, |before, now| !lost(now).is_subset(&lost(before)));
        prop_assert_eq!(instants_by_stepping(&mut player, Direction::Forward, Breakpoint::LostWrite), expected);
    }

    #[test]
    fn convergence_breakpoints_are_where_leaders_converge(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = player_at_start(&scenario);
        prop_assume!(player.timeline().records().len() <= MAX_RECORDS);
        let is_converged = |outcome: &Outcome| outcome.progress == Progress::Converged;
        let expected = instants_by_scanning(&scenario, |before, now| !is_converged(before) && is_converged(now));
        prop_assert_eq!(instants_by_stepping(&mut player, Direction::Forward, Breakpoint::Convergence), expected);
    }

    #[test]
    fn stepping_back_visits_the_same_breakpoints(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = player_at_start(&scenario);
        prop_assume!(player.timeline().records().len() <= MAX_RECORDS);
        for stop in BREAKPOINTS {
            player.act(PlaybackAction::Seek(Micros::ZERO));
            let mut forward = instants_by_stepping(&mut player, Direction::Forward, *stop);
            let mut back = instants_by_stepping(&mut player, Direction::Back, *stop);
            // The last stop is the turning point, and stepping back may also stop at the beginning.
            forward.pop();
            back.retain(|at| *at > Micros::ZERO);
            back.reverse();
            prop_assert_eq!(forward, back, "{:?}", stop);
        }
    }
}
