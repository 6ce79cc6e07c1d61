//! The offsets of a clock at which another write wins, held against runs with the clock set just so.

use analysis::{ClockSensitivity, Method, NoEffect, WinnerFlip, WinnerFlips};
use explain::describe_clock_sensitivity;
use player::{EditAction, PlaybackAction, Player};
use replication::{Clock, Command, Dot, Key, LeaderId, Micros, Offset, Reset, Whose};
use scenario::Scenario;

const ANA_THEN_BEN: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 92, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

/// Ana sits in Frankfurt, Ben in Tokyo and Cleo in São Paulo, all a hundred milliseconds apart.
fn player(policy: &str, commands: &str) -> Player {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}, {{ "id": "S", "name": "São Paulo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}, {{ "id": "cleo", "name": "Cleo", "at": "S" }}],
            "commands": [{commands}] }}"#
    );
    let mut player = Player::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
    to_the_end(&mut player);
    player
}

fn to_the_end(player: &mut Player) {
    player.act(PlaybackAction::Seek(player.timeline().ends_at()));
}

fn leader(id: &str) -> Whose {
    Whose::Leader(id.parse().unwrap())
}

fn client(id: &str) -> Whose {
    Whose::Client(id.parse().unwrap())
}

fn flips(player: &Player, whose: Whose) -> WinnerFlips {
    match player.turning(whose) {
        ClockSensitivity::Decides(flips) => flips,
        other => panic!("{other:?}"),
    }
}

/// What a leader keeps of a key at an instant, with the clock set as a person sets it.
fn winner_with(player: &Player, whose: Whose, offset: Offset, flips: &WinnerFlips) -> Dot {
    let mut player = player.clone();
    let clock = Clock { offset, ..player.clock_at_first(whose) };
    player.act(EditAction::Configure { command: Command::Clock(Reset { whose, clock }), ongoing: false });
    let run = player.timeline().run_at(flips.at, None);
    kept(run.world(), flips.leader, &flips.key)
}

fn kept(world: &replication::World, leader: LeaderId, key: &Key) -> Dot {
    world.leaders[&leader].store.get(key).unwrap().versions[0].dot
}

/// Every offset that is told is just where another write comes to win.
fn is_true(player: &Player, whose: Whose, flips: &WinnerFlips) {
    let present = player.clock_at_first(whose).offset;
    assert_eq!(winner_with(player, whose, present, flips), flips.winner);
    let each = [(flips.below, 1), (flips.above, -1)];
    for (flip, towards) in each.into_iter().filter_map(|(flip, towards)| Some((flip?, towards))) {
        let WinnerFlip { offset, wins, .. } = flip;
        assert_eq!(winner_with(player, whose, offset, flips), wins, "at {offset:?}");
        let nearer = Offset(offset.0 + towards);
        assert_eq!(winner_with(player, whose, nearer, flips), flips.winner, "just before {offset:?}");
    }
}

fn told(player: &Player, whose: Whose) -> Vec<String> {
    describe_clock_sensitivity(player.timeline(), player.frame().world(), &player.turning(whose))
}

#[test]
fn from_where_the_clock_makes_up_for_being_earlier_the_earlier_write_wins() {
    let player = player(r#""last-write-wins""#, ANA_THEN_BEN);
    let found = flips(&player, leader("F"));
    is_true(&player, leader("F"), &found);
    assert_eq!((found.winner.to_string(), found.below, found.found), ("T1".into(), None, Method::ByRule));
    let above = found.above.unwrap();
    assert_eq!((above.offset, above.tie), (Offset(82_001), Some(Offset(82_000))), "at the tie T is greater");
    assert_eq!(
        told(&player, leader("F")),
        [
            "Beyond +82 ms, Frankfurt’s write of cart wins: Ana’s “milk”. At +82 ms the two tie, and T1 wins, as its leader’s id is greater."
        ]
    );
}

#[test]
fn the_other_clock_flips_the_winner_as_far_behind() {
    let player = player(r#""last-write-wins""#, ANA_THEN_BEN);
    let found = flips(&player, leader("T"));
    is_true(&player, leader("T"), &found);
    assert_eq!((found.above, found.below.unwrap().offset), (None, Offset(-82_001)));
}

#[test]
fn where_the_tie_goes_to_the_one_that_comes_to_win_the_offset_is_the_tie() {
    let commands = ANA_THEN_BEN.replace("ana", "x").replace("ben", "ana").replace("\"x\"", "\"ben\"");
    let player = player(r#""last-write-wins""#, &commands);
    let found = flips(&player, leader("T"));
    is_true(&player, leader("T"), &found);
    let above = found.above.unwrap();
    assert_eq!((above.offset, above.tie), (Offset(82_000), Some(Offset(82_000))));
    assert!(told(&player, leader("T"))[0].starts_with("From +82 ms on, Tokyo’s write of cart wins"));
}

#[test]
fn a_tie_can_go_by_value() {
    let player = player(r#"{ "last-write-wins": { "tie": "value" } }"#, ANA_THEN_BEN);
    let found = flips(&player, leader("F"));
    is_true(&player, leader("F"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(82_000), "milk is greater than eggs");
    assert!(told(&player, leader("F"))[0].ends_with("F1 wins, as its value is greater."));
}

#[test]
fn a_clock_that_is_off_and_drifts_is_taken_as_it_is() {
    let mut player = player(r#""last-write-wins""#, ANA_THEN_BEN);
    let clock = Clock { offset: Offset::from_ms(200), drift_ppm: -1_000 };
    player.act(EditAction::Configure {
        command: Command::Clock(Reset { whose: leader("F"), clock }),
        ongoing: false,
    });
    to_the_end(&mut player);
    let found = flips(&player, leader("F"));
    is_true(&player, leader("F"), &found);
    // At 10 ms the clock has lost ten microseconds.
    assert_eq!((found.winner.to_string(), found.below.unwrap().offset), ("F1".into(), Offset(82_010)));
}

#[test]
fn clients_clocks_flip_what_they_date_and_leaders_clocks_do_not() {
    let player = player(r#"{ "last-write-wins": { "timestamp": "client" } }"#, ANA_THEN_BEN);
    let found = flips(&player, client("ana"));
    is_true(&player, client("ana"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
    assert_eq!(player.turning(leader("F")), ClockSensitivity::NotAsked(NoEffect::ClientsCount));
    assert_eq!(player.turning(client("cleo")), ClockSensitivity::NotAsked(NoEffect::NoMeeting));
}

#[test]
fn of_three_writes_the_greatest_of_the_others_is_the_one_to_beat() {
    let commands = format!(
        r#"{ANA_THEN_BEN}, {{ "at_ms": 60, "write": {{ "client": "cleo", "key": "cart", "value": "ham" }} }}"#
    );
    let player = player(r#""last-write-wins""#, &commands);
    for whose in ["F", "T", "S"].map(leader) {
        is_true(&player, whose, &flips(&player, whose));
    }
    let tokyo = flips(&player, leader("T"));
    assert_eq!(tokyo.below.unwrap().wins.to_string(), "S1", "what wins next is not the earliest");
}

#[test]
fn a_clock_that_jumped_shifts_as_a_whole_and_one_that_was_put_right_does_not_matter_after_that() {
    let jump = format!(r#"{{ "at_ms": 5, "jump": {{ "leader": "F", "by_ms": 50 }} }}, {ANA_THEN_BEN}"#);
    let jumped = player(r#""last-write-wins""#, &jump);
    let found = flips(&jumped, leader("F"));
    is_true(&jumped, leader("F"), &found);
    assert_eq!((found.above.unwrap().offset, found.found), (Offset(32_001), Method::ByRule));

    let put_right = format!(r#"{{ "at_ms": 5, "jump": {{ "leader": "F" }} }}, {ANA_THEN_BEN}"#);
    let right = player(r#""last-write-wins""#, &put_right);
    let found = flips(&right, leader("F"));
    assert_eq!((found.below, found.above), (None, None));
    assert!(matches!(found.found, Method::ByRuns(_)));
}

#[test]
fn hybrid_clocks_are_tried_by_running_the_scenario() {
    let player = player(r#"{ "last-write-wins": { "timestamp": "hybrid" } }"#, ANA_THEN_BEN);
    let found = flips(&player, leader("F"));
    is_true(&player, leader("F"), &found);
    assert!(matches!(found.found, Method::ByRuns(_)));
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
    let found = flips(&player, leader("T"));
    is_true(&player, leader("T"), &found);
    assert_eq!(found.below.unwrap().offset, Offset(-82_001));
}

#[test]
fn under_hybrid_clocks_no_offset_lets_a_write_lose_to_what_its_writer_had_seen() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "read": { "client": "ben", "key": "cart" } },
        { "at_ms": 160, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let hybrid = player(r#"{ "last-write-wins": { "timestamp": "hybrid" } }"#, commands);
    let found = flips(&hybrid, leader("F"));
    assert_eq!((found.below, found.above), (None, None));
    assert!(told(&hybrid, leader("F"))[0].starts_with("No offset up to 10 s either way"));

    let physical = player(r#""last-write-wins""#, commands);
    let found = flips(&physical, leader("F"));
    is_true(&physical, leader("F"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(150_001), "the later write loses to a fast clock");
}

#[test]
fn where_what_is_written_depends_on_what_is_there_the_scenario_is_run() {
    let commands =
        format!(r#"{{ "at_ms": 1, "increment": {{ "client": "cleo", "key": "likes" }} }}, {ANA_THEN_BEN}"#);
    let player = player(r#""last-write-wins""#, &commands);
    let found = flips(&player, leader("F"));
    is_true(&player, leader("F"), &found);
    assert!(matches!(found.found, Method::ByRuns(_)));
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
}

#[test]
fn lamport_clocks_and_other_policies_are_not_asked() {
    let lamport = player(r#"{ "last-write-wins": { "timestamp": "lamport" } }"#, ANA_THEN_BEN);
    assert_eq!(lamport.turning(leader("F")), ClockSensitivity::NotAsked(NoEffect::OnlyCounted));
    let siblings = player(r#""siblings""#, ANA_THEN_BEN);
    assert_eq!(siblings.turning(leader("F")), ClockSensitivity::NotAsked(NoEffect::OtherPolicy));
}

#[test]
fn the_latest_conflict_before_the_playhead_counts_and_at_first_the_one_to_come() {
    let commands = format!(
        r#"{ANA_THEN_BEN},
        {{ "at_ms": 400, "write": {{ "client": "ana", "key": "bag", "value": "a" }} }},
        {{ "at_ms": 430, "write": {{ "client": "ben", "key": "bag", "value": "b" }} }}"#
    );
    let mut player = player(r#""last-write-wins""#, &commands);
    assert_eq!(flips(&player, leader("F")).key.as_str(), "bag");
    player.act(PlaybackAction::Seek(Micros::from_ms(350)));
    assert_eq!(flips(&player, leader("F")).key.as_str(), "cart");
    player.act(PlaybackAction::Seek(Micros::ZERO));
    assert_eq!(flips(&player, leader("F")).key.as_str(), "cart");
}

#[test]
fn in_every_example_under_last_write_wins_what_is_told_is_true() {
    for example in scenario::GALLERY {
        let mut player = Player::new(example.scenario());
        player.act(player.choose_policy(replication::Policy::by_id("last-write-wins").unwrap()));
        to_the_end(&mut player);
        let leaders: Vec<LeaderId> = player.frame().world().roster.clone();
        for whose in leaders.into_iter().map(Whose::Leader) {
            if let ClockSensitivity::Decides(flips) = player.turning(whose) {
                is_true(&player, whose, &flips);
            }
        }
    }
}

/// Six clients that write two keys by chance, under one kind of timestamp.
fn busy(timestamp: &str, seed: u32) -> Player {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Busy", "seed": {seed},
            "leaders": [{{ "id": "F" }}, {{ "id": "T", "clock": {{ "offset_ms": 30 }} }}, {{ "id": "S", "clock": {{ "drift_ppm": 20000 }} }}],
            "links": {{ "latency": {{ "fixed_ms": 80 }}, "jitter_ms": 30 }},
            "policy": {{ "last-write-wins": {{ "timestamp": "{timestamp}" }} }},
            "workload": {{ "clients": 6, "keys": 2, "until_ms": 400, "per_second": 5 }} }}"#
    );
    let mut player = Player::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
    to_the_end(&mut player);
    player
}

#[test]
fn in_busy_runs_what_is_told_is_true_whatever_dates_a_write() {
    let mut told = 0;
    for timestamp in ["leader", "client", "hybrid"] {
        for seed in 1..6 {
            let player = busy(timestamp, seed);
            let world = player.frame().world();
            let all = world.roster.iter().copied().map(Whose::Leader);
            for whose in all.chain(world.clients.keys().copied().map(Whose::Client)) {
                if let ClockSensitivity::Decides(flips) = player.turning(whose) {
                    is_true(&player, whose, &flips);
                    told += usize::from(flips.below.is_some() || flips.above.is_some());
                }
            }
        }
    }
    assert!(told > 20, "{told} clocks can flip a winner");
}
