//! Where keys are at home, homes that fail over, and the windows in which leaders believe different things.

use analysis::key_assignments;
use explain::{describe_window, describe_window_cost};
use player::{EditAction, PlaybackAction, Player, fail_over};
use replication::{LeaderId, Micros, World};
use scenario::Scenario;

/// Three leaders a hundred milliseconds apart; the cart is at home in Frankfurt, the bag in Tokyo.
fn player(options: &str, commands: &str) -> Player {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}, {{ "id": "S", "name": "São Paulo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }},
            "policy": {{ "avoidance": {{ "homes": {{ "cart": "F", "bag": "T" }}{options} }} }},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Player::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn seek(player: &mut Player, ms: u32) {
    player.act(PlaybackAction::Seek(Micros::from_ms(ms.into())));
}

/// `F: cart; T: bag`, with `?` behind a key of which leaders believe different things.
fn map(world: &World) -> String {
    let rows = key_assignments(world).into_iter().map(|(home, keys)| {
        let keys: Vec<String> =
            keys.iter().map(|at| format!("{}{}", at.key, if at.disputed { "?" } else { "" })).collect();
        format!("{home}: {}", keys.join(" "))
    });
    rows.collect::<Vec<_>>().join("; ")
}

/// Each window in its sentence.
fn told(player: &Player) -> Vec<String> {
    player.windows().all.iter().map(|window| describe_window(player.frame().world(), window)).collect()
}

const MOVES: &str = r#"{ "at_ms": 300, "assign": { "key": "cart", "home": "T" } }"#;

#[test]
fn every_leader_has_a_row_with_the_keys_that_are_at_home_there() {
    let mut player = player("", MOVES);
    assert_eq!(map(player.frame().world()), "F: cart; T: bag; S: ");
    seek(&mut player, 350);
    assert_eq!(map(player.frame().world()), "F: cart?; T: bag cart?; S: ");
    let rows = key_assignments(player.frame().world());
    assert_eq!(rows[0].1[0].believers, [leader("F"), leader("S")]);
    seek(&mut player, 500);
    assert_eq!(map(player.frame().world()), "F: ; T: bag cart; S: ");
}

#[test]
fn a_window_is_open_from_the_assignment_until_all_have_heard() {
    let player = player("", MOVES);
    assert_eq!(
        told(&player),
        ["From 300 ms to 400 ms leaders believe in different homes of cart: Frankfurt and Tokyo."]
    );
}

#[test]
fn a_leader_that_is_down_does_not_keep_a_window_open_and_opens_it_again_when_it_is_back() {
    let commands = format!(
        r#"{{ "at_ms": 200, "crash": {{ "leader": "F" }} }}, {MOVES}, {{ "at_ms": 900, "restart": {{ "leader": "F" }} }}"#
    );
    let player = player("", &commands);
    assert_eq!(
        told(&player),
        [
            "From 300 ms to 400 ms leaders believe in different homes of cart: Frankfurt and Tokyo.",
            "From 900 ms to 1000 ms leaders believe in different homes of cart: Frankfurt and Tokyo.",
        ]
    );
}

#[test]
fn a_window_that_a_cut_keeps_open_stays_so_for_good() {
    let commands = format!(r#"{{ "at_ms": 200, "partition": {{ "groups": [["F"]] }} }}, {MOVES}"#);
    let player = player("", &commands);
    assert_eq!(
        told(&player),
        ["From 300 ms on leaders believe in different homes of cart, for good: Frankfurt and Tokyo."]
    );
}

#[test]
fn what_is_written_at_both_homes_in_a_window_conflicts_and_may_be_lost() {
    let writes = format!(
        r#"{MOVES}, {{ "at_ms": 310, "write": {{ "client": "ana", "key": "cart", "value": "milk" }} }},
        {{ "at_ms": 320, "write": {{ "client": "ben", "key": "cart", "value": "eggs" }} }}"#
    );
    let cost = |options: &str| {
        let mut player = player(options, &writes);
        seek(&mut player, 320);
        let windows = player.windows().all;
        assert_eq!(windows.len(), 1);
        describe_window_cost(player.timeline(), player.frame().world(), &windows[0])
    };
    assert_eq!(
        cost(""),
        "Because of it these conflict: Ana’s “milk” and Ben’s “eggs”. None of them is lost."
    );
    assert_eq!(
        cost(r#", "otherwise": "last-write-wins""#),
        "Because of it these conflict: Ana’s “milk” and Ben’s “eggs”. Lost: Ana’s “milk”."
    );
}

#[test]
fn a_window_in_which_nobody_writes_costs_nothing() {
    let player = player("", MOVES);
    let (timeline, world) = (player.timeline(), player.frame().world());
    assert_eq!(
        describe_window_cost(timeline, world, &player.windows().all[0]),
        "No writes conflict because of it."
    );
}

#[test]
fn a_home_that_fails_over_crashes_and_gives_its_keys_away_in_one_edit() {
    let mut player = player("", "");
    seek(&mut player, 50);
    let action = fail_over(player.frame().world(), leader("F"), leader("S")).unwrap();
    player.act(action);
    assert!(!player.frame().world().leaders[&leader("F")].up);
    assert_eq!(player.edits().0.unwrap().name, "fail over from Frankfurt to São Paulo");
    seek(&mut player, 500);
    assert_eq!(map(player.frame().world()), "F: ; T: bag; S: cart");
    player.act(EditAction::Undo);
    assert!(player.frame().world().leaders[&leader("F")].up);
    assert_eq!(map(player.frame().world()), "F: cart; T: bag; S: ");
}

#[test]
fn a_home_that_is_down_already_only_gives_its_keys_away() {
    let mut player = player("", r#"{ "at_ms": 20, "crash": { "leader": "F" } }"#);
    seek(&mut player, 50);
    let world = player.frame().world();
    assert_eq!(fail_over(world, leader("S"), leader("T")), None, "it has no keys");
    assert_eq!(fail_over(world, leader("T"), leader("F")), None, "who is down takes none");
    let Some(EditAction::IssueAll { commands, .. }) = fail_over(world, leader("F"), leader("T")) else {
        panic!("several commands");
    };
    assert_eq!(commands.len(), 1);
}

/// What is said while Ben's request about the cart, made at 10 ms, cannot get through to Frankfurt. No event
/// tells when it would have come, at 110 ms.
fn said_while_a_request_gets_nowhere(goes: impl Fn(&mut Player)) -> Vec<String> {
    const CUT_OFF: &str = r#"{ "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "cut": { "from": "T", "to": "F" } }"#;
    let mut player = player("", CUT_OFF);
    seek(&mut player, 50);
    let mut said = vec![player.frame().narration.sentence.to_string()];
    goes(&mut player);
    said.push(player.frame().narration.sentence.to_string());
    said
}

const PASSED_ON: &str = "Tokyo passes Ben’s request on to Frankfurt, the home of cart.";
const IN_VAIN: &str = "Tokyo waits for an answer from Frankfurt, the home of cart, in vain so far.";

#[test]
fn what_no_event_tells_of_is_shown_as_one_plays_on() {
    let said = said_while_a_request_gets_nowhere(|player| {
        player.act(PlaybackAction::Play);
        while player.at() < Micros::from_ms(150) {
            player.act(PlaybackAction::Tick { wall_us: 10_000 });
        }
    });
    assert_eq!(said, [PASSED_ON, IN_VAIN]);
}

#[test]
fn what_no_event_tells_of_has_not_happened_yet_as_one_goes_back() {
    let said = said_while_a_request_gets_nowhere(|player| {
        seek(player, 150);
        assert_eq!(player.frame().narration.sentence.to_string(), IN_VAIN);
        seek(player, 60);
    });
    assert_eq!(said, [PASSED_ON, PASSED_ON]);
}
