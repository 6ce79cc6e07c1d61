//! Failover of homes, and requests to an unreachable home during playback.

use player::{Action, EditAction, EditKind, Frame, PlaybackAction, Player, fail_over};
use replication::{LeaderId, Micros};
use scenario::testing::scenario_of;

/// Three leaders a hundred milliseconds apart; the cart is at home in Frankfurt, the bag in Tokyo.
fn player(options: &str, commands: &str) -> Player {
    let policy = format!(r#"{{ "avoidance": {{ "homes": {{ "cart": "F", "bag": "T" }}{options} }} }}"#);
    let small = scenario_of(&["Frankfurt", "Tokyo", "São Paulo"], &["Ana at F", "Ben at T"]);
    Player::new(small.with("policy", &policy).commands(commands).build())
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn seek(player: &mut Player, ms: u32) {
    player.act(PlaybackAction::Seek(Micros::from_ms(ms.into())));
}

/// `F: cart; T: bag`, with `?` behind a key of which leaders believe different things.
fn map(frame: &Frame) -> String {
    let rows = frame.key_assignments().into_iter().map(|(home, keys)| {
        let keys: Vec<String> =
            keys.iter().map(|at| format!("{}{}", at.key, if at.disputed { "?" } else { "" })).collect();
        format!("{home}: {}", keys.join(" "))
    });
    rows.collect::<Vec<_>>().join("; ")
}

#[test]
fn failover_crashes_home_and_reassigns_its_keys_in_one_edit() {
    let mut player = player("", "");
    seek(&mut player, 50);
    let action = fail_over(player.frame(), leader("F"), leader("S")).unwrap();
    player.act(action);
    assert!(!player.frame().leader(leader("F")).unwrap().is_up);
    assert_eq!(
        player.undo_and_redo().0.unwrap().kind,
        EditKind::FailOver { from: leader("F"), to: leader("S") }
    );
    seek(&mut player, 500);
    assert_eq!(map(player.frame()), "F: ; T: bag; S: cart");
    player.act(EditAction::Undo);
    assert!(player.frame().leader(leader("F")).unwrap().is_up);
    assert_eq!(map(player.frame()), "F: cart; T: bag; S: ");
}

#[test]
fn failover_of_a_crashed_home_only_reassigns_its_keys() {
    let mut player = player("", r#"{ "at_ms": 20, "crash": { "leader": "F" } }"#);
    seek(&mut player, 50);
    let frame = player.frame();
    assert_eq!(fail_over(frame, leader("S"), leader("T")), None, "it has no keys");
    assert_eq!(fail_over(frame, leader("T"), leader("F")), None, "who is down takes none");
    let Some(Action::Edit(EditAction::IssueAll { commands, .. })) =
        fail_over(frame, leader("F"), leader("T"))
    else {
        panic!("several commands");
    };
    assert_eq!(commands.len(), 1);
}

/// Whether Ben's request about the cart, made at 10 ms, is known to reach nobody: it is no longer in flight. It cannot get through to
/// Frankfurt, and no event tells when it would have arrived, at 110 ms.
fn is_undeliverable(player: &Player) -> bool {
    player.frame().requests_in_flight().next().is_none()
}

fn with_an_unreachable_home() -> Player {
    const CUT_OFF: &str = r#"{ "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "cut": { "from": "T", "to": "F" } }"#;
    let mut player = player("", CUT_OFF);
    seek(&mut player, 50);
    assert!(!is_undeliverable(&player));
    player
}

#[test]
fn playing_past_a_change_without_an_event_shows_it() {
    let mut player = with_an_unreachable_home();
    player.act(PlaybackAction::Play);
    while player.at() < Micros::from_ms(150) {
        player.act(PlaybackAction::Tick { wall_us: 10_000 });
    }
    assert!(is_undeliverable(&player));
}

#[test]
fn seeking_back_before_a_change_without_an_event_undoes_it() {
    let mut player = with_an_unreachable_home();
    seek(&mut player, 150);
    assert!(is_undeliverable(&player));
    seek(&mut player, 60);
    assert!(!is_undeliverable(&player));
}
