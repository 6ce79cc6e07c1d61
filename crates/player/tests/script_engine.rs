//! Runs with merge scripts wait for the script engine, then give the same result as anywhere else.

use player::{BranchAction, DocumentAction, EditAction, JobAction, Player, Saved, SavedBranch};
use replication::{
    Avoidance, Command, Merge, MergeError, MergeInput, MergeRule, MergeRun, Policy, Script, ScriptEngine,
    defer_script_engine, install_script_engine,
};
use scenario::Permalink;

/// An engine that always keeps the incoming value.
struct Theirs;

impl ScriptEngine for Theirs {
    fn check(&self, _: &str) -> Result<(), MergeError> {
        Ok(())
    }

    fn merge(&self, _: &str, values: MergeInput<'_>) -> MergeRun {
        MergeRun { result: Ok(values.theirs.cloned()), cost: 1 }
    }
}

/// A saved workspace with the opening run and one with a merge script; `current` is shown.
fn restore_workspace(link_with_code: &str, current: usize) -> Player {
    let plain = Player::new(scenario::default_scenario()).permalink().encode();
    let branch =
        |name: &str, link: &str| SavedBranch { id: None, name: name.into(), from: None, link: link.into() };
    let branches = vec![branch("Plain", &plain), branch("Code", link_with_code)];
    Player::from_saved(&Saved { branches, current, ..Saved::default() }, None).unwrap()
}

/// The opening run under conflict avoidance, with this policy for writes that conflict anyway.
fn under_avoidance_and(otherwise: &Policy) -> Player {
    let avoidance = Avoidance { otherwise: Box::new(otherwise.clone()), ..Avoidance::default() };
    let command = Command::Policy(Policy::Avoidance(avoidance));
    let mut player = Player::new(scenario::default_scenario());
    player.act(EditAction::Configure { command, ongoing: false });
    player
}

/// A single test, since the script engine is global.
#[test]
fn runs_with_merge_scripts_wait_for_the_script_engine() {
    defer_script_engine();
    let code = Policy::Merge(Merge { with: MergeRule::Script(Script::default()) });
    let use_script = || EditAction::Configure { command: Command::Policy(code.clone()), ongoing: false };

    let mut edited = Player::new(scenario::default_scenario());
    let before = edited.timeline().fingerprint();
    edited.act(use_script());
    assert!(edited.waits_for_scripts() && !edited.is_computing(), "it waits without computing");
    assert_eq!(edited.timeline().fingerprint(), before, "the previous run is shown");
    edited.act(JobAction::ContinueRun { events: usize::MAX });
    assert!(edited.waits_for_scripts());

    assert!(under_avoidance_and(&code).waits_for_scripts(), "the fallback policy may be a merge script too");

    let mut left = edited.clone();
    left.act(JobAction::CancelRun);
    assert!(!left.waits_for_scripts() && left.notice().is_none());

    let mut other = edited.clone();
    let elsewhere = Permalink { scenario: scenario::default_scenario(), ..left.permalink() };
    other.act(DocumentAction::Open(Box::new(elsewhere)));
    assert!(!other.waits_for_scripts(), "another run needs no engine");
    assert_eq!(other.timeline().fingerprint(), before);

    let mut table = Player::new(scenario::default_scenario());
    table.act(JobAction::ComparePolicies(true));
    while table.is_computing() {
        table.act(JobAction::ContinueRun { events: usize::MAX });
    }
    assert!(table.waits_for_scripts());

    let mut with_code = scenario::default_scenario();
    with_code.policy = code.clone();
    let link = Permalink { at: edited.at(), ..Permalink::of(with_code.clone()) };
    let mut resumed = restore_workspace(&link.encode(), 1);
    assert!(resumed.waits_for_scripts(), "the saved current branch has a merge script");
    let mut compared = restore_workspace(&link.encode(), 0);
    assert!(!compared.waits_for_scripts(), "branches that are not shown need no engine");
    let with_code_id = compared.branches().all()[1].id;
    compared.act(BranchAction::Compare(Some(with_code_id)));
    assert!(compared.waits_for_scripts() && compared.compared_player().is_none());
    let mut switched = restore_workspace(&link.encode(), 0);
    switched.act(BranchAction::Switch(with_code_id));
    assert!(switched.waits_for_scripts());
    assert_eq!(switched.timeline().fingerprint(), before, "the previous branch is shown");
    let mut cold = Player::from_permalink(link);
    assert!(cold.waits_for_scripts());

    install_script_engine(&Theirs);
    let fresh = Player::new(with_code).timeline().fingerprint();
    for player in [&mut edited, &mut resumed, &mut switched, &mut cold] {
        player.act(JobAction::ContinueRun { events: usize::MAX });
        assert!(!player.waits_for_scripts() && !player.is_computing());
        assert_eq!(player.timeline().fingerprint(), fresh);
    }
    compared.act(JobAction::ContinueRun { events: usize::MAX });
    let beside = compared.compared_player().map(|beside| beside.timeline().fingerprint());
    assert_eq!((compared.timeline().fingerprint(), beside), (before, Some(fresh)));
    while table.is_computing() || table.waits_for_scripts() {
        table.act(JobAction::ContinueRun { events: usize::MAX });
    }
    let rows = table.policies().map(|table| table.rows().iter().all(|row| row.summary.is_some()));
    assert_eq!(rows, Some(true));

    left.act(use_script());
    assert_eq!(left.timeline().fingerprint(), fresh, "now it is computed immediately");
}
