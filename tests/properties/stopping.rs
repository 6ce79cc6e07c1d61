//! One comes by steps to exactly the instants at which what one looks for happens, as one finds them by looking at
//! every instant.

use std::collections::BTreeSet;

use analysis::{Outcome, Progress};
use player::{Action, Direction, Player, STOPS, Stop};
use proptest::prelude::*;
use replication::Micros;
use scenario::Scenario;

use crate::scenarios::{Mix, Readable, scenarios};

/// Longer runs are left out: every instant of them is looked at.
const LONGEST: usize = 1_500;

fn at_the_beginning(scenario: &Scenario) -> Player {
    let mut player = Player::new(scenario.clone());
    player.act(Action::Pause);
    player.act(Action::Seek(Micros::ZERO));
    player
}

/// Where one comes to from here, step by step.
fn stepped(player: &mut Player, direction: Direction, stop: Stop) -> Vec<Micros> {
    let mut found = Vec::new();
    loop {
        let before = player.at();
        player.act(Action::Step(direction, stop));
        if player.at() == before {
            return found;
        }
        found.push(player.at());
    }
}

/// The instants after the beginning whose outcome is, beside that of the instant before, what one looks for.
fn looked_up(scenario: &Scenario, is_it: impl Fn(&Outcome, &Outcome) -> bool) -> Vec<Micros> {
    let mut player = at_the_beginning(scenario);
    let mut before = player.frame().outcome.clone();
    let mut instants = stepped(&mut player, Direction::Forward, Stop::Event);
    instants.retain(|at| {
        player.act(Action::Seek(*at));
        let now = player.frame().outcome.clone();
        let found = is_it(&before, &now);
        before = now;
        found
    });
    instants
}

fn lost(outcome: &Outcome) -> BTreeSet<replication::Dot> {
    outcome.lost.iter().copied().collect()
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn lost_write_breakpoints_are_where_a_write_is_lost(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = at_the_beginning(&scenario);
        prop_assume!(player.timeline().records().len() <= LONGEST);
        let expected = looked_up(&scenario, |before, now| !lost(now).is_subset(&lost(before)));
        prop_assert_eq!(stepped(&mut player, Direction::Forward, Stop::LostWrite), expected);
    }

    #[test]
    fn convergence_breakpoints_are_where_leaders_converge(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = at_the_beginning(&scenario);
        prop_assume!(player.timeline().records().len() <= LONGEST);
        let is_converged = |outcome: &Outcome| outcome.progress == Progress::Converged;
        let expected = looked_up(&scenario, |before, now| !is_converged(before) && is_converged(now));
        prop_assert_eq!(stepped(&mut player, Direction::Forward, Stop::Convergence), expected);
    }

    #[test]
    fn stepping_back_visits_the_same_breakpoints(Readable(scenario) in scenarios(Mix::everything())) {
        let mut player = at_the_beginning(&scenario);
        prop_assume!(player.timeline().records().len() <= LONGEST);
        for stop in STOPS {
            player.act(Action::Seek(Micros::ZERO));
            let mut there = stepped(&mut player, Direction::Forward, *stop);
            let mut back = stepped(&mut player, Direction::Back, *stop);
            // The last stop is where one turns, and at the beginning one may stop on the way back.
            there.pop();
            back.retain(|at| *at > Micros::ZERO);
            back.reverse();
            prop_assert_eq!(there, back, "{:?}", stop);
        }
    }
}
