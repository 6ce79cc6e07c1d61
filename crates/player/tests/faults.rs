//! Faults: injecting, removing and moving them.

use std::collections::BTreeSet;

use player::{CutOff, EditAction, EditKind, PlaybackAction, Player, cut_off, fault_commands, ignored_reason};
use replication::{Command, IgnoreReason, LeaderId, LinkId, LinkSelector, Micros, ScheduledCommand};

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn at(ms: u32) -> Micros {
    Micros::from_ms(ms.into())
}

fn opening_at(ms: u32) -> Player {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Seek(at(ms)));
    player
}

fn cuts(player: &Player) -> Vec<String> {
    let frame = player.frame();
    let cut = frame.links().map(|(link, _)| link).filter(|link| frame.link(*link).is_cut);
    cut.map(|link| format!("{}→{}", link.from, link.to)).collect()
}

fn last_edit(player: &Player) -> EditKind {
    player.undo_and_redo().0.unwrap().kind.clone()
}

fn group(ids: &[&str]) -> BTreeSet<LeaderId> {
    ids.iter().map(|id| leader(id)).collect()
}

#[test]
fn partition_cuts_both_directions_in_one_edit() {
    let mut player = opening_at(300);
    let action = cut_off(player.frame(), &group(&["F", "T"]), CutOff::BothWays).unwrap();
    player.act(action);
    assert_eq!(cuts(&player), ["F→S", "S→F", "S→T", "T→S"]);
    assert_eq!(
        last_edit(&player),
        EditKind::command(Command::Partition {
            groups: vec![vec![leader("F"), leader("T")], vec![leader("S")]]
        })
    );
    player.act(EditAction::Undo);
    assert!(cuts(&player).is_empty());
}

#[test]
fn one_way_partition_is_several_cuts_in_one_edit() {
    let mut player = opening_at(300);
    let action = cut_off(player.frame(), &group(&["F"]), CutOff::Outward).unwrap();
    player.act(action);
    assert_eq!(cuts(&player), ["F→S", "F→T"]);
    assert_eq!(last_edit(&player), EditKind::CutOff(vec![leader("F")], CutOff::Outward));
    let action = cut_off(player.frame(), &group(&["F"]), CutOff::Inward).unwrap();
    player.act(action);
    assert_eq!(cuts(&player).len(), 4);
    player.act(EditAction::Undo);
    assert_eq!(cuts(&player), ["F→S", "F→T"]);
    player.act(EditAction::Undo);
    assert!(cuts(&player).is_empty());
}

#[test]
fn partition_is_not_offered_if_nothing_is_left_to_cut() {
    let mut player = opening_at(300);
    assert_eq!(cut_off(player.frame(), &group(&[]), CutOff::BothWays), None);
    assert_eq!(cut_off(player.frame(), &group(&["F", "T", "S"]), CutOff::Outward), None);
    player.act(cut_off(player.frame(), &group(&["F"]), CutOff::BothWays).unwrap());
    for direction in [CutOff::BothWays, CutOff::Outward, CutOff::Inward] {
        assert_eq!(cut_off(player.frame(), &group(&["F"]), direction), None);
    }
}

#[test]
fn fault_can_be_removed_and_restored_by_undo() {
    let mut player = opening_at(300);
    let before = player.timeline().fingerprint();
    player.act(EditAction::Issue(Command::Crash { leader: leader("T") }));
    let crash: Vec<ScheduledCommand> = fault_commands(player.scenario()).cloned().collect();
    assert_eq!(crash, [ScheduledCommand::new(at(300), Command::Crash { leader: leader("T") })]);
    player.act(EditAction::RemoveCommand(Box::new(crash[0].clone())));
    assert_eq!(player.timeline().fingerprint(), before);
    assert_eq!(fault_commands(player.scenario()).count(), 0);
    assert_eq!(last_edit(&player), EditKind::RemoveCommand(Box::new(crash[0].command.clone())));
    player.act(EditAction::Undo);
    assert_eq!(fault_commands(player.scenario()).count(), 1);
    player.act(EditAction::Redo);
    player.act(EditAction::RemoveCommand(Box::new(crash[0].clone())));
    assert!(player.notice().unwrap().contains("no longer in the scenario"));
}

#[test]
fn fault_can_be_moved_to_another_instant() {
    let mut player = opening_at(300);
    let way = LinkSelector::One(LinkId::new(leader("F"), leader("T")));
    player.act(EditAction::Issue(Command::Cut(way)));
    let cut = ScheduledCommand::new(at(300), Command::Cut(way));
    player.act(EditAction::MoveCommand { scheduled: Box::new(cut), to: at(20) });
    let moved: Vec<ScheduledCommand> = fault_commands(player.scenario()).cloned().collect();
    assert_eq!(moved, [ScheduledCommand::new(at(20), Command::Cut(way))]);
    assert_eq!(last_edit(&player), EditKind::MoveCommand(Box::new(Command::Cut(way)), at(20)));
    player.act(PlaybackAction::Seek(at(20)));
    assert_eq!(cuts(&player), ["F→T"]);
    player.act(EditAction::Undo);
    assert_eq!(fault_commands(player.scenario()).next().unwrap().at, at(300));
}

#[test]
fn writes_are_not_faults() {
    let player = opening_at(0);
    assert!(!player.scenario().commands.is_empty());
    assert_eq!(fault_commands(player.scenario()).count(), 0);
}

#[test]
fn restart_without_a_crash_is_ignored_with_a_reason() {
    let mut player = opening_at(300);
    let tokyo = leader("T");
    player.act(EditAction::Issue(Command::Crash { leader: tokyo }));
    player.act(PlaybackAction::Seek(at(400)));
    player.act(EditAction::Issue(Command::Restart { leader: tokyo }));
    let ignored_reasons = |player: &Player| -> Vec<Option<IgnoreReason>> {
        fault_commands(player.scenario())
            .map(|scheduled| ignored_reason(player.timeline(), scheduled))
            .collect()
    };
    assert_eq!(ignored_reasons(&player), [None, None]);
    let crash = fault_commands(player.scenario()).next().cloned().unwrap();
    player.act(EditAction::RemoveCommand(Box::new(crash)));
    assert_eq!(ignored_reasons(&player), [Some(IgnoreReason::AlreadyUp(tokyo))]);
}

#[test]
fn ignored_reason_is_found_per_command_at_the_same_instant() {
    let mut scenario = scenario::default_scenario();
    let (tokyo, at) = (leader("T"), at(300));
    for command in [Command::Restart { leader: tokyo }, Command::Crash { leader: tokyo }] {
        scenario.insert_command(at, command);
    }
    let player = Player::new(scenario);
    let ignored: Vec<bool> = fault_commands(player.scenario())
        .map(|scheduled| ignored_reason(player.timeline(), scheduled).is_some())
        .collect();
    assert_eq!(ignored, [true, false], "Tokyo is up before it goes down");
}

#[test]
fn command_for_a_missing_leader_stays_and_is_ignored() {
    let mut player = opening_at(300);
    let tokyo = leader("T");
    player.act(EditAction::Issue(Command::Crash { leader: tokyo }));
    player.act(PlaybackAction::Seek(at(5)));
    player.act(EditAction::Issue(Command::Leave { leader: tokyo, drain: false }));
    let crash = fault_commands(player.scenario()).next().cloned().unwrap();
    assert_eq!(ignored_reason(player.timeline(), &crash), Some(IgnoreReason::NoSuchLeader(tokyo)));
    player.act(EditAction::Undo);
    assert_eq!(ignored_reason(player.timeline(), &crash), None, "the leader exists again");
}
