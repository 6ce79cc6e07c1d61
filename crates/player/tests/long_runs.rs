//! Long runs, computed in slices.

use player::{DocumentAction, EditAction, JobAction, PlaybackAction, Player};
use replication::{Centi, Command, LeaderId, Micros, Workload, WriteKind};
use scenario::{Permalink, Scenario};

/// Eight leaders with enough writes that the run is computed in slices.
fn long() -> Scenario {
    let mut scenario = scenario::default_scenario();
    let more = ["D", "E", "G", "H", "I"].map(|id| {
        let mut spec = scenario.leaders[0].clone();
        spec.id = id.parse::<LeaderId>().unwrap();
        spec
    });
    scenario.leaders.extend(more);
    let workload = Workload {
        clients: 8,
        until: Micros::from_ms(10_000),
        per_second: Centi(2_500),
        reads_percent: 0,
        writes: WriteKind::Put,
        ..player::first_workload()
    };
    Scenario { workload: Some(workload), ..scenario }
}

fn link(scenario: Scenario, at: Micros) -> Permalink {
    Permalink { at, ..Permalink::of(scenario) }
}

/// Continues until everything is computed; returns the number of slices.
fn wait(player: &mut Player) -> usize {
    let mut times = 0;
    while player.job_progress().is_some() {
        player.act(JobAction::ContinueRun { events: 5_000 });
        times += 1;
    }
    times
}

#[test]
fn long_run_is_computed_in_slices_while_previous_run_is_shown() {
    let mut player = Player::new(scenario::default_scenario());
    player.act(DocumentAction::Open(Box::new(link(long(), Micros::from_ms(500)))));
    let (begun, first) = (player.job_progress().unwrap(), player.timeline().fingerprint());
    player.act(PlaybackAction::Seek(Micros::from_ms(100)));
    player.act(JobAction::ContinueRun { events: 5_000 });
    let later = player.job_progress().unwrap();
    assert!(later.events > begun.events && later.percent >= begun.percent && later.percent < 100);
    assert_eq!(player.timeline().fingerprint(), first);

    assert!(wait(&mut player) > 2);
    assert_eq!(player.at(), Micros::from_ms(500));
    assert_eq!(player.timeline().fingerprint(), long().run().fingerprint());
}

#[test]
fn cancelling_a_long_run_restores_previous_state() {
    let mut player = Player::new(scenario::default_scenario());
    let before = (player.scenario().clone(), player.timeline().fingerprint());
    player.act(DocumentAction::Open(Box::new(link(long(), Micros::ZERO))));
    player.act(JobAction::CancelRun);
    assert_eq!((player.scenario().clone(), player.timeline().fingerprint()), before);
    assert!(player.job_progress().is_none() && player.undo_and_redo() == (None, None));
}

#[test]
fn edits_during_computation_are_refused_with_a_notice() {
    let mut player = Player::from_permalink(link(long(), Micros::ZERO));
    player.act(EditAction::Issue(Command::HealAll {}));
    assert!(player.notice().unwrap().contains("still being computed"));
    wait(&mut player);
    assert_eq!(player.timeline().fingerprint(), long().run().fingerprint());
    assert_eq!(player.undo_and_redo(), (None, None), "opening the first run cannot be undone");
    assert!(!player.is_edited());
}

#[test]
fn opening_a_run_during_computation_takes_its_place() {
    let mut player = Player::from_permalink(link(long(), Micros::ZERO));
    player.act(DocumentAction::Open(Box::new(link(scenario::default_scenario(), Micros::ZERO))));
    assert_eq!(wait(&mut player), 0);
    assert_eq!(player.scenario().title, scenario::default_scenario().title);
    assert_eq!(player.undo_and_redo(), (None, None));
}

#[test]
fn edit_that_is_being_computed_is_saved_and_a_cancelled_one_is_not() {
    let mut player = Player::from_permalink(link(long(), Micros::ZERO));
    wait(&mut player);
    let before = player.saved();
    player.act(EditAction::Issue(Command::HealAll {}));
    assert!(player.job_progress().is_some(), "the run is still being computed");
    assert!(player.is_edited());
    let mut restored = Player::from_saved(&player.saved(), None).unwrap();
    wait(&mut restored);
    assert_eq!(restored.scenario().commands.len(), player.scenario().commands.len() + 1);
    player.act(JobAction::CancelRun);
    assert!(!player.is_edited());
    assert_eq!(player.saved(), before);
}

#[test]
fn cancelling_the_first_run_shows_the_opening_example_instead_of_a_stub() {
    let mut player = Player::from_permalink(link(long(), Micros::ZERO));
    player.act(JobAction::CancelRun);
    assert_eq!(**player.scenario(), scenario::default_scenario());
    assert_eq!(player.document(), None);
    assert!(player.notice().unwrap().starts_with("The run was cancelled before it finished"));
}

#[test]
fn late_edit_of_a_long_run_recomputes_only_its_end() {
    let mut player = Player::from_permalink(link(long(), Micros::ZERO));
    wait(&mut player);
    player.act(PlaybackAction::Seek(player.timeline().ends_at() - Micros::from_ms(5)));
    player.act(EditAction::Issue(Command::Crash { leader: "G".parse().unwrap() }));
    assert!(player.job_progress().is_none(), "it finishes immediately");
    assert_eq!(player.timeline().fingerprint(), player.scenario().run().fingerprint());
}

#[test]
fn playhead_stays_where_the_user_went_while_the_run_of_a_link_was_computed() {
    let opened = || Player::from_permalink(link(long(), Micros::from_ms(500)));
    let at_end = |player: &Player| player.at() == player.timeline().ends_at();
    let after = |actions: &[PlaybackAction]| {
        let mut player = opened();
        assert!(player.job_progress().is_some(), "the run is still being computed");
        actions.iter().for_each(|action| player.act(action.clone()));
        wait(&mut player);
        player
    };
    assert_eq!(after(&[]).at(), Micros::from_ms(500));
    assert_eq!(after(&[PlaybackAction::Seek(Micros::ZERO)]).at(), Micros::ZERO);
    let to_end = after(&[PlaybackAction::Seek(Micros::ZERO), PlaybackAction::SeekEnd]);
    assert!(at_end(&to_end) && to_end.at() > Micros::from_ms(10_000));
    let back = PlaybackAction::Step(player::Direction::Back, player::Breakpoint::Event);
    assert_eq!(after(&[back]).at(), Micros::from_ms(500), "a step back from the start goes nowhere");
}

#[test]
fn playhead_stays_where_the_user_went_while_an_edit_was_computed() {
    let mut player = Player::from_permalink(link(long(), Micros::from_ms(500)));
    wait(&mut player);
    player.act(EditAction::Issue(Command::HealAll {}));
    assert!(player.job_progress().is_some(), "the run is still being computed");
    player.act(PlaybackAction::Seek(Micros::from_ms(2_000)));
    wait(&mut player);
    assert_eq!(player.at(), Micros::from_ms(2_000));
}
