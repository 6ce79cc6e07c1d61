//! Breakpoints: stepping to them, and playing until one.

use std::collections::BTreeSet;

use analysis::{Outcome, Progress};
use player::{
    Breakpoint, Direction, EditAction, PlayUntil, PlaybackAction, Player, SPEEDS, Speed, ViewAction,
};
use replication::{
    ClientRequest, Command, Dot, LeaderId, LinkSelector, Micros, Policy, RequestedOperation, Value,
};
use scenario::Scenario;
use scenario::testing::scenario_of;
use timeline::Timeline;

fn with_policy(mut scenario: Scenario, id: &str) -> Player {
    scenario.apply_to_setup(Command::Policy(Policy::by_id(id).unwrap())).unwrap();
    Player::new(scenario)
}

fn outcome_at(timeline: &Timeline, at: Micros) -> Outcome {
    Outcome::new(timeline, timeline.count_at(at), timeline.run_at(at, None).world())
}

/// Every instant of a breakpoint, found by stepping forward from the beginning.
fn all(player: &mut Player, stop: Breakpoint) -> Vec<Micros> {
    player.act(PlaybackAction::Seek(Micros::ZERO));
    let mut instants = Vec::new();
    loop {
        player.act(PlaybackAction::Step(Direction::Forward, stop));
        match instants.last() {
            Some(last) if *last == player.at() => break,
            None if player.at() == Micros::ZERO => break,
            _ => instants.push(player.at()),
        }
    }
    player.act(ViewAction::Dismiss);
    instants
}

fn play(player: &mut Player) {
    while player.playback().playing {
        player.act(PlaybackAction::Tick { wall_us: 16_667 });
    }
}

#[test]
fn stepping_back_visits_the_same_instants_in_reverse() {
    for example in scenario::testing::examples_that_end() {
        for stop in player::BREAKPOINTS {
            let mut player = Player::new(example.scenario());
            let mut forward = all(&mut player, *stop);
            let mut back = Vec::new();
            player.act(PlaybackAction::Seek(player.timeline().ends_at() + Micros(1)));
            while back.len() < forward.len() {
                player.act(PlaybackAction::Step(Direction::Back, *stop));
                back.push(player.at());
            }
            forward.reverse();
            assert_eq!(back, forward, "{} by {}", example.id, stop.name());
        }
    }
}

#[test]
fn lost_write_breakpoint_finds_exactly_the_instants_of_loss() {
    for id in ["none", "last-write-wins", "siblings"] {
        for example in scenario::testing::examples_that_end() {
            let mut player = with_policy(example.scenario(), id);
            let timeline = player.timeline().clone();
            let lost = |at: Micros| -> BTreeSet<Dot> {
                outcome_at(&timeline, at).lost.iter().map(|loss| loss.dot).collect()
            };
            let mut instants: Vec<Micros> = timeline.records().iter().map(|record| record.at).collect();
            instants.dedup();
            let is_new = |at: &Micros| {
                let before = lost(*at - Micros(1));
                lost(*at).iter().any(|now| !before.contains(now))
            };
            let expected: Vec<Micros> = instants.into_iter().filter(is_new).collect();
            assert_eq!(all(&mut player, Breakpoint::LostWrite), expected, "{} under {id}", example.id);
        }
    }
}

#[test]
fn convergence_breakpoint_matches_outcome() {
    for example in scenario::testing::examples_that_end() {
        let mut player = Player::new(example.scenario());
        let timeline = player.timeline().clone();
        let mut instants: Vec<Micros> = timeline.records().iter().map(|record| record.at).collect();
        instants.dedup();
        let converged = |at: Micros| outcome_at(&timeline, at).progress == Progress::Converged;
        let first = |at: &Micros| converged(*at) && !converged(*at - Micros(1));
        let expected: Vec<Micros> = instants.into_iter().filter(first).collect();
        assert_eq!(all(&mut player, Breakpoint::Convergence), expected, "{}", example.id);
    }
}

#[test]
fn conflict_breakpoint_finds_concurrent_writes_under_every_policy() {
    let scenario = scenario::default_scenario();
    let met = all(&mut with_policy(scenario.clone(), "siblings"), Breakpoint::Conflict);
    assert!(!met.is_empty());
    for id in ["none", "last-write-wins"] {
        assert_eq!(all(&mut with_policy(scenario.clone(), id), Breakpoint::Conflict), met, "{id}");
    }
    // A single write cannot conflict.
    let mut scenario = scenario;
    scenario.commands.truncate(1);
    assert_eq!(all(&mut Player::new(scenario), Breakpoint::Conflict), []);
}

#[test]
fn playing_until_a_conflict_pauses_there() {
    let mut player = Player::new(scenario::default_scenario());
    let first = all(&mut player, Breakpoint::Conflict)[0];
    player.act(PlaybackAction::Seek(Micros::ZERO));
    player.act(PlaybackAction::PlayUntil(Breakpoint::Conflict));
    assert_eq!(
        player.playback().until,
        Some(PlayUntil { stop: Some(Breakpoint::Conflict), at: Some(first) })
    );
    play(&mut player);
    assert_eq!((player.at(), player.playback().until), (first, None));
}

#[test]
fn missing_breakpoint_shows_a_notice_and_does_not_move() {
    let mut player = with_policy(scenario::default_scenario(), "siblings");
    player.act(PlaybackAction::PlayUntil(Breakpoint::LostWrite));
    assert_eq!(player.notice().map(|notice| &**notice), Some("There is no lost write after this instant."));
    assert!(!player.playback().playing);
    assert_eq!(player.at(), Micros::ZERO);
    player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Message));
    assert_eq!(player.notice(), None, "the next action dismisses it");
}

#[test]
fn play_until_is_recomputed_after_an_edit() {
    let mut player = Player::new(scenario::default_scenario());
    player.act(PlaybackAction::PlayUntil(Breakpoint::Convergence));
    let first = player.playback().until.unwrap().at.unwrap();
    let id = |name: &str| name.parse::<LeaderId>().unwrap();
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(id("F"), id("T")))));
    let heal = EditAction::Issue(Command::Heal(LinkSelector::Both(id("F"), id("T"))));
    player.act(PlaybackAction::Seek(first + Micros::from_ms(500)));
    player.act(heal);
    player.act(PlaybackAction::Seek(Micros(1)));
    player.act(PlaybackAction::PlayUntil(Breakpoint::Convergence));
    let later = player.playback().until.unwrap().at.unwrap();
    assert!(later > first, "{later} after {first}");
    player.act(EditAction::Undo);
    player.act(EditAction::Undo);
    assert_eq!(
        player.playback().until,
        Some(PlayUntil { stop: Some(Breakpoint::Convergence), at: Some(first) })
    );
}

#[test]
fn message_by_message_playback_takes_one_second_each() {
    let mut player = Player::new(scenario::default_scenario());
    let ends = all(&mut player, Breakpoint::Message);
    player.act(PlaybackAction::Seek(Micros::ZERO));
    assert_eq!(SPEEDS[0], Speed::OneByOne);
    player.act(PlaybackAction::SetSpeed(Speed::OneByOne));
    player.act(PlaybackAction::Play);
    for end in &ends[..2] {
        for _ in 0..9 {
            player.act(PlaybackAction::Tick { wall_us: 100_000 });
            assert!(player.at() < *end);
        }
        player.act(PlaybackAction::Tick { wall_us: 100_000 });
        assert!(player.at().0.abs_diff(end.0) <= 1, "{} at {end}", player.at());
        player.act(PlaybackAction::Seek(*end));
        player.act(PlaybackAction::Play);
    }
}

#[test]
fn message_by_message_playback_skips_no_message_after_a_late_tick() {
    let mut player = Player::new(scenario::default_scenario());
    let ends = all(&mut player, Breakpoint::Message);
    player.act(PlaybackAction::Seek(Micros::ZERO));
    player.act(PlaybackAction::SetSpeed(Speed::OneByOne));
    player.act(PlaybackAction::Play);
    for end in ends {
        for _ in 0..4 {
            player.act(PlaybackAction::Tick { wall_us: 200_000 });
            assert!(player.at() < end, "{} before {end}", player.at());
        }
        player.act(PlaybackAction::Tick { wall_us: 1_500_000 });
        assert_eq!(player.at(), end);
    }
}

#[test]
fn stepping_back_to_missing_convergence_shows_a_notice() {
    let mut player = Player::new(scenario::default_scenario());
    player.act(EditAction::Issue(Command::Request(ClientRequest {
        client: "ana".parse().unwrap(),
        at: None,
        key: "other".parse().unwrap(),
        operation: RequestedOperation::Put(Value::text("x")),
        context: None,
    })));
    player.act(PlaybackAction::Step(Direction::Back, Breakpoint::Convergence));
    assert_eq!(
        player.notice().map(|notice| &**notice),
        Some("The leaders did not converge before this instant.")
    );
}

#[test]
fn arrivals_match_the_message_spans() {
    for example in scenario::testing::examples_that_end() {
        let timeline = Timeline::new(&example.scenario());
        let end = timeline.ends_at();
        for id in timeline.all_leaders() {
            for (from, to) in
                [(Micros::ZERO, end), (Micros(end.0 / 3), Micros(end.0 / 2)), (end, end + Micros(1))]
            {
                let delivered = timeline.message_spans().filter(|span| span.message.link.to == *id);
                let delivered = delivered.filter(|span| span.is_delivered());
                let delivered =
                    delivered.filter(|span| span.outcome.is_some_and(|(at, _)| from <= at && at < to));
                assert_eq!(timeline.arrivals(*id, from, to), delivered.count(), "{} at {id}", example.id);
            }
        }
        for span in timeline.message_spans() {
            assert_eq!(timeline.message_span(span.message).map(|found| found.message), Some(span.message));
        }
    }
}

#[test]
fn overwrite_of_a_read_value_is_not_a_conflict_without_a_context() {
    let commands = r#"
        { "at_ms": 1, "write": { "client": "a", "key": "k", "value": "x" } },
        { "at_ms": 20, "read": { "client": "b", "key": "k" } },
        { "at_ms": 30, "write": { "client": "b", "key": "k", "value": "y" } }"#;
    let scenario = scenario_of(&["A", "B"], &["a at A", "b at B"])
        .with("links", r#"{ "latency": { "fixed_ms": 10 } }"#)
        .with("policy", r#""last-write-wins""#)
        .commands(commands)
        .build();
    for id in ["last-write-wins", "none", "siblings"] {
        assert_eq!(all(&mut with_policy(scenario.clone(), id), Breakpoint::Conflict), [], "{id}");
    }
}

#[test]
fn write_skipped_by_its_last_leader_is_lost() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 110, "increment": { "client": "ben", "key": "cart", "by": 1 } }"#;
    let small = scenario_of(&["F", "T"], &["ana at F", "ben at T"]);
    let mut player = Player::new(small.with("policy", r#""none""#).commands(commands).build());
    // “milk” overwrites the counter in Tokyo immediately; a hundred milliseconds later Frankfurt cannot apply the increment.
    assert_eq!(all(&mut player, Breakpoint::LostWrite), [Micros::from_ms(210)]);
}
