//! Merging siblings by hand, for each type of value, and concurrently at two leaders.

use std::sync::Arc;

use player::{ConcurrentMerge, Draft, EditAction, PlaybackAction, Player, Side, TextPart, ValueType};
use replication::{Micros, Value, Write};
use scenario::testing::scenario_of;
use scenario::value_to_input;

/// A run in which Ana and Ben write these values concurrently, and both leaders store both.
fn player(one: &str, other: &str) -> Player {
    let commands = format!(
        r#"{{ "at_ms": 10, "write": {{ "client": "ana", "key": "cart", "value": {one} }} }},
           {{ "at_ms": 20, "write": {{ "client": "ben", "key": "cart", "value": {other} }} }}"#
    );
    let small = scenario_of(&["Frankfurt", "Tokyo"], &["Ana at F", "Ben at T"]);
    let mut player = Player::new(small.with("policy", r#""siblings""#).commands(&commands).build());
    player.act(PlaybackAction::Seek(Micros::from_ms(300)));
    player
}

fn siblings(player: &Player) -> Vec<Arc<Write>> {
    let leader = player.frame().leader("F".parse().unwrap()).unwrap();
    leader.stored(&"cart".parse().unwrap()).unwrap().versions.to_vec()
}

fn draft(one: &str, other: &str) -> (Draft, Vec<Arc<Write>>) {
    let versions = siblings(&player(one, other));
    (Draft::from_all(&versions), versions)
}

fn typed(draft: &Draft) -> String {
    draft.value().map_or_else(|sentence| sentence, |value| value_to_input(&value))
}

#[test]
fn text_draft_starts_with_both_sides_of_every_difference() {
    let (mut draft, _) = draft(r#""buy milk today""#, r#""buy eggs today""#);
    assert_eq!(typed(&draft), "buy milk eggs today");
    let index = draft.parts.iter().position(|part| matches!(part, TextPart::Differs { .. })).unwrap();
    draft.choose_part(index, Side::Second);
    assert_eq!(typed(&draft), "buy eggs today");
    draft.set_text("buy nothing".into());
    assert_eq!((typed(&draft).as_str(), draft.parts.len()), ("buy nothing", 0));
    draft.set_text(String::new());
    assert_eq!(typed(&draft), "Enter text.");
}

#[test]
fn invalid_number_is_kept_as_typed() {
    let (mut draft, versions) = draft("3", "5");
    assert_eq!(typed(&draft), "5");
    draft.number = "many".into();
    assert_eq!(typed(&draft), "Enter a whole number, such as 3 or -3.");
    draft.number = "−4".into();
    assert_eq!(draft.value(), Ok(Value::Integer(-4)));
    assert_eq!(typed(&Draft::from_one(&versions, versions[0].dot)), "3");
}

#[test]
fn list_items_can_be_moved_removed_and_restored() {
    let (mut draft, versions) = draft(r#"["milk", "ham", "ham"]"#, r#"["ham", "eggs"]"#);
    assert_eq!(typed(&draft), "[milk, ham, ham, eggs]");
    draft.move_up(3);
    draft.remove_item(0);
    assert_eq!(typed(&draft), "[ham, eggs, ham]");
    let missing = draft.missing_items(&versions);
    assert_eq!(missing.len(), 1);
    draft.add_item(&missing[0].value, missing[0].from);
    draft.add_typed_item(" 3 ");
    assert_eq!(typed(&draft), "[ham, eggs, ham, milk, 3]");
}

#[test]
fn map_fields_can_be_taken_from_either_sibling() {
    let (mut draft, versions) =
        draft(r#"{ "map": { "name": "Ana", "age": 3 } }"#, r#"{ "map": { "name": "Ben", "town": "Rio" } }"#);
    assert_eq!(typed(&draft), "{age: 3, name: Ana, town: Rio}");
    let others = draft.alternatives_for(&versions, "name");
    assert_eq!(others.iter().map(|field| field.typed.as_str()).collect::<Vec<_>>(), ["Ben"]);
    draft.take_field(others[0].clone());
    draft.fields.retain(|field| field.name != "age");
    assert_eq!(draft.missing_fields(&versions), ["age"]);
    assert_eq!(typed(&draft), "{name: Ben, town: Rio}");
    draft.fields.push(player::Field::default());
    assert_eq!(typed(&draft), "Every field needs a name.");
    draft.fields[2].name = "name".into();
    assert_eq!(typed(&draft), "Two fields are called “name”: rename one of them.");
}

#[test]
fn switching_type_of_mixed_siblings_keeps_input() {
    let (mut draft, versions) = draft(r#"["milk"]"#, r#""eggs""#);
    assert!(Draft::has_mixed_types(&versions));
    assert_eq!((draft.kind, typed(&draft).as_str()), (ValueType::List, "[milk, eggs]"));
    draft.kind = ValueType::Set;
    assert_eq!(typed(&draft), "{eggs, milk}");
    draft.kind = ValueType::Number;
    assert_eq!(typed(&draft), "Enter a whole number, such as 3 or -3.");
    draft.kind = ValueType::List;
    assert_eq!(typed(&draft), "[milk, eggs]");
}

#[test]
fn concurrent_merges_are_one_edit_and_create_new_siblings() {
    let mut player = player(r#"["milk"]"#, r#"["eggs"]"#);
    let key = "cart".parse().unwrap();
    let both = ConcurrentMerge::find(player.frame(), "F".parse().unwrap(), &key).unwrap();
    let at: Vec<String> =
        both.merges.iter().map(|(at, client, value)| format!("{at} {client} {value}")).collect();
    assert_eq!(at, ["F ana milk, eggs", "T ben eggs"]);
    let action = both.action();
    player.act(action);
    player.act(PlaybackAction::Seek(player.ends_at()));
    let dots: Vec<String> = siblings(&player).iter().map(|version| version.dot.to_string()).collect();
    assert_eq!(dots, ["F2", "T2"]);
    player.act(EditAction::Undo);
    assert_eq!(player.scenario().commands.len(), 2, "one undo reverts both");
}

#[test]
fn concurrent_merge_requires_siblings_at_two_serving_leaders() {
    let mut player = player(r#""milk""#, r#""eggs""#);
    let offer = |player: &Player| {
        ConcurrentMerge::find(player.frame(), "F".parse().unwrap(), &"cart".parse().unwrap())
    };
    assert!(offer(&player).is_some());
    player.act(EditAction::Issue(replication::Command::Crash { leader: "T".parse().unwrap() }));
    assert!(offer(&player).is_none(), "the other leader is down");
    player.act(PlaybackAction::Seek(Micros::from_ms(50)));
    assert!(offer(&player).is_none(), "there are no siblings yet");
}
