//! Descriptions of edits in the undo list, and of concurrent merges.

use explain::MessageEffect;
use player::{ConcurrentMerge, CutOff, EditAction, EditKind, PlaybackAction, Player};
use replication::{Command, LeaderId, LinkId, Micros};

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

#[test]
fn every_edit_kind_has_a_description() {
    let player = Player::new(scenario::default_scenario());
    let (f, t, link) = (leader("F"), leader("T"), LinkId::new(leader("F"), leader("T")));
    let (dot, crash) = ("F1".parse().unwrap(), Box::new(Command::Crash { leader: t }));
    let kinds = [
        EditKind::Command(crash.clone()),
        EditKind::Crash(vec![f, t]),
        EditKind::Restart(vec![f, t]),
        EditKind::CutOff(vec![f], CutOff::Outward),
        EditKind::CutOff(vec![f], CutOff::Inward),
        EditKind::CutOff(vec![f], CutOff::BothWays),
        EditKind::FailOver { from: f, to: t },
        EditKind::MergeConcurrently("cart".parse().unwrap(), vec![f, t]),
        EditKind::OverrideMessage(link, dot, MessageEffect::DeliverSooner),
        EditKind::OverrideMessage(link, dot, MessageEffect::Delay),
        EditKind::OverrideMessage(link, dot, MessageEffect::Deliver),
        EditKind::OverrideMessage(link, dot, MessageEffect::Drop),
        EditKind::OverrideMessage(link, dot, MessageEffect::Duplicate),
        EditKind::ResetMessage(link, dot),
        EditKind::RemoveCommand(crash.clone()),
        EditKind::MoveCommand(crash, Micros::from_ms(20)),
        EditKind::AddWorkload,
        EditKind::ChangeWorkload,
        EditKind::RemoveWorkload,
        EditKind::ExpandWorkload,
        EditKind::Fork(Micros::from_ms(20)),
        EditKind::RenameBranch,
        EditKind::RemoveBranch("Branch 1".into()),
        EditKind::Replace,
        EditKind::SetSeed(8),
        EditKind::Redraw(Micros::from_ms(20)),
        EditKind::RemoveRedraw(Micros::from_ms(20)),
        EditKind::SetTitle,
        EditKind::SetAbout,
        EditKind::ConvertRequests,
        EditKind::PlaceClient("ana".parse().unwrap()),
        EditKind::SetRequests(Some("ana".parse().unwrap())),
        EditKind::SetRequests(None),
        EditKind::SetServiceTimes(Some(t)),
        EditKind::SetServiceTimes(None),
        EditKind::AddInvariant,
        EditKind::ChangeInvariant,
        EditKind::RemoveInvariant,
    ];
    let phrases: Vec<String> = kinds.iter().map(|kind| player.describe_edit(kind)).collect();
    insta::assert_snapshot!(phrases.join("\n"));
}

#[test]
fn invariants_are_edited_with_undo_and_leave_the_run_as_it_is() {
    let mut player = Player::new(scenario::default_scenario());
    let fingerprint = player.timeline().fingerprint();
    let state =
        |texts: &[&str]| EditAction::SetInvariants(texts.iter().map(|text| (*text).to_owned()).collect());
    let name = |player: &Player| player.undo_and_redo().0.map(|edit| player.describe_edit(&edit.kind));
    let (one, other) = (r#"count("cart") <= 5"#, r#"versions("cart") <= 1"#);
    for (texts, expected) in [
        (vec![one], "add an invariant"),
        (vec![one, other], "add an invariant"),
        (vec![other, other], "change an invariant"),
        (vec![other], "remove an invariant"),
    ] {
        player.act(state(&texts));
        assert_eq!(player.scenario().invariants, texts);
        assert_eq!(name(&player).as_deref(), Some(expected));
        assert_eq!(player.timeline().fingerprint(), fingerprint);
    }
    player.act(state(&["cart"]));
    assert!(player.notice().is_some_and(|notice| notice.contains("cannot be read at character 1")));
    player.act(EditAction::Undo);
    assert_eq!(player.scenario().invariants, [other, other]);
    assert_eq!(player.permalink().scenario.invariants, [other, other]);
}

#[test]
fn concurrent_merge_describes_both_merges_and_the_expected_result() {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Seek(player.ends_at()));
    let merge = ConcurrentMerge::find(player.frame(), leader("F"), &"cart".parse().unwrap()).unwrap();
    insta::assert_snapshot!(merge.describe(player.frame()));
}
