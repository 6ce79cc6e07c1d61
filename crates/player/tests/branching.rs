//! Branches: forking, renaming, removing, saving and comparing them.

use player::{
    Action, BranchAction, BranchId, EditAction, EditKind, ForkTail, PlaybackAction, Player,
    SavedScenarioChange,
};
use replication::{ClientRequest, Command, LinkSelector, Micros, RequestedOperation, Value};

const FIRST: BranchId = BranchId(0);
const SECOND: BranchId = BranchId(1);

fn opening() -> Player {
    Player::new(scenario::default_scenario())
}

fn write(value: &str) -> Action {
    let (client, key) = ("cleo".parse().unwrap(), "cart".parse().unwrap());
    let operation = RequestedOperation::Put(Value::text(value));
    EditAction::Issue(Command::Request(ClientRequest { client, at: None, key, operation, context: None }))
        .into()
}

fn forked_at(ms: u64) -> Player {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(ms)));
    player.act(BranchAction::Fork { tail: ForkTail::Keep });
    player
}

fn names(player: &Player) -> Vec<String> {
    player.branches().all().iter().map(|branch| branch.name.to_string()).collect()
}

fn shown(player: &Player) -> BranchId {
    player.branches().current().id
}

#[test]
fn fork_is_identical_until_edited() {
    let mut player = forked_at(60);
    assert_eq!(shown(&player), SECOND);
    assert_eq!(player.at(), Micros::from_ms(60));
    player.act(BranchAction::Compare(Some(FIRST)));
    assert_eq!(player.divergence(), None);
    player.act(write("tea"));
    let difference = player.divergence().unwrap();
    assert_eq!(difference.at, Micros::from_ms(60));
    let divergence = player.describe_divergence().unwrap();
    assert!(divergence.current.contains("accepted Cleo’s “tea” for cart"), "{}", divergence.current);
    assert!(divergence.compared.starts_with("nothing until 104.314 ms"), "{}", divergence.compared);
    assert_eq!(player.branches().all()[0].scenario.commands.len(), 2, "the other branch is unchanged");
}

#[test]
fn fork_can_drop_later_commands() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(12)));
    player.act(BranchAction::Fork { tail: ForkTail::Drop });
    assert_eq!(player.scenario().commands.len(), 1);
    player.act(BranchAction::Switch(FIRST));
    assert_eq!(player.scenario().commands.len(), 2);
}

#[test]
fn undo_switches_to_the_edited_branch() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    player.act(BranchAction::Switch(FIRST));
    player.act(EditAction::Undo);
    assert_eq!((shown(&player), player.scenario().commands.len()), (SECOND, 2));
    player.act(EditAction::Undo);
    assert_eq!(names(&player), ["First run"]);
    player.act(EditAction::Redo);
    player.act(EditAction::Redo);
    assert_eq!((shown(&player), player.scenario().commands.len()), (SECOND, 3));
}

#[test]
fn compared_branches_share_playhead_until_the_longer_run_ends() {
    let mut player = forked_at(60);
    let short = player.timeline().ends_at();
    player.act(PlaybackAction::Seek(Micros::from_ms(400)));
    player.act(write("late"));
    player.act(BranchAction::Switch(FIRST));
    player.act(BranchAction::Compare(Some(SECOND)));
    player.act(PlaybackAction::Seek(Micros::ZERO));
    player.act(PlaybackAction::Play);
    while player.is_moving() {
        player.act(PlaybackAction::Tick { wall_us: 16_667 });
        assert_eq!(player.compared_player().unwrap().at(), player.at());
    }
    assert_eq!(player.timeline().ends_at(), short);
    assert!(player.at() > Micros::from_ms(400));
}

#[test]
fn switching_to_the_compared_branch_swaps_them() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    player.act(BranchAction::Compare(Some(FIRST)));
    let there = player.divergence();
    player.act(BranchAction::Switch(FIRST));
    assert_eq!(player.compared_branch().map(|branch| branch.id), Some(SECOND));
    assert_eq!(player.divergence(), there);
    player.act(BranchAction::Compare(None));
    assert!(player.compared_player().is_none());
}

#[test]
fn removing_a_branch_ends_comparison_and_undo_restores_it() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    player.act(BranchAction::Switch(FIRST));
    player.act(BranchAction::Compare(Some(SECOND)));
    player.act(BranchAction::Remove(SECOND));
    assert!(player.compared_branch().is_none());
    assert_eq!(player.undo_and_redo().0.unwrap().kind, EditKind::RemoveBranch("Branch 1".into()));
    player.act(EditAction::Undo);
    assert_eq!(names(&player), ["First run", "Branch 1"]);
    player.act(BranchAction::Remove(SECOND));
    player.act(BranchAction::Remove(FIRST));
    assert_eq!(names(&player), ["First run"], "the last branch cannot be removed");
}

#[test]
fn rename_can_be_undone() {
    let mut player = forked_at(60);
    player.act(BranchAction::Rename(SECOND, "with tea".into()));
    assert_eq!(names(&player), ["First run", "with tea"]);
    player.act(EditAction::Undo);
    assert_eq!(names(&player), ["First run", "Branch 1"]);
}

#[test]
fn forking_at_branch_limit_is_refused() {
    let mut player = opening();
    for _ in 0..40 {
        player.act(BranchAction::Fork { tail: ForkTail::Keep });
    }
    assert!(player.branches().is_full());
    assert!(player.notice().unwrap().starts_with("There are 24 branches already."));
}

#[test]
fn saved_workspace_is_restored_unchanged() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    player.act(BranchAction::Rename(SECOND, "with tea".into()));
    let resumed = Player::from_saved(&player.saved(), None).unwrap();
    assert_eq!(resumed.branches(), player.branches());
    assert_eq!(resumed.at(), player.at());
    for branch in resumed.branches().all() {
        let (end, expected) = (resumed.end_frame_of(branch).unwrap(), player.end_frame_of(branch).unwrap());
        assert_eq!(end.outcome, expected.outcome, "{}", branch.name);
    }
}

#[test]
fn undo_of_a_damaged_saved_edit_is_refused_and_changes_nothing() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    let mut saved = player.saved();
    let change = &mut saved.history.past.last_mut().unwrap().branches.last_mut().unwrap().scenario;
    assert!(matches!(change, SavedScenarioChange::Patched { .. }), "{change:?}");
    *change = SavedScenarioChange::New(r#"{"polyleader":1,"leaders":[]}"#.into());
    let mut resumed = Player::from_saved(&saved, None).unwrap();
    let before = resumed.branches().clone();
    resumed.act(EditAction::Undo);
    assert_eq!(resumed.branches(), &before);
    assert!(resumed.notice().unwrap().contains("cannot be undone or redone, because its saved state is"));
}

#[test]
fn work_that_an_earlier_version_saved_is_restored_without_history() {
    let mut player = forked_at(60);
    player.act(write("tea"));
    let saved: serde_json::Value = serde_json::to_value(player.saved()).unwrap();
    let branches: Vec<_> = saved["branches"].as_array().unwrap().iter().map(|branch| {
        serde_json::json!({ "name": branch["name"], "from": branch["from"], "link": branch["link"] })
    }).collect();
    let earlier = serde_json::json!({ "branches": branches, "current": saved["current"] });
    let resumed = Player::from_saved(&serde_json::from_value(earlier).unwrap(), None).unwrap();
    assert_eq!(resumed.branches(), player.branches());
    assert_eq!(resumed.undo_and_redo(), (None, None));
}

#[test]
fn cut_in_one_branch_does_not_affect_the_other() {
    let mut player = forked_at(5);
    let id = |id: &str| id.parse().unwrap();
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(id("F"), id("T")))));
    let branches = player.branches().clone();
    let ends: Vec<_> =
        branches.all().iter().map(|branch| player.end_frame_of(branch).unwrap().outcome.progress).collect();
    assert_eq!(ends[0], analysis::Progress::Converged);
    assert_ne!(ends[1], analysis::Progress::Converged);
}

#[test]
fn saved_workspace_restores_cuts() {
    let mut player = forked_at(15);
    let id = |id: &str| id.parse().unwrap();
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(id("F"), id("T")))));
    let resumed = Player::from_saved(&player.saved(), None).unwrap();
    assert_eq!(resumed.branches(), player.branches());
    assert_eq!(resumed.timeline().fingerprint(), player.timeline().fingerprint());
    let ends = |player: &Player| -> Vec<_> {
        let branches = player.branches().all();
        branches.iter().map(|branch| player.end_frame_of(branch).unwrap().outcome.progress).collect()
    };
    assert_eq!(ends(&resumed), ends(&player));
}

#[test]
fn branch_says_from_when_it_differs_also_before_its_fork() {
    let mut player = forked_at(200);
    let differs = |player: &Player| player.branches().differs_from(player.branches().current());
    assert_eq!(differs(&player), Some(Micros::from_ms(200)));
    player.act(PlaybackAction::Seek(Micros::from_ms(60)));
    player.act(write("tea"));
    assert_eq!(differs(&player), Some(Micros::from_ms(60)));
    assert_eq!(player.branches().differs_from(player.branches().get(FIRST).unwrap()), None);
}
