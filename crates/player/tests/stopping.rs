//! Stepping to the next thing of a kind, and playing until there is one.

use analysis::{Outcome, Progress};
use player::{
    Breakpoint, Direction, EditAction, PlayUntil, PlaybackAction, Player, SPEEDS, Speed, ViewAction,
};
use replication::{
    ClientRequest, Command, LeaderId, LinkSelector, Micros, Policy, RequestedOperation, Value,
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

/// Every instant at which there is such a thing, by stepping forward from the beginning.
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
fn stepping_back_meets_the_same_instants_in_reverse() {
    for example in scenario::GALLERY.iter().filter(|example| example.id != "orphan") {
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
fn each_instant_at_which_a_write_is_lost_is_found_and_no_other() {
    for id in ["none", "last-write-wins", "siblings"] {
        for example in scenario::GALLERY.iter().filter(|example| example.id != "orphan") {
            let mut player = with_policy(example.scenario(), id);
            let timeline = player.timeline().clone();
            let lost = |at: Micros| outcome_at(&timeline, at).lost;
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
fn the_leaders_have_come_to_agree_just_where_the_outcome_says_so_for_the_first_time() {
    for example in scenario::GALLERY.iter().filter(|example| example.id != "orphan") {
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
fn a_conflict_is_where_writes_meet_that_had_not_seen_each_other_whatever_the_policy() {
    let scenario = scenario::default_scenario();
    let met = all(&mut with_policy(scenario.clone(), "siblings"), Breakpoint::Conflict);
    assert!(!met.is_empty());
    for id in ["none", "last-write-wins"] {
        assert_eq!(all(&mut with_policy(scenario.clone(), id), Breakpoint::Conflict), met, "{id}");
    }
    // One after the other, each seen by the next: no conflict.
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
    assert_eq!(player.playback().until, Some(PlayUntil { stop: Breakpoint::Conflict, at: Some(first) }));
    play(&mut player);
    assert_eq!((player.at(), player.playback().until), (first, None));
}

#[test]
fn what_does_not_come_is_said_and_nothing_moves() {
    let mut player = with_policy(scenario::default_scenario(), "siblings");
    player.act(PlaybackAction::PlayUntil(Breakpoint::LostWrite));
    assert_eq!(player.notice().map(|notice| &**notice), Some("There is no lost write after this instant."));
    assert!(!player.playback().playing);
    assert_eq!(player.at(), Micros::ZERO);
    player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Message));
    assert_eq!(player.notice(), None, "it goes once something else is done");
}

#[test]
fn an_edit_on_the_way_is_minded_by_what_is_played_until() {
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
    assert_eq!(player.playback().until, Some(PlayUntil { stop: Breakpoint::Convergence, at: Some(first) }));
}

#[test]
fn one_by_one_each_message_takes_a_second() {
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
    }
}

#[test]
fn one_by_one_no_message_is_passed_over_however_late_a_frame_comes() {
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
fn where_nothing_can_be_written_down_nothing_is_lost() {
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
fn what_arrives_is_counted_as_it_is_by_looking_at_every_message() {
    for example in scenario::GALLERY.iter().filter(|example| example.id != "orphan") {
        let timeline = Timeline::new(&example.scenario());
        let end = timeline.ends_at();
        for id in timeline.all_leaders() {
            for (from, to) in
                [(Micros::ZERO, end), (Micros(end.0 / 3), Micros(end.0 / 2)), (end, end + Micros(1))]
            {
                let landed = timeline.message_spans().iter().filter(|flight| flight.message.link.to == *id);
                let landed = landed.filter(|flight| flight.is_delivered());
                let landed =
                    landed.filter(|flight| flight.outcome.is_some_and(|(at, _)| from <= at && at < to));
                assert_eq!(timeline.arrivals(*id, from, to), landed.count(), "{} at {id}", example.id);
            }
        }
        for flight in timeline.message_spans() {
            assert_eq!(
                timeline.message_span(flight.message).map(|found| found.message),
                Some(flight.message)
            );
        }
    }
}

#[test]
fn a_write_over_what_its_client_had_read_is_no_conflict_even_where_no_context_says_so() {
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
fn a_write_is_lost_where_the_last_leader_that_it_comes_to_skips_it() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 110, "increment": { "client": "ben", "key": "cart", "by": 1 } }"#;
    let small = scenario_of(&["F", "T"], &["ana at F", "ben at T"]);
    let mut player = Player::new(small.with("policy", r#""none""#).commands(commands).build());
    // At once “milk” overwrites the count in Tokyo; a hundred milliseconds later it does not fit in Frankfurt.
    assert_eq!(all(&mut player, Breakpoint::LostWrite), [Micros::from_ms(210)]);
}
