//! Policies that suit a run, and requests that are converted to what a policy supports.

use player::{EditAction, PlaybackAction, Player, Selection, suggested_action};
use replication::{Command, Policy, RequestedOperation, ScheduledCommand, Value};
use scenario::Scenario;

/// Two clients that make these requests at two leaders, under last write wins.
fn run(requests: &[&str]) -> Player {
    let commands: Vec<String> = requests
        .iter()
        .enumerate()
        .map(|(number, request)| format!(r#"{{ "at_ms": {}, {request} }}"#, 10 * (number + 1)))
        .collect();
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}],
            "links": {{ "latency": {{ "fixed_ms": 100 }} }},
            "clients": [{{ "id": "ana", "at": "F" }}, {{ "id": "ben", "at": "T" }}],
            "commands": [{}] }}"#,
        commands.join(",")
    );
    Player::new(Scenario::from_json(&text).unwrap())
}

fn choose(player: &mut Player, policy: &str) {
    player.act(EditAction::ChoosePolicy(Box::new(Policy::by_id(policy).unwrap())));
}

fn policy_text(player: &Player) -> String {
    player.frame().policy().configuration().to_json().to_string()
}

/// Sets an option of the policy, as JSON of the policy.
fn set_policy(player: &mut Player, policy: &str) {
    let policy: Policy = serde_json::from_str(policy).unwrap();
    player.act(EditAction::Configure { command: Command::Policy(policy), ongoing: false });
}

fn operations(player: &Player) -> Vec<RequestedOperation> {
    let of = |timed: &ScheduledCommand| match &timed.command {
        Command::Request(request) => Some(request.operation.clone()),
        _ => None,
    };
    player.scenario().commands.iter().filter_map(of).collect()
}

const LISTS: [&str; 2] = [
    r#""write": { "client": "ana", "key": "cart", "value": ["milk"] }"#,
    r#""write": { "client": "ben", "key": "cart", "value": ["eggs"] }"#,
];

#[test]
fn chosen_data_type_supports_the_requests_of_the_run() {
    let type_for = |requests: &[&str]| {
        let mut player = run(requests);
        choose(&mut player, "crdt");
        policy_text(&player)
    };
    assert!(type_for(&LISTS).contains("register"));
    assert!(type_for(&[r#""add": { "client": "ana", "key": "cart", "item": "milk" }"#]).contains("set"));
    assert!(type_for(&[r#""increment": { "client": "ana", "key": "likes" }"#]).contains("counter"));
    assert!(type_for(&[]).contains("counter"));
}

#[test]
fn no_policy_that_is_chosen_empties_a_gallery_run() {
    for example in scenario::testing::examples_that_end() {
        for variant in Policy::VARIANTS {
            let mut player = Player::new(example.scenario());
            choose(&mut player, variant.id);
            let refused = player.unsuited_requests().map_or(0, |unsuited| unsuited.count);
            let all = operations(&player).len();
            assert!(refused < all || all == 0, "{} under {}: {refused} of {all}", example.id, variant.id);
        }
    }
}

#[test]
fn merge_code_suits_the_values_of_the_run() {
    let code_for = |requests: &[&str]| {
        let mut player = run(requests);
        let script: Policy = serde_json::from_str(r#"{"merge":{"with":"script"}}"#).unwrap();
        player.act(EditAction::ChoosePolicy(Box::new(script)));
        policy_text(&player)
    };
    assert!(code_for(&LISTS).contains("set(mine ?? [])"));
    let number = r#""write": { "client": "ana", "key": "price", "value": 3 }"#;
    assert!(code_for(&[number]).contains("ancestor ?? 0"));
    let text = r#""write": { "client": "ana", "key": "price", "value": "ten" }"#;
    assert!(code_for(&[text, number]).contains("to_string(mine)"));
}

#[test]
fn requests_that_a_set_refuses_are_converted_and_undo_restores_them() {
    let mut player = run(&LISTS);
    set_policy(&mut player, r#"{"crdt":{"type":"set"}}"#);
    let unsuited = player.unsuited_requests().unwrap();
    assert_eq!((unsuited.count, unsuited.convertible), (2, true));
    player.act(PlaybackAction::SeekEnd);
    let narration = player.narration();
    assert!(narration.sentence.starts_with("Nothing has been written: "), "{}", narration.sentence);
    player.act(suggested_action(narration.suggestion.unwrap(), player.frame()));
    assert_eq!(player.unsuited_requests(), None);
    assert!(
        matches!(&operations(&player)[0], RequestedOperation::Put(Value::Set(items)) if items.len() == 1)
    );
    player.act(PlaybackAction::SeekEnd);
    assert_eq!(player.frame().outcome.accepted, 2);
    player.act(EditAction::Undo);
    assert!(matches!(&operations(&player)[0], RequestedOperation::Put(Value::List(_))));
}

#[test]
fn each_write_counts_once_where_a_counter_refuses_it() {
    let mut player = run(&LISTS);
    set_policy(&mut player, r#"{"crdt":{"type":"counter"}}"#);
    player.act(EditAction::ConvertRequests);
    assert_eq!(operations(&player), [RequestedOperation::Increment(1), RequestedOperation::Increment(1)]);
    player.act(EditAction::ConvertRequests);
    assert!(player.notice().is_some(), "nothing is left to convert");
    assert_eq!(player.selection(), Selection::Nothing);
}
