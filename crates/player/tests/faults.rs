//! What a person breaks, takes out again, and moves in time.

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
    player.frame().world().cuts.iter().map(|link| format!("{}→{}", link.from, link.to)).collect()
}

fn last_edit(player: &Player) -> EditKind {
    player.undo_and_redo().0.unwrap().kind.clone()
}

fn group(ids: &[&str]) -> BTreeSet<LeaderId> {
    ids.iter().map(|id| leader(id)).collect()
}

#[test]
fn a_partition_cuts_both_ways_and_is_one_edit() {
    let mut player = opening_at(300);
    let action = cut_off(player.frame().world(), &group(&["F", "T"]), CutOff::BothWays).unwrap();
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
fn a_partition_one_way_is_several_cuts_and_one_edit() {
    let mut player = opening_at(300);
    let action = cut_off(player.frame().world(), &group(&["F"]), CutOff::Outward).unwrap();
    player.act(action);
    assert_eq!(cuts(&player), ["F→S", "F→T"]);
    assert_eq!(last_edit(&player), EditKind::CutOff(vec![leader("F")], CutOff::Outward));
    let action = cut_off(player.frame().world(), &group(&["F"]), CutOff::Inward).unwrap();
    player.act(action);
    assert_eq!(cuts(&player).len(), 4);
    player.act(EditAction::Undo);
    assert_eq!(cuts(&player), ["F→S", "F→T"]);
    player.act(EditAction::Undo);
    assert!(cuts(&player).is_empty());
}

#[test]
fn where_nothing_is_left_to_cut_there_is_no_partition() {
    let mut player = opening_at(300);
    let world = player.frame().world();
    assert_eq!(cut_off(world, &group(&[]), CutOff::BothWays), None);
    assert_eq!(cut_off(world, &group(&["F", "T", "S"]), CutOff::Outward), None);
    player.act(cut_off(world, &group(&["F"]), CutOff::BothWays).unwrap());
    for what in [CutOff::BothWays, CutOff::Outward, CutOff::Inward] {
        assert_eq!(cut_off(player.frame().world(), &group(&["F"]), what), None);
    }
}

#[test]
fn a_fault_is_taken_out_of_the_run_and_had_back_by_undo() {
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
fn a_fault_is_moved_to_another_instant() {
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
fn a_write_is_no_fault() {
    let player = opening_at(0);
    assert!(!player.scenario().commands.is_empty());
    assert_eq!(fault_commands(player.scenario()).count(), 0);
}

#[test]
fn a_restart_without_its_crash_does_nothing_and_that_is_told() {
    let mut player = opening_at(300);
    let tokyo = leader("T");
    player.act(EditAction::Issue(Command::Crash { leader: tokyo }));
    player.act(PlaybackAction::Seek(at(400)));
    player.act(EditAction::Issue(Command::Restart { leader: tokyo }));
    let told = |player: &Player| -> Vec<Option<IgnoreReason>> {
        fault_commands(player.scenario()).map(|timed| ignored_reason(player.timeline(), timed)).collect()
    };
    assert_eq!(told(&player), [None, None]);
    let crash = fault_commands(player.scenario()).next().cloned().unwrap();
    player.act(EditAction::RemoveCommand(Box::new(crash)));
    assert_eq!(told(&player), [Some(IgnoreReason::AlreadyUp(tokyo))]);
}

#[test]
fn of_several_commands_of_one_instant_each_says_whether_it_does_nothing() {
    let mut scenario = scenario::default_scenario();
    let (tokyo, at) = (leader("T"), at(300));
    for command in [Command::Restart { leader: tokyo }, Command::Crash { leader: tokyo }] {
        scenario.insert_command(at, command);
    }
    let player = Player::new(scenario);
    let idle: Vec<bool> = fault_commands(player.scenario())
        .map(|timed| ignored_reason(player.timeline(), timed).is_some())
        .collect();
    assert_eq!(idle, [true, false], "Tokyo is up before it goes down");
}

#[test]
fn a_command_that_no_longer_makes_sense_stays_and_does_nothing() {
    let mut player = opening_at(300);
    let tokyo = leader("T");
    player.act(EditAction::Issue(Command::Crash { leader: tokyo }));
    player.act(PlaybackAction::Seek(at(5)));
    player.act(EditAction::Issue(Command::Leave { leader: tokyo }));
    let crash = fault_commands(player.scenario()).next().cloned().unwrap();
    assert_eq!(ignored_reason(player.timeline(), &crash), Some(IgnoreReason::NoSuchLeader(tokyo)));
    player.act(EditAction::Undo);
    assert_eq!(ignored_reason(player.timeline(), &crash), None, "it makes sense again");
}
