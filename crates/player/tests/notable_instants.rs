//! The instants of a run that are worth a page each.

use player::{Micros, PlaybackAction, Player};
use scenario::testing::examples_that_end;

#[test]
fn few_instants_in_order_with_the_playhead_and_the_end() {
    for example in examples_that_end() {
        let mut player = Player::new(example.scenario());
        let end = player.timeline().ends_at();
        let middle = Micros(end.0 / 2);
        player.act(PlaybackAction::Seek(middle));
        for most in [2, 5, 12] {
            let instants = player.notable_instants(most);
            assert!(instants.len() <= most.max(3) && instants.is_sorted(), "{}: {instants:?}", example.id);
            assert!(
                instants.contains(&middle) && instants.last() == Some(&end),
                "{}: {instants:?}",
                example.id
            );
        }
    }
}

#[test]
fn conflicts_and_writes_of_the_opening_run_are_notable() {
    let player = Player::new(scenario::default_scenario());
    let instants = player.notable_instants(12);
    let written: Vec<Micros> = player.scenario().commands.iter().map(|timed| timed.at).collect();
    assert!(written.iter().all(|at| instants.contains(at)), "{instants:?}");
    let mut there = player.clone();
    let shows_conflict = |at: &Micros| {
        there.act(PlaybackAction::Seek(*at));
        !there.frame().outcome.conflicts.is_empty()
    };
    assert!(instants.iter().map(shows_conflict).filter(|shows| *shows).count() >= 2, "{instants:?}");
}

#[test]
fn hidden_instants_are_not_notable() {
    let mut player = Player::new(scenario::default_scenario());
    let horizon = Micros::from_ms(60);
    player.act(PlaybackAction::HideAfter(Some(horizon)));
    let instants = player.notable_instants(12);
    assert!(instants.len() > 2 && instants.last() == Some(&horizon), "{instants:?}");
}
