//! Removing the selected leader, or the command behind what is selected.

use player::{EditAction, PlaybackAction, Player, Selection, ViewAction};
use replication::{Event, Micros};

fn opening() -> Player {
    Player::new(scenario::default_scenario())
}

/// The number of the first event of a kind.
fn first_event(player: &Player, is_of_kind: impl Fn(&Event) -> bool) -> usize {
    let mut records = player.timeline().records().range(0, player.timeline().records().len());
    records.find(|(_, record)| is_of_kind(&record.event)).map(|(number, _)| number).unwrap()
}

#[test]
fn selected_write_is_removed_and_undo_brings_it_back() {
    let mut player = opening();
    let before = player.scenario().clone();
    let dot = *player.timeline().writes().keys().next().unwrap();
    player.act(ViewAction::Select(Selection::Write(dot)));
    let command = player.selected_command().cloned().unwrap();
    assert_eq!(command.at, Micros::from_ms(10));
    player.act(EditAction::RemoveSelected);
    assert!(!player.scenario().commands.contains(&command));
    assert_eq!(player.scenario().commands.len(), before.commands.len() - 1);
    assert_eq!(player.selection(), Selection::Nothing);
    player.act(EditAction::Undo);
    assert_eq!(*player.scenario(), before);
}

#[test]
fn event_is_removed_with_its_command_and_what_followed_from_it_is_refused() {
    let mut player = opening();
    let accepted = first_event(&player, |event| matches!(event, Event::Accepted { .. }));
    player.act(ViewAction::Select(Selection::Event(accepted)));
    player.act(EditAction::RemoveSelected);
    assert_eq!(player.scenario().commands.len(), 1);
    let delivered = first_event(&player, |event| matches!(event, Event::Applied { .. }));
    player.act(ViewAction::Select(Selection::Event(delivered)));
    assert_eq!(player.selected_command(), None);
    player.act(EditAction::RemoveSelected);
    assert_eq!(player.scenario().commands.len(), 1);
    assert!(player.notice().is_some_and(|sentence| sentence.contains("caused by other events")));
}

#[test]
fn removing_nothing_says_what_can_be_removed() {
    let mut player = opening();
    player.act(EditAction::RemoveSelected);
    assert_eq!(player.scenario().commands.len(), 2);
    assert!(player.notice().is_some_and(|sentence| sentence.starts_with("Select a leader, a write")));
}

#[test]
fn selected_leader_leaves_at_the_playhead_or_was_never_there() {
    let id = "S".parse().unwrap();
    let mut player = opening();
    player.act(PlaybackAction::Seek(player.ends_at()));
    player.act(ViewAction::Select(Selection::Leader(id)));
    player.act(EditAction::RemoveSelected);
    assert!(player.scenario().leaders.iter().any(|spec| spec.id == id));
    assert_eq!(player.scenario().commands.len(), 3);

    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::ZERO));
    player.act(ViewAction::Select(Selection::Leader(id)));
    player.act(EditAction::RemoveSelected);
    assert!(player.scenario().leaders.iter().all(|spec| spec.id != id));
    assert_eq!(player.scenario().commands.len(), 2);
    player.act(EditAction::Undo);
    assert!(player.scenario().leaders.iter().any(|spec| spec.id == id));
}
