//! The offsets of a clock at which another write wins, checked against runs with the clock set to them.

use analysis::{
    ClockSensitivity, Method, NoEffect, WinnerFlip, WinnerFlips, clock_sensitivity, initial_clock,
};
use replication::{Clock, ClockOwner, Command, Dot, Key, LeaderId, Micros, Offset, Policy, SetClock, World};
use scenario::Scenario;
use timeline::Timeline;

const ANA_THEN_BEN: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 92, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

/// A scenario and its recorded run.
struct Run {
    scenario: Scenario,
    timeline: Timeline,
}

impl Run {
    fn new(scenario: Scenario) -> Self {
        let timeline = Timeline::new(&scenario);
        Self { scenario, timeline }
    }

    /// The same scenario with what a command sets in force from the beginning.
    fn with(&self, command: Command) -> Self {
        let mut scenario = self.scenario.clone();
        scenario.apply_to_setup(command).expect("it can be set for the whole run");
        Self::new(scenario)
    }

    fn with_clock(&self, owner: ClockOwner, clock: Clock) -> Self {
        self.with(Command::SetClock(SetClock { owner, clock }))
    }

    fn world_at(&self, at: Micros) -> World {
        self.timeline.run_at(at, None).world().clone()
    }

    fn initial_clock(&self, whose: ClockOwner) -> Clock {
        initial_clock(&self.scenario, whose)
    }

    fn sensitivity_at(&self, whose: ClockOwner, at: Micros) -> ClockSensitivity {
        let (count, world) = (self.timeline.count_at(at), self.world_at(at));
        clock_sensitivity(&self.scenario, &self.timeline, count, &world, whose)
    }

    /// As seen from the end of the run.
    fn sensitivity(&self, whose: ClockOwner) -> ClockSensitivity {
        self.sensitivity_at(whose, self.timeline.ends_at())
    }
}

/// Ana sits in Frankfurt, Ben in Tokyo and Cleo in São Paulo, all a hundred milliseconds apart.
fn run(policy: &str, commands: &str) -> Run {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}, {{ "id": "S", "name": "São Paulo" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}, {{ "id": "cleo", "name": "Cleo", "at": "S" }}],
            "commands": [{commands}] }}"#
    );
    Run::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

fn leader(id: &str) -> ClockOwner {
    ClockOwner::Leader(id.parse().unwrap())
}

fn client(id: &str) -> ClockOwner {
    ClockOwner::Client(id.parse().unwrap())
}

fn flips(run: &Run, whose: ClockOwner) -> WinnerFlips {
    decided(run.sensitivity(whose))
}

fn decided(sensitivity: ClockSensitivity) -> WinnerFlips {
    match sensitivity {
        ClockSensitivity::Decides(flips) => flips,
        other => panic!("{other:?}"),
    }
}

/// What a leader keeps of a key at the instant of the conflict, with the clock set to this offset from the start.
fn winner_with(run: &Run, whose: ClockOwner, offset: Offset, flips: &WinnerFlips) -> Dot {
    let clock = Clock { offset, ..run.initial_clock(whose) };
    kept(&run.with_clock(whose, clock).world_at(flips.at), flips.leader, &flips.key)
}

fn kept(world: &World, leader: LeaderId, key: &Key) -> Dot {
    world.leaders[&leader].store.get(key).unwrap().versions[0].dot
}

/// Every offset found is exactly where another write starts to win.
fn is_true(run: &Run, whose: ClockOwner, flips: &WinnerFlips) {
    let present = run.initial_clock(whose).offset;
    assert_eq!(winner_with(run, whose, present, flips), flips.winner);
    let each = [(flips.below, 1), (flips.above, -1)];
    for (flip, towards) in each.into_iter().filter_map(|(flip, towards)| Some((flip?, towards))) {
        let WinnerFlip { offset, winner, .. } = flip;
        assert_eq!(winner_with(run, whose, offset, flips), winner, "at {offset:?}");
        let nearer = Offset(offset.0 + towards);
        assert_eq!(winner_with(run, whose, nearer, flips), flips.winner, "just before {offset:?}");
    }
}

#[test]
fn the_earlier_write_wins_once_its_clock_is_ahead_by_the_difference() {
    let run = run(r#""last-write-wins""#, ANA_THEN_BEN);
    let found = flips(&run, leader("F"));
    is_true(&run, leader("F"), &found);
    assert_eq!(
        (found.winner.to_string(), found.below, found.method),
        ("T1".into(), None, Method::Timestamps)
    );
    let above = found.above.unwrap();
    assert_eq!((above.offset, above.tie), (Offset(82_001), Some(Offset(82_000))), "at the tie T is greater");
}

#[test]
fn the_other_clock_flips_the_winner_by_the_same_amount_behind() {
    let run = run(r#""last-write-wins""#, ANA_THEN_BEN);
    let found = flips(&run, leader("T"));
    is_true(&run, leader("T"), &found);
    assert_eq!((found.above, found.below.unwrap().offset), (None, Offset(-82_001)));
}

#[test]
fn when_the_challenger_wins_the_tie_the_flip_is_at_the_tie() {
    let commands = ANA_THEN_BEN.replace("ana", "x").replace("ben", "ana").replace("\"x\"", "\"ben\"");
    let run = run(r#""last-write-wins""#, &commands);
    let found = flips(&run, leader("T"));
    is_true(&run, leader("T"), &found);
    let above = found.above.unwrap();
    assert_eq!((above.offset, above.tie), (Offset(82_000), Some(Offset(82_000))));
    assert_eq!(above.winner.to_string(), "T1");
}

#[test]
fn a_tie_is_broken_by_value_if_the_policy_says_so() {
    let run = run(r#"{ "last-write-wins": { "tie": "value" } }"#, ANA_THEN_BEN);
    let found = flips(&run, leader("F"));
    is_true(&run, leader("F"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(82_000), "milk is greater than eggs");
    assert_eq!(found.above.unwrap().tie, Some(Offset(82_000)));
    assert_eq!(found.above.unwrap().winner.to_string(), "F1");
}

#[test]
fn a_clock_with_offset_and_drift_keeps_its_drift() {
    let clock = Clock { offset: Offset::from_ms(200), drift_ppm: -1_000 };
    let run = run(r#""last-write-wins""#, ANA_THEN_BEN).with_clock(leader("F"), clock);
    let found = flips(&run, leader("F"));
    is_true(&run, leader("F"), &found);
    // At 10 ms the clock has lost ten microseconds.
    assert_eq!((found.winner.to_string(), found.below.unwrap().offset), ("F1".into(), Offset(82_010)));
}

#[test]
fn under_client_timestamps_only_clients_clocks_flip_the_winner() {
    let run = run(r#"{ "last-write-wins": { "timestamp": "client" } }"#, ANA_THEN_BEN);
    let found = flips(&run, client("ana"));
    is_true(&run, client("ana"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
    assert_eq!(run.sensitivity(leader("F")), ClockSensitivity::NoEffect(NoEffect::ClientClocksCount));
    assert_eq!(run.sensitivity(client("cleo")), ClockSensitivity::NoEffect(NoEffect::NoConflict));
}

#[test]
fn of_three_writes_the_runner_up_wins_next() {
    let commands = format!(
        r#"{ANA_THEN_BEN}, {{ "at_ms": 60, "write": {{ "client": "cleo", "key": "cart", "value": "ham" }} }}"#
    );
    let run = run(r#""last-write-wins""#, &commands);
    for whose in ["F", "T", "S"].map(leader) {
        is_true(&run, whose, &flips(&run, whose));
    }
    let tokyo = flips(&run, leader("T"));
    assert_eq!(tokyo.below.unwrap().winner.to_string(), "S1", "what wins next is not the earliest");
}

#[test]
fn a_clock_step_is_kept_and_a_clock_set_to_true_time_no_longer_matters() {
    let jump = format!(r#"{{ "at_ms": 5, "jump": {{ "leader": "F", "by_ms": 50 }} }}, {ANA_THEN_BEN}"#);
    let jumped = run(r#""last-write-wins""#, &jump);
    let found = flips(&jumped, leader("F"));
    is_true(&jumped, leader("F"), &found);
    assert_eq!((found.above.unwrap().offset, found.method), (Offset(32_001), Method::Timestamps));

    let put_right = format!(r#"{{ "at_ms": 5, "jump": {{ "leader": "F" }} }}, {ANA_THEN_BEN}"#);
    let right = run(r#""last-write-wins""#, &put_right);
    let found = flips(&right, leader("F"));
    assert_eq!((found.below, found.above), (None, None));
    assert!(matches!(found.method, Method::Simulation(_)));
}

#[test]
fn hybrid_clock_flips_are_found_by_simulation() {
    let run = run(r#"{ "last-write-wins": { "timestamp": "hybrid" } }"#, ANA_THEN_BEN);
    let found = flips(&run, leader("F"));
    is_true(&run, leader("F"), &found);
    assert!(matches!(found.method, Method::Simulation(_)));
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
    let found = flips(&run, leader("T"));
    is_true(&run, leader("T"), &found);
    assert_eq!(found.below.unwrap().offset, Offset(-82_001));
}

#[test]
fn under_hybrid_clocks_no_offset_makes_a_write_lose_to_one_its_writer_had_read() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "read": { "client": "ben", "key": "cart" } },
        { "at_ms": 160, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let hybrid = run(r#"{ "last-write-wins": { "timestamp": "hybrid" } }"#, commands);
    let found = flips(&hybrid, leader("F"));
    assert_eq!((found.below, found.above), (None, None));
    assert_eq!(found.method, Method::Simulation(Offset::from_ms(10_000)));

    let physical = run(r#""last-write-wins""#, commands);
    let found = flips(&physical, leader("F"));
    is_true(&physical, leader("F"), &found);
    assert_eq!(found.above.unwrap().offset, Offset(150_001), "the later write loses to a fast clock");
}

#[test]
fn relative_operations_are_answered_by_simulation() {
    let commands =
        format!(r#"{{ "at_ms": 1, "increment": {{ "client": "cleo", "key": "likes" }} }}, {ANA_THEN_BEN}"#);
    let run = run(r#""last-write-wins""#, &commands);
    let found = flips(&run, leader("F"));
    is_true(&run, leader("F"), &found);
    assert!(matches!(found.method, Method::Simulation(_)));
    assert_eq!(found.above.unwrap().offset, Offset(82_001));
}

#[test]
fn a_leaders_clock_decides_under_a_crdt_register_and_not_under_a_counter() {
    let register = run(r#"{ "crdt": { "type": "register" } }"#, ANA_THEN_BEN);
    let found = flips(&register, leader("F"));
    is_true(&register, leader("F"), &found);
    assert!(found.above.is_some_and(|flip| flip.offset > Offset::from_ms(80)), "{found:?}");
    let no_effect = ClockSensitivity::NoEffect;
    assert_eq!(register.sensitivity(client("ana")), no_effect(NoEffect::LeaderClocksCount));
    let counter = run(r#"{ "crdt": { "type": "counter" } }"#, ANA_THEN_BEN);
    assert_eq!(counter.sensitivity(leader("F")), no_effect(NoEffect::PolicyIgnoresTimestamps));
}

#[test]
fn lamport_clocks_and_policies_without_timestamps_have_no_effect() {
    let lamport = run(r#"{ "last-write-wins": { "timestamp": "lamport" } }"#, ANA_THEN_BEN);
    assert_eq!(lamport.sensitivity(leader("F")), ClockSensitivity::NoEffect(NoEffect::LamportClocks));
    let siblings = run(r#""siblings""#, ANA_THEN_BEN);
    assert_eq!(
        siblings.sensitivity(leader("F")),
        ClockSensitivity::NoEffect(NoEffect::PolicyIgnoresTimestamps)
    );
}

#[test]
fn leader_clock_decides_under_a_crdt_register_and_under_avoidance_with_last_write_wins() {
    let register = run(r#"{ "crdt": { "type": "register" } }"#, ANA_THEN_BEN);
    let found = flips(&register, leader("F"));
    is_true(&register, leader("F"), &found);
    assert!(found.above.is_some_and(|flip| flip.offset > Offset::from_ms(80)), "{found:?}");
    let no_effect = ClockSensitivity::NoEffect;
    assert_eq!(register.sensitivity(client("ana")), no_effect(NoEffect::LeaderClocksCount));
    let counter = run(r#"{ "crdt": { "type": "counter" } }"#, ANA_THEN_BEN);
    assert_eq!(counter.sensitivity(leader("F")), no_effect(NoEffect::PolicyIgnoresTimestamps));
    let avoidance = run(r#"{ "avoidance": { "otherwise": "last-write-wins" } }"#, ANA_THEN_BEN);
    assert_eq!(avoidance.sensitivity(leader("F")), no_effect(NoEffect::NoConflict));
}

#[test]
fn the_latest_conflict_before_the_instant_counts_else_the_next_one() {
    let commands = format!(
        r#"{ANA_THEN_BEN},
        {{ "at_ms": 400, "write": {{ "client": "ana", "key": "bag", "value": "a" }} }},
        {{ "at_ms": 430, "write": {{ "client": "ben", "key": "bag", "value": "b" }} }}"#
    );
    let run = run(r#""last-write-wins""#, &commands);
    assert_eq!(flips(&run, leader("F")).key.as_str(), "bag");
    for at in [Micros::from_ms(350), Micros::ZERO] {
        assert_eq!(decided(run.sensitivity_at(leader("F"), at)).key.as_str(), "cart");
    }
}

#[test]
fn every_gallery_flip_under_last_write_wins_is_exact() {
    for example in scenario::GALLERY {
        let policy = Policy::by_id("last-write-wins").unwrap();
        let run = Run::new(example.scenario()).with(Command::Policy(policy));
        let leaders = run.world_at(run.timeline.ends_at()).members;
        for whose in leaders.into_iter().map(ClockOwner::Leader) {
            if let ClockSensitivity::Decides(flips) = run.sensitivity(whose) {
                is_true(&run, whose, &flips);
            }
        }
    }
}

/// Six clients that write two keys by chance, under one kind of timestamp.
fn busy(timestamp: &str, seed: u32) -> Run {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Busy", "seed": {seed},
            "leaders": [{{ "id": "F" }}, {{ "id": "T", "clock": {{ "offset_ms": 30 }} }}, {{ "id": "S", "clock": {{ "drift_ppm": 20000 }} }}],
            "links": {{ "latency": {{ "fixed_ms": 80 }}, "jitter_ms": 30 }},
            "policy": {{ "last-write-wins": {{ "timestamp": "{timestamp}" }} }},
            "workload": {{ "clients": 6, "keys": 2, "until_ms": 400, "per_second": 5 }} }}"#
    );
    Run::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn every_flip_of_busy_runs_is_exact_for_each_kind_of_timestamp() {
    let mut told = 0;
    for timestamp in ["leader", "client", "hybrid"] {
        for seed in 1..6 {
            let run = busy(timestamp, seed);
            let world = run.world_at(run.timeline.ends_at());
            let all = world.members.iter().copied().map(ClockOwner::Leader);
            for whose in all.chain(world.clients.keys().copied().map(ClockOwner::Client)) {
                if let ClockSensitivity::Decides(flips) = run.sensitivity(whose) {
                    is_true(&run, whose, &flips);
                    told += usize::from(flips.below.is_some() || flips.above.is_some());
                }
            }
        }
    }
    assert!(told > 20, "{told} clocks can flip a winner");
}
