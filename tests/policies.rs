//! The same commands under other policies: what each keeps, loses and has twice.

use analysis::{Duplicate, PolicyComparison, PolicyRow, Progress};
use player::{BranchAction, EditAction, JobAction, PlaybackAction, Player};
use replication::{Command, Policy, Value};
use scenario::Scenario;
use scenario::testing::scenario_of;

fn table_of(scenario: Scenario) -> (Player, PolicyComparison) {
    merge_script::install();
    let mut player = Player::new(scenario);
    player.act(JobAction::ComparePolicies(true));
    while player.is_computing() {
        player.act(JobAction::ContinueRun { events: 50 });
    }
    let table = (**player.policies().unwrap()).clone();
    (player, table)
}

fn example(id: &str) -> Scenario {
    scenario::GALLERY.iter().find(|example| example.id == id).unwrap().scenario()
}

fn counts(row: &PolicyRow) -> (usize, usize, usize) {
    let summary = row.summary.as_ref().unwrap();
    (summary.kept, summary.lost.len(), summary.duplicated.len())
}

#[test]
fn two_who_write_at_once_keep_both_one_or_have_one_after_the_other() {
    let (_, table) = table_of(scenario::opening());
    let row = |name: &str| table.rows().iter().find(|row| row.name == name).unwrap();
    assert!(table.rows()[0].is_current && table.rows()[0].name == "Siblings");
    assert_eq!(table.rows().len(), 5);
    assert_eq!(counts(row("Siblings")), (2, 0, 0));
    assert_eq!(counts(row("Last write wins, by the client’s clock")), (1, 1, 0));
    assert_eq!(counts(row("Last write wins, by the leader’s clock")), (1, 1, 0));
    assert_eq!(counts(row("Merge code")), (2, 0, 0));
    let readings = &row("Merge code").summary.as_ref().unwrap().readings;
    let merged = [Some(Value::List(["eggs", "milk"].map(Value::text).into()))];
    assert!(readings.len() == 3 && readings.iter().all(|(_, values)| *values == merged), "{readings:?}");
    let avoided = row("Avoidance").summary.as_ref().unwrap();
    assert_eq!((avoided.conflicts, avoided.progress), (0, Progress::Converged));
}

#[test]
fn a_policy_that_the_list_does_not_have_comes_first() {
    let (_, table) = table_of(example("three-writers"));
    assert_eq!(table.rows()[0].name, "None");
    assert_eq!(table.rows().len(), 6);
    assert_eq!(table.rows()[0].summary.as_ref().unwrap().progress, Progress::Disagreement);
}

#[test]
fn what_each_row_says_is_what_its_branch_comes_to() {
    for id in ["two-carts", "fast-clock", "shopping-cart", "two-homes", "resurrection"] {
        let (player, table) = table_of(example(id));
        for (number, row) in table.rows().iter().enumerate().filter(|(_, row)| !row.is_current) {
            let mut player = player.clone();
            player.act(BranchAction::TryPolicy(number));
            assert_eq!(player.scenario().policy, row.policy);
            assert_eq!(*player.branches().current().name, *row.name);
            assert_eq!(player.compared().map(|branch| branch.id), Some(player::BranchId(0)));
            assert!(player.policies().is_none());
            player.act(PlaybackAction::Seek(player.timeline().ends_at()));
            let outcome = &player.frame().outcome;
            let summary = row.summary.as_ref().unwrap();
            assert_eq!(summary.lost.len(), outcome.lost.len(), "{id} under {}", row.name);
            assert_eq!(summary.kept + summary.lost.len(), outcome.accepted, "{id} under {}", row.name);
            assert_eq!(summary.progress, outcome.progress, "{id} under {}", row.name);
        }
    }
}

#[test]
fn a_run_that_changes_its_policy_has_each_policy_for_the_whole_of_it() {
    let mut scenario = scenario::opening();
    let policy = Policy::by_id("none").unwrap();
    scenario.insert(replication::Micros::from_ms(50), Command::Policy(policy));
    let (_, table) = table_of(scenario);
    assert!(table.has_changes());
    assert_eq!(counts(&table.rows()[0]), (2, 0, 0));
}

#[test]
fn lists_put_one_behind_the_other_have_an_item_twice() {
    let commands = r#"
        { "at_ms": 1, "write": { "client": "a", "key": "k", "value": ["eggs", "milk"] } },
        { "at_ms": 1, "write": { "client": "b", "key": "k", "value": ["ham", "milk"] } }"#;
    let small = scenario_of(&["A", "B"], &["a at A", "b at B"]);
    let concatenating = small.with("policy", r#"{ "merge": { "with": "concatenate" } }"#).commands(commands);
    let (_, table) = table_of(concatenating.build());
    assert_eq!(table.rows()[0].name, "Merge on write");
    let twice = Duplicate::RepeatedItem("k".parse().unwrap(), Value::text("milk"));
    assert_eq!(table.rows()[0].summary.as_ref().unwrap().duplicated, [twice]);
    let merged = table.rows().iter().find(|row| row.name == "Merge code").unwrap();
    assert_eq!(counts(merged), (2, 0, 0));
}

#[test]
fn what_a_leader_applies_again_and_again_is_there_twice() {
    let (_, table) = table_of(example("orphan"));
    let own = table.rows()[0].summary.as_ref().unwrap();
    assert!(
        own.duplicated.iter().any(|what| matches!(what, Duplicate::AppliedAgain(_))),
        "{:?}",
        own.duplicated
    );
}

#[test]
fn an_edit_makes_the_table_anew_and_closing_it_stops_the_work() {
    let (mut player, _) = table_of(scenario::opening());
    player.act(EditAction::Issue(Command::Policy(Policy::by_id("none").unwrap())));
    assert!(player.is_computing());
    player.act(JobAction::ComparePolicies(false));
    assert!(!player.is_computing());
}
