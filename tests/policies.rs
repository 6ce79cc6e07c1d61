//! The comparison of policies: what each keeps, loses and duplicates for the same commands.

use analysis::{Duplicate, PolicyComparison, PolicyRow, Progress};
use player::{BranchAction, EditAction, JobAction, PlaybackAction, Player};
use replication::{Command, Policy, Value};
use scenario::Scenario;
use scenario::testing::scenario_of;

fn compare_policies(scenario: Scenario) -> (Player, PolicyComparison) {
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
    scenario::example(id).unwrap().scenario()
}

fn counts(row: &PolicyRow) -> (usize, usize, usize) {
    let summary = row.summary.as_ref().unwrap();
    (summary.fates.kept, summary.lost.len(), summary.duplicated.len())
}

#[test]
fn concurrent_writes_are_kept_or_lost_according_to_policy() {
    let (_, table) = compare_policies(scenario::default_scenario());
    let row = |name: &str| table.rows().iter().find(|row| row.name == name).unwrap();
    assert!(table.rows()[0].is_current && table.rows()[0].name == "Siblings");
    assert_eq!(table.rows().len(), 7);
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
fn current_policy_outside_the_list_comes_first() {
    let (_, table) = compare_policies(example("no-order"));
    assert_eq!(table.rows()[0].name, "None");
    assert_eq!(table.rows().len(), 7);
    assert_eq!(table.rows()[0].summary.as_ref().unwrap().progress, Progress::Diverged);
}

#[test]
fn each_row_matches_a_run_under_its_policy() {
    for id in ["two-carts", "fast-clock", "shopping-cart", "two-homes", "resurrection"] {
        let (player, table) = compare_policies(example(id));
        for (number, row) in table.rows().iter().enumerate().filter(|(_, row)| !row.is_current) {
            let mut player = player.clone();
            player.act(BranchAction::TryPolicy(number));
            assert_eq!(player.scenario().policy, row.policy);
            assert_eq!(*player.branches().current().name, *row.name);
            assert_eq!(player.compared_branch().map(|branch| branch.id), Some(player::BranchId(0)));
            assert!(player.policies().is_none());
            player.act(PlaybackAction::Seek(player.timeline().ends_at()));
            let outcome = &player.frame().outcome;
            let summary = row.summary.as_ref().unwrap();
            assert_eq!(summary.lost.len(), outcome.lost.len(), "{id} under {}", row.name);
            assert_eq!(summary.fates, outcome.fates, "{id} under {}", row.name);
            assert_eq!(summary.progress, outcome.progress, "{id} under {}", row.name);
        }
    }
}

#[test]
fn comparison_ignores_policy_changes_during_the_run() {
    let mut scenario = scenario::default_scenario();
    let policy = Policy::by_id("none").unwrap();
    scenario.insert_command(replication::Micros::from_ms(50), Command::Policy(policy));
    let (_, table) = compare_policies(scenario);
    assert!(table.changes_policy());
    assert_eq!(counts(&table.rows()[0]), (2, 0, 0));
}

#[test]
fn concatenated_lists_report_the_duplicate_item() {
    let commands = r#"
        { "at_ms": 1, "write": { "client": "a", "key": "k", "value": ["eggs", "milk"] } },
        { "at_ms": 1, "write": { "client": "b", "key": "k", "value": ["ham", "milk"] } }"#;
    let small = scenario_of(&["A", "B"], &["a at A", "b at B"]);
    let concatenating = small.with("policy", r#"{ "merge": { "with": "concatenate" } }"#).commands(commands);
    let (_, table) = compare_policies(concatenating.build());
    assert_eq!(table.rows()[0].name, "Merge on write");
    let twice = Duplicate::RepeatedItem("k".parse().unwrap(), Value::text("milk"));
    assert_eq!(table.rows()[0].summary.as_ref().unwrap().duplicated, [twice]);
    let merged = table.rows().iter().find(|row| row.name == "Merge code").unwrap();
    assert_eq!(counts(merged), (2, 0, 0));
}

#[test]
fn repeated_application_is_reported_as_duplicated() {
    let (_, table) = compare_policies(example("orphan"));
    let own = table.rows()[0].summary.as_ref().unwrap();
    assert!(
        own.duplicated.iter().any(|what| matches!(what, Duplicate::AppliedAgain(_))),
        "{:?}",
        own.duplicated
    );
}

#[test]
fn edit_recomputes_the_table_and_closing_it_cancels() {
    let (mut player, _) = compare_policies(scenario::default_scenario());
    player.act(EditAction::Issue(Command::Policy(Policy::by_id("none").unwrap())));
    assert!(player.is_computing());
    player.act(JobAction::ComparePolicies(false));
    assert!(!player.is_computing());
}

#[test]
fn o5_all_rows_acknowledge_alike() {
    for (id, with_values) in [("two-carts", true), ("fast-clock", false)] {
        let (_, table) = compare_policies(example(id));
        for row in table.rows() {
            let scenario = table.scenario_of(row);
            let returns_values = scenario.replication.acknowledgement.returns_values(&scenario.policy);
            assert_eq!(returns_values, with_values, "{id} under {}", row.name);
        }
    }
}
