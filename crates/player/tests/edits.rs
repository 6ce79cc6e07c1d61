//! Descriptions of edits in the undo list, and of concurrent merges.

use explain::MessageEffect;
use player::{ConcurrentMerge, CutOff, EditKind, PlaybackAction, Player};
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
        EditKind::SetTitle,
        EditKind::SetAbout,
        EditKind::ConvertRequests,
    ];
    let phrases: Vec<String> = kinds.iter().map(|kind| player.describe_edit(kind)).collect();
    insta::assert_snapshot!(phrases.join("\n"));
}

#[test]
fn concurrent_merge_describes_both_merges_and_the_expected_result() {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::Seek(player.ends_at()));
    let merge = ConcurrentMerge::find(player.frame(), leader("F"), &"cart".parse().unwrap()).unwrap();
    insta::assert_snapshot!(merge.describe(player.frame()));
}
