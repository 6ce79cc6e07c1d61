//! Playing and editing a run.

use analysis::{Outcome, Progress};
use explain::{MessageEffect, Narration, Suggestion};
use player::{
    Breakpoint, Direction, DocumentAction, EditAction, EditKind, Payload, PlaybackAction, Player, Selection,
    ViewAction, suggested_action,
};
use replication::{
    ClientRequest, Clock, ClockOwner, Command, DeliveryOverride, Dot, Event, LeaderId, LinkId, LinkSelector,
    LinkSettings, Message, MessageOverride, Micros, Offset, Place, Policy, RequestedOperation, SetClock,
    Topology, Value,
};
use scenario::{Permalink, Scenario};
use timeline::DeliveryOutcome;

fn opening() -> Player {
    Player::new(scenario::default_scenario())
}

fn example(id: &str) -> Player {
    Player::new(scenario::example(id).unwrap().scenario())
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn write(client: &str, value: &str) -> Command {
    Command::Request(ClientRequest {
        client: client.parse().unwrap(),
        at: None,
        key: "cart".parse().unwrap(),
        operation: RequestedOperation::Put(Value::text(value)),
        context: None,
    })
}

fn at_end(player: &mut Player) -> Outcome {
    player.act(PlaybackAction::Seek(player.timeline().ends_at()));
    player.frame().outcome.clone()
}

/// Follows a suggestion.
fn follow(player: &mut Player, suggestion: Suggestion) {
    player.act(suggested_action(suggestion, player.frame()));
}

fn last_edit(player: &Player) -> EditKind {
    player.undo_and_redo().0.unwrap().kind.clone()
}

fn lost_names(player: &mut Player) -> Vec<String> {
    at_end(player).lost.iter().map(|loss| loss.dot.to_string()).collect()
}

#[test]
fn playback_stops_at_the_end_and_restarts_from_the_beginning() {
    let mut player = opening();
    player.act(PlaybackAction::Play);
    let mut ticks = 0;
    while player.is_moving() {
        player.act(PlaybackAction::Tick { wall_us: 16_667 });
        ticks += 1;
        assert!(ticks < 10_000);
    }
    assert_eq!(player.at(), player.timeline().ends_at());
    player.act(PlaybackAction::Toggle);
    assert_eq!(player.at(), Micros::ZERO);
    assert!(player.is_moving());
}

#[test]
fn command_at_the_end_resumes_playback_unless_paused() {
    let mut player = opening();
    player.act(PlaybackAction::Play);
    while player.is_moving() {
        player.act(PlaybackAction::Tick { wall_us: 50_000 });
    }
    assert!(!player.playback().playing, "playback stops at the end");
    player.act(EditAction::Issue(write("cleo", "ham")));
    assert!(player.is_moving());
    player.act(PlaybackAction::Pause);
    player.act(EditAction::Issue(write("cleo", "jam")));
    assert!(!player.is_moving(), "a pause stays in force");
}

#[test]
fn narration_leads_with_the_latest_event() {
    let mut player = opening();
    player.act(EditAction::Configure {
        command: Command::Policy(Policy::by_id("last-write-wins").unwrap()),
        ongoing: false,
    });
    assert_eq!(lost_names(&mut player), ["F1"]);
    assert!(player.narration().sentence.contains("is lost"));
    player.act(EditAction::Issue(Command::Crash { leader: leader("S") }));
    player.act(EditAction::Issue(write("ben", "ham")));
    assert!(player.narration().sentence.contains("is in flight to Frankfurt"));
    assert_eq!(player.frame().outcome.lost.len(), 1, "the verdicts still say what is lost");
    player.act(PlaybackAction::Seek(player.timeline().ends_at()));
    let narration = player.narration();
    assert_eq!(narration.suggestion, Some(Suggestion::Restart(leader("S"))), "{}", narration.sentence);
}

#[test]
fn stepping_visits_every_event_instant_forward_and_back() {
    let mut player = opening();
    let mut instants = vec![];
    while player.at() < player.timeline().ends_at() {
        player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Event));
        instants.push(player.at());
    }
    let mut expected: Vec<Micros> = player.timeline().records().iter().map(|record| record.at).collect();
    expected.dedup();
    assert_eq!(instants, expected);
    for at in instants.iter().rev().skip(1) {
        player.act(PlaybackAction::Step(Direction::Back, Breakpoint::Event));
        assert_eq!(player.at(), *at);
    }
}

#[test]
fn merge_at_the_instant_of_arrival_includes_what_arrived() {
    let mut player = opening();
    while player.frame().outcome.conflicts.is_empty() {
        player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Event));
    }
    let place = player.frame().outcome.conflicts[0].leader;
    player.act(EditAction::Issue(Command::Merge {
        client: "ana".parse().unwrap(),
        at: Some(place),
        key: "cart".parse().unwrap(),
        value: Value::text("both"),
    }));
    let cart = "cart".parse().unwrap();
    let versions = player.frame().leader(place).unwrap().stored(&cart).unwrap().versions;
    let values: Vec<Option<&Value>> = versions.iter().map(|version| version.value()).collect();
    assert_eq!(values, [Some(&Value::text("both"))]);
    let outcome = at_end(&mut player);
    assert_eq!((outcome.progress, outcome.conflicts.len(), outcome.lost.len()), (Progress::Converged, 0, 0));
}

#[test]
fn commands_at_one_instant_run_in_the_order_they_were_added() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(50)));
    player.act(EditAction::Issue(Command::Crash { leader: leader("T") }));
    player.act(EditAction::Issue(Command::Restart { leader: leader("T") }));
    assert!(player.frame().leader(leader("T")).unwrap().is_up);
    assert!(player.scenario().commands.is_sorted_by_key(|scheduled| scheduled.at));
}

#[test]
fn undo_restores_previous_run_and_redo_the_edited_one() {
    let mut player = opening();
    let before = player.timeline().fingerprint();
    player.act(PlaybackAction::Seek(Micros::from_ms(40)));
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(leader("F"), leader("T")))));
    let after = player.timeline().fingerprint();
    assert_ne!(before, after);
    assert_eq!(
        last_edit(&player),
        EditKind::command(Command::Cut(LinkSelector::Both(leader("F"), leader("T"))))
    );
    player.act(EditAction::Undo);
    assert_eq!(player.timeline().fingerprint(), before);
    player.act(EditAction::Redo);
    assert_eq!(player.timeline().fingerprint(), after);
}

#[test]
fn playhead_at_the_end_stays_at_the_end_after_an_edit() {
    let mut player = opening();
    at_end(&mut player);
    let far = Command::Move { leader: leader("T"), place: Place::from_degrees(-40.0, 175.0) };
    let before = player.at();
    player.act(EditAction::Configure { command: far, ongoing: false });
    assert_ne!(player.timeline().ends_at(), before);
    assert_eq!(player.at(), player.timeline().ends_at());
    player.act(EditAction::Undo);
    assert_eq!(player.at(), before);
}

#[test]
fn drag_is_one_edit() {
    let mut player = opening();
    for step in 0..20 {
        let place = Place::from_degrees(10.0 + f64::from(step), 20.0);
        let command = Command::Move { leader: leader("F"), place };
        player.act(EditAction::Configure { command, ongoing: step < 19 });
    }
    assert_eq!(player.scenario().leaders[0].place, Some(Place::from_degrees(29.0, 20.0)));
    assert!(
        player.scenario().commands == scenario::default_scenario().commands,
        "a place holds for the whole run"
    );
    player.act(EditAction::Undo);
    assert_eq!(**player.scenario(), scenario::default_scenario());
}

#[test]
fn invalid_edit_is_refused_with_a_notice() {
    let mut player = opening();
    player.act(EditAction::Issue(write("nobody", "x")));
    assert_eq!(**player.scenario(), scenario::default_scenario());
    assert!(player.notice().unwrap().contains("there is no client “nobody”"));
    player.act(ViewAction::Dismiss);
    assert_eq!(player.notice(), None);
}

#[test]
fn link_opens_at_its_instant_and_reports_fingerprint_mismatch() {
    let mut sender = opening();
    sender.act(PlaybackAction::Seek(Micros(123_456)));
    let link = sender.permalink().encode();
    let mut receiver = example("dead-hub");
    receiver.act(DocumentAction::Open(Box::new(Permalink::decode(&link).unwrap())));
    assert_eq!(receiver.at(), Micros(123_456));
    assert_eq!(receiver.timeline().fingerprint(), sender.timeline().fingerprint());
    assert_eq!(receiver.notice(), None);
    let mut wrong = sender.permalink();
    wrong.fingerprint = Some("0123456789abcdef".parse().unwrap());
    receiver.act(DocumentAction::Open(Box::new(wrong)));
    assert!(receiver.notice().unwrap().contains("0123456789abcdef"));
}

#[test]
fn l3_overwritten_concurrent_write_is_lost() {
    let mut player = opening();
    assert_eq!(lost_names(&mut player), Vec::<String>::new());
    player.act(EditAction::Configure {
        command: Command::Policy(Policy::by_id("last-write-wins").unwrap()),
        ongoing: false,
    });
    assert_eq!(lost_names(&mut player), ["F1"]);
    assert!(player.narration().sentence.contains("Ana’s “milk” is lost"));
}

#[test]
fn l3_a_later_write_from_a_slow_clock_is_lost() {
    let mut player = example("fast-clock");
    assert_eq!(lost_names(&mut player), ["T1"]);
    assert!(player.narration().sentence.contains("a clock is wrong"));
}

#[test]
fn write_replaced_by_a_writer_who_saw_it_is_not_lost() {
    let mut player = example("fast-clock");
    let clock = replication::Clock::with_offset(Offset(0));
    let owner = replication::ClockOwner::Leader(leader("F"));
    player.act(EditAction::Configure {
        command: Command::SetClock(replication::SetClock { owner, clock }),
        ongoing: false,
    });
    assert_eq!(lost_names(&mut player), Vec::<String>::new());
}

#[test]
fn t7_leaders_diverge_without_conflict_handling() {
    let mut player = example("no-order");
    assert_eq!(at_end(&mut player).progress, Progress::Diverged);
    assert!(player.narration().sentence.contains("Every message has arrived, but"));
    player.act(EditAction::Configure {
        command: Command::Topology(Topology::by_id("circular").unwrap()),
        ongoing: false,
    });
    assert_eq!(at_end(&mut player).progress, Progress::Diverged);
}

#[test]
fn t3_writes_queued_for_a_dead_hub_are_reported_with_a_suggestion() {
    let mut player = example("dead-hub");
    player.act(PlaybackAction::Seek(Micros::from_ms(450)));
    assert!(matches!(player.frame().outcome.progress, Progress::Queued { .. }));
    let suggestion = player.narration().suggestion.unwrap();
    assert_eq!(suggestion, Suggestion::Restart(leader("F")));
    follow(&mut player, suggestion);
    assert!(player.frame().leader(leader("F")).unwrap().is_up);
}

#[test]
fn stranded_write_is_reported_and_draining_prevents_it() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }],
        "links": { "latency": { "fixed_ms": 10 } }, "clients": [{ "id": "b", "at": "B" }], "commands": [
            { "at_ms": 0, "cut": { "from": "B", "to": "C" } },
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": 1 } },
            { "at_ms": 20, "leave": { "leader": "B" } }, { "at_ms": 30, "heal-all": {} }] }"#;
    let run = || {
        let mut player = Player::new(scenario::Scenario::from_json(text).unwrap());
        player.act(PlaybackAction::Seek(Micros::from_ms(100)));
        player
    };
    let mut player = run();
    let told = player.narration();
    assert_eq!(told.sentence, "Stranded: B left before it sent B1 to C.");
    let offered = player.remedies();
    // Nothing waits for the write, so a purge would change nothing.
    assert_eq!(offered, [Suggestion::DrainBeforeLeaving(leader("B")), Suggestion::ForwardDeparted]);
    for remedy in offered {
        player = run();
        follow(&mut player, remedy);
        player.act(PlaybackAction::Seek(Micros::from_ms(200)));
        let outcome = &player.frame().outcome;
        assert!(outcome.stranded.is_empty(), "{remedy:?}");
        assert_eq!(outcome.progress, Progress::Converged, "{remedy:?}");
    }
}

#[test]
fn purge_is_offered_where_a_write_waits_for_one_that_never_comes() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }],
        "links": { "latency": { "fixed_ms": 10 } }, "replication": { "delivery": "causal" }, "policy": "siblings",
        "clients": [{ "id": "a", "at": "A" }, { "id": "b", "at": "B" }], "commands": [
            { "at_ms": 0, "cut": { "from": "B", "to": "C" } },
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": 1 } },
            { "at_ms": 20, "leave": { "leader": "B" } },
            { "at_ms": 21, "write": { "client": "a", "key": "j", "value": 2 } }] }"#;
    let mut player = Player::new(scenario::Scenario::from_json(text).unwrap());
    player.act(PlaybackAction::Seek(Micros::from_ms(100)));
    let purge = Suggestion::Purge("B1".parse().unwrap());
    assert!(player.remedies().contains(&purge), "{:?}", player.remedies());
    follow(&mut player, purge);
    player.act(PlaybackAction::Seek(Micros::from_ms(200)));
    assert!(!player.remedies().contains(&purge), "{:?}", player.remedies());
    let told = player.narration();
    assert_eq!(
        told.sentence,
        "The leaders differ on k: A has “1” and C has nothing. C gave up waiting for B1."
    );
    assert_eq!(told.suggestion, Some(Suggestion::DrainBeforeLeaving(leader("B"))));
}

#[test]
fn resurrected_delete_suggests_to_keep_tombstones() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }],
        "links": { "latency": { "fixed_ms": 10 } }, "policy": { "last-write-wins": { "tombstone_lifetime_ms": 100 } },
        "clients": [{ "id": "a", "at": "A" }, { "id": "b", "at": "B" }], "commands": [
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": "v1" } },
            { "at_ms": 2, "cut": { "from": "B", "to": "A" } },
            { "at_ms": 20, "write": { "client": "a", "key": "k", "value": "v0" } },
            { "at_ms": 60, "delete": { "client": "a", "key": "k" } },
            { "at_ms": 500, "heal-all": {} }] }"#;
    let mut player = Player::new(scenario::Scenario::from_json(text).unwrap());
    player.act(PlaybackAction::Seek(Micros::from_ms(2_000)));
    let told = player.narration();
    assert!(told.sentence.contains("its tombstone had been dropped"), "{}", told.sentence);
    assert!(told.sentence.ends_with("B has nothing."), "{}", told.sentence);
    assert_eq!(told.suggestion, Some(Suggestion::KeepTombstones));
    follow(&mut player, Suggestion::KeepTombstones);
    player.act(PlaybackAction::Seek(Micros::from_ms(2_000)));
    assert_eq!(player.frame().outcome.progress, Progress::Converged);
}

#[test]
fn item_restored_by_a_merge_is_narrated_at_the_end_and_add_wins_keeps_it_out() {
    let mut player = example("resurrection");
    player.act(PlaybackAction::SeekEnd);
    let told = player.narration();
    assert!(told.sentence.contains("“milk” is back"), "{}", told.sentence);
    assert_eq!(told.suggestion, Some(Suggestion::MergeByAddWins));
    follow(&mut player, Suggestion::MergeByAddWins);
    player.act(PlaybackAction::SeekEnd);
    let told = player.narration();
    assert_eq!(told.sentence, "All leaders agree: every write has reached every leader.");
}

#[test]
fn every_instant_of_every_example_has_a_narration() {
    for example in scenario::GALLERY {
        let mut player = Player::new(example.scenario());
        player.act(ViewAction::Select(Selection::Nothing));
        // One of them never ends.
        for _ in 0..500 {
            let narration = player.narration();
            assert!(narration.sentence.ends_with('.'), "{}: {}", example.id, narration.sentence);
            let at = player.at();
            player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Event));
            if player.at() == at {
                break;
            }
        }
    }
}

/// Commands that exceed a limit of the scenario format.
fn beyond_all_limits() -> Vec<Command> {
    let year = replication::limits::MAX_OFFSET_MS;
    let clock = Clock { offset: Offset::from_ms(year + 1), drift_ppm: 0 };
    let drifting = Clock { offset: Offset(0), drift_ppm: replication::limits::MAX_DRIFT_PPM + 1 };
    let day = Micros::from_ms(replication::limits::MAX_TIME_MS);
    let owner = ClockOwner::Client("ana".parse().unwrap());
    vec![
        // Fewer characters than the limit, but more bytes.
        write("ana", &"東".repeat(400)),
        Command::SetClock(SetClock { owner, clock }),
        Command::SetClock(SetClock { owner, clock: drifting }),
        Command::Links(LinkSettings { loss_percent: 96, ..LinkSettings::default() }),
        Command::Links(LinkSettings { jitter: day + Micros(1), ..LinkSettings::default() }),
        Command::Cut(LinkSelector::Both(leader("F"), leader("F"))),
    ]
}

#[test]
fn commands_beyond_limits_are_refused_with_a_notice() {
    for command in beyond_all_limits() {
        for action in [
            EditAction::Issue(command.clone()),
            EditAction::Configure { command: command.clone(), ongoing: false },
        ] {
            let mut player = opening();
            player.act(action);
            assert_eq!(**player.scenario(), scenario::default_scenario(), "{command:?}");
            assert!(player.notice().is_some(), "{command:?}");
        }
    }
}

#[test]
fn commands_after_the_maximum_time_are_refused() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(replication::limits::MAX_TIME_MS) + Micros(1)));
    player.act(EditAction::Issue(write("ana", "too late")));
    assert_eq!(**player.scenario(), scenario::default_scenario());
    assert!(player.notice().is_some());
}

#[test]
fn run_that_ends_after_the_maximum_time_can_be_shared_from_its_end() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(replication::limits::MAX_TIME_MS)));
    player.act(EditAction::Issue(write("ana", "at the last moment")));
    at_end(&mut player);
    assert!(player.at() > Micros::from_ms(replication::limits::MAX_TIME_MS));
    let opened = Permalink::decode(&player.permalink().encode());
    assert_eq!(opened.map(|permalink| permalink.scenario), Ok((**player.scenario()).clone()));
}

#[test]
fn workload_client_can_write_and_has_a_clock() {
    let mut player = opening();
    let workload = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }, { "id": "T" }],
        "workload": { "clients": 3, "until_ms": 2000, "per_second": 2 } }"#;
    let scenario = Scenario::from_json(workload).unwrap();
    player.act(DocumentAction::Open(Permalink::of(scenario).into()));
    assert_eq!(player.notice(), None);
    let w1 = "w1".parse().unwrap();
    assert!(player.frame().client(w1).is_some());
    player.act(PlaybackAction::Seek(Micros::from_ms(1_000)));
    player.act(EditAction::Issue(write("w1", "by hand")));
    assert_eq!(player.scenario().commands.len(), 1, "an edit does not expand the workload");
    let clock = Clock { offset: Offset::from_ms(40), drift_ppm: 0 };
    for ongoing in [true, false] {
        let command = Command::SetClock(SetClock { owner: ClockOwner::Client(w1), clock });
        player.act(EditAction::Configure { command, ongoing });
    }
    assert_eq!(player.frame().client(w1).unwrap().clock, clock);
    assert_eq!(player.scenario().commands.len(), 2);
    assert_eq!(player.notice(), None);
}

#[test]
fn workload_can_be_added_changed_expanded_and_undone() {
    let mut player = opening();
    let listed = player.scenario().commands.len();
    player.act(EditAction::SetWorkload(Some(Box::new(player::first_workload()))));
    assert_eq!(last_edit(&player), EditKind::AddWorkload);
    let busy = player.timeline().fingerprint();
    assert!(player.timeline().writes().len() > listed);

    let more = replication::Workload { clients: 5, ..player::first_workload() };
    player.act(EditAction::SetWorkload(Some(Box::new(more))));
    assert_ne!(player.timeline().fingerprint(), busy);
    player.act(EditAction::Undo);

    player.act(EditAction::ExpandWorkload);
    assert_eq!(player.scenario().workload, None);
    assert!(player.scenario().commands.len() > listed);
    assert_eq!(player.timeline().fingerprint(), busy, "it is the same run");
    player.act(EditAction::Undo);
    player.act(EditAction::SetWorkload(None));
    assert_eq!(last_edit(&player), EditKind::RemoveWorkload);
    assert_eq!(player.timeline().fingerprint(), opening().timeline().fingerprint());
}

#[test]
fn invalid_workload_is_refused_with_a_notice() {
    let mut player = opening();
    let before = player.scenario().clone();
    let too_many = replication::Workload { clients: 64, ..player::first_workload() };
    player.act(EditAction::SetWorkload(Some(Box::new(too_many))));
    assert_eq!(*player.scenario(), before);
    assert!(player.notice().unwrap().contains("at most 64"), "{:?}", player.notice());
}

/// A run of three leaders in a ring of fixed latency, with these settings and commands.
fn ring(settings: &str, commands: &str) -> Player {
    let text = format!(
        r#"{{ "polyleader": 1, "leaders": [{{"id":"F","name":"Frankfurt"}},{{"id":"T","name":"Tokyo"}},{{"id":"S","name":"São Paulo"}}],
        "links": {{"latency":{{"fixed_ms":50}}}}, "clients": [{{"id":"ana","name":"Ana","at":"F"}},{{"id":"ben","name":"Ben","at":"T"}}],
        {settings}, "commands": [{commands}] }}"#
    );
    Player::new(Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")))
}

fn narration_at(player: &mut Player, ms: u64) -> Narration {
    player.act(PlaybackAction::Seek(Micros::from_ms(ms)));
    player.narration()
}

#[test]
fn circulating_write_is_narrated_and_suggestion_stops_it() {
    let mut player = ring(
        r#""topology":"circular","replication":{"suppress":"off","unchanged_rows":"forward"}"#,
        r#"{"at_ms":10,"increment":{"client":"ana","key":"likes"}}"#,
    );
    let narration = narration_at(&mut player, 500);
    assert_eq!(narration.suggestion, Some(Suggestion::SuppressByDot), "{}", narration.sentence);
    // The write circulates until the event limit, where no command can be added.
    at_end(&mut player);
    let before = player.scenario().clone();
    player.act(EditAction::Issue(write("ana", "eggs")));
    assert!(player.notice().unwrap().contains("event limit"), "{:?}", player.notice());
    assert_eq!(*player.scenario(), before);

    follow(&mut player, narration.suggestion.unwrap());
    assert_eq!(at_end(&mut player).reapplied, 0);
}

#[test]
fn blocked_link_is_narrated_and_suggestion_skips_the_write() {
    let mut player = ring(
        r#""topology":"all-to-all","policy":"none","replication":{"update_missing":"stop"}"#,
        r#"{"at_ms":1,"cut":{"from":"F","to":"S"}},{"at_ms":2,"insert":{"client":"ana","key":"cart","value":"milk"}},
           {"at_ms":100,"update":{"client":"ben","key":"cart","value":"ham"}},{"at_ms":200,"write":{"client":"ben","key":"bag","value":"x"}}"#,
    );
    let narration = narration_at(&mut player, 300);
    let stopped = LinkId::new(leader("T"), leader("S"));
    assert_eq!(narration.suggestion, Some(Suggestion::SkipWrite(stopped)), "{}", narration.sentence);
    follow(&mut player, narration.suggestion.unwrap());
    assert_eq!(at_end(&mut player).blocked, []);
}

#[test]
fn home_window_is_narrated_until_every_leader_knows_the_home() {
    let mut player = ring(
        r#""policy":{"avoidance":{"homes":{"cart":"F"}}}"#,
        r#"{"at_ms":10,"write":{"client":"ana","key":"cart","value":"milk"}},{"at_ms":100,"assign":{"key":"cart","home":"T"}}"#,
    );
    let narration = narration_at(&mut player, 120);
    assert_eq!(
        narration.sentence,
        "Frankfurt and Tokyo both think they are cart’s home, so writes to it can conflict."
    );
    assert!(narration_at(&mut player, 160).sentence.starts_with("All leaders agree"));
}

#[test]
fn failed_merge_and_buffered_write_are_narrated() {
    let mut player = ring(
        r#""policy":{"merge":{"with":"sum"}}"#,
        r#"{"at_ms":10,"write":{"client":"ana","key":"cart","value":"milk"}},{"at_ms":10,"write":{"client":"ben","key":"cart","value":"eggs"}}"#,
    );
    let narration = narration_at(&mut player, 70).sentence;
    assert!(narration.contains("could not merge cart"), "{narration}");

    let mut player = ring(
        r#""replication":{"delivery":"causal"}"#,
        r#"{"at_ms":1,"cut":{"from":"F","to":"S"}},{"at_ms":2,"write":{"client":"ana","key":"cart","value":"milk"}},
           {"at_ms":60,"read":{"client":"ben","key":"cart"}},{"at_ms":61,"write":{"client":"ben","key":"cart","value":"ham"}}"#,
    );
    let narration = narration_at(&mut player, 150);
    assert_eq!(narration.suggestion, Some(Suggestion::Inspect(leader("S"))), "{}", narration.sentence);
}

#[test]
fn forwarded_request_and_its_answer_are_narrated() {
    let mut player = ring(
        r#""policy":{"avoidance":{"homes":{"cart":"F"}}}"#,
        r#"{"at_ms":10,"write":{"client":"ben","key":"cart","value":"eggs"}}"#,
    );
    let at_40 = narration_at(&mut player, 40).sentence;
    assert!(at_40.starts_with("Tokyo forwards Ben’s request to Frankfurt"), "{at_40}");
    let at_70 = narration_at(&mut player, 70).sentence;
    assert!(at_70.starts_with("The response to Ben’s request for cart is in flight"), "{at_70}");
}

fn overrides(message: Message, effect: MessageEffect) -> EditKind {
    EditKind::OverrideMessage(message.link, message.dot, effect)
}

/// A message of the opening run by its link and its write, while it is in flight.
fn message(player: &Player, from: &str, to: &str, counter: u64) -> Message {
    let (link, dot) = (LinkId::new(leader(from), leader(to)), Dot::new(leader(from), counter));
    let messages = player.frame().messages_in_flight().filter_map(|item| match item.payload {
        Payload::Message(message) => Some(message),
        Payload::Request(_) | Payload::Answer(_) | Payload::Snapshot(_) => None,
    });
    let mut of_link = messages.filter(|message| message.link == link);
    of_link.find(|message| message.dot == dot).unwrap()
}

/// The outcomes of a message and of its duplicate.
fn outcomes(player: &Player, message: Message) -> [Option<(Micros, DeliveryOutcome)>; 2] {
    [false, true].map(|copy| {
        let message = Message { is_duplicate: copy, ..message };
        player.timeline().message_spans().find(|span| span.message == message)?.outcome
    })
}

/// The opening run while Frankfurt's first write is in flight to Tokyo.
fn write_in_flight() -> (Player, Message) {
    let mut player = opening();
    let sent = player.timeline().records().iter().find(|record| matches!(record.event, Event::Sent { .. }));
    let at = sent.unwrap().at + Micros::from_ms(20);
    player.act(PlaybackAction::Seek(at));
    let message = message(&player, "F", "T", 1);
    (player, message)
}

#[test]
fn delayed_message_span_ends_at_its_new_arrival() {
    let (mut player, message) = write_in_flight();
    let before = outcomes(&player, message);
    let late = player.at() + Micros::from_ms(700);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(late),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Delay));
    assert_eq!(outcomes(&player, message), [Some((late, DeliveryOutcome::Delivered)), None]);
    let soon = player.at() + Micros::from_ms(1);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(soon),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::DeliverSooner));
    assert_eq!(outcomes(&player, message), [Some((soon, DeliveryOutcome::Delivered)), None]);
    player.act(EditAction::Undo);
    player.act(EditAction::Undo);
    assert_eq!(outcomes(&player, message), before);
}

#[test]
fn dropped_message_span_ends_when_dropped_and_is_retransmitted() {
    let (mut player, message) = write_in_flight();
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::Lost,
    ))));
    let lost_at = player.at();
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Drop));
    assert_eq!(outcomes(&player, message), [Some((lost_at, DeliveryOutcome::DroppedByOverride)), None]);
    let again = Message { attempt: 2, ..message };
    assert!(matches!(outcomes(&player, again), [Some((_, DeliveryOutcome::Delivered)), None]));
    player.act(PlaybackAction::Seek(lost_at + Micros::from_ms(1)));
    let saved = player.at() + Micros::from_ms(5);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(saved),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Deliver));
    assert_eq!(outcomes(&player, message), [Some((saved, DeliveryOutcome::Delivered)), None]);
    assert_eq!(outcomes(&player, again), [None, None]);
}

#[test]
fn duplicate_is_sent_with_the_original() {
    let (mut player, message) = write_in_flight();
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::Duplicated,
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Duplicate));
    let both = outcomes(&player, message).map(|outcome| outcome.unwrap());
    assert!(
        both[0].0 < both[1].0 && both.iter().all(|(_, outcome)| *outcome == DeliveryOutcome::Delivered),
        "{both:?}"
    );
    let spans: Vec<_> = player.timeline().message_spans().collect();
    let sent_at = |copy| {
        spans.iter().find(|span| span.message == Message { is_duplicate: copy, ..message }).unwrap().sent_at
    };
    assert_eq!(sent_at(true), sent_at(false));
    assert!(spans.iter().is_sorted_by_key(|span| span.starts_at));
}

#[test]
fn arrival_beyond_the_maximum_time_is_refused_with_a_notice() {
    let (mut player, message) = write_in_flight();
    let never = Micros(replication::limits::MAX_TIME_MS * 1_000 + 1);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(never),
    ))));
    assert!(player.notice().is_some_and(|notice| notice.contains("out of range")), "{:?}", player.notice());
    assert!(!player.is_edited());
}

#[test]
fn setup_changes_with_a_crash_but_not_with_messages() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(20)));
    let before = player.clone();
    player.act(PlaybackAction::Seek(Micros::from_ms(150)));
    assert!(player.has_same_setup_as(&before) && !player.looks_same_as(&before));
    player.act(EditAction::Issue(Command::Crash { leader: leader("F") }));
    let down = player.clone();
    player.act(PlaybackAction::Seek(Micros::from_ms(20)));
    assert!(!player.has_same_setup_as(&down), "the playhead is before the crash");
}

#[test]
fn queued_write_is_narrated_and_suggestion_heals_the_cut() {
    let mut scenario = scenario::default_scenario();
    // Only Ben in Tokyo writes, so nothing is queued the other way.
    scenario.commands.remove(0);
    let mut player = Player::new(scenario);
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(leader("S"), leader("T")))));
    player.act(PlaybackAction::Seek(player.ends_at()));
    let narration = player.narration();
    let cut = LinkId::new(leader("T"), leader("S"));
    assert_eq!(narration.suggestion, Some(Suggestion::Heal(cut)), "{}", narration.sentence);
}

#[test]
fn going_to_an_instant_while_playing_stops_there() {
    for action in [
        PlaybackAction::Seek(Micros::from_ms(60)),
        PlaybackAction::Seek(Micros::ZERO),
        PlaybackAction::SeekEnd,
    ] {
        let mut player = opening();
        player.act(PlaybackAction::Play);
        player.act(PlaybackAction::Tick { wall_us: 100_000 });
        player.act(action.clone());
        let at = player.at();
        player.act(PlaybackAction::Tick { wall_us: 100_000 });
        assert_eq!((player.at(), player.playback().playing), (at, false), "{action:?}");
    }
}

#[test]
fn command_after_the_last_event_happens_where_the_playhead_is() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(400)));
    assert_eq!(player.at(), Micros::from_ms(400));
    player.act(EditAction::Issue(write("ana", "ham")));
    let last = player.scenario().commands.last().unwrap();
    assert_eq!(last.at, Micros::from_ms(400));
    assert!(player.ends_at() > Micros::from_ms(400));
}

#[test]
fn command_behind_an_event_is_moved_and_what_followed_by_itself_is_not() {
    let mut player = opening();
    let accepted = |player: &Player| {
        let all = 0..player.timeline().records().len();
        let is = |number: &usize| {
            let record = player.timeline().records().get(*number);
            record.is_some_and(|record| matches!(record.event, Event::Accepted { .. }))
        };
        all.filter(is).collect::<Vec<_>>()
    };
    let first = accepted(&player)[0];
    player.act(EditAction::MoveEvent { number: first, to: Micros::from_ms(150) });
    assert_eq!((player.at(), player.notice()), (Micros::from_ms(150), None));
    assert!(player.scenario().commands.iter().any(|timed| timed.at == Micros::from_ms(150)));
    let Selection::Event(moved) = player.selection() else { panic!("{:?}", player.selection()) };
    assert!(accepted(&player).contains(&moved));
    let last = player.timeline().records().len() - 1;
    let before = player.scenario().clone();
    player.act(EditAction::MoveEvent { number: last, to: Micros::from_ms(10) });
    assert_eq!(player.scenario(), &before);
    assert!(player.notice().is_some());
}

#[test]
fn idle_stretch_is_skipped_to_shortly_before_the_next_event() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(2_000)));
    player.act(EditAction::Issue(write("ana", "ham")));
    player.act(PlaybackAction::Seek(Micros::ZERO));
    assert_eq!(player.idle_stretch(), None, "nothing is played");
    player.act(PlaybackAction::Play);
    assert_eq!(player.idle_stretch(), None, "the first write comes soon");
    for _ in 0..25 {
        player.act(PlaybackAction::Tick { wall_us: 250_000 });
    }
    let idle = player.idle_stretch().unwrap();
    assert!(Micros::from_ms(1_700) < idle && idle < Micros::from_ms(1_900), "{idle}");
    player.act(PlaybackAction::SkipIdle);
    assert!(player.is_moving());
    assert!(Micros::from_ms(1_980) < player.at() && player.at() < Micros::from_ms(2_000), "{}", player.at());
}

#[test]
fn messages_in_flight_prevent_an_idle_stretch() {
    let mut player = opening();
    player.act(PlaybackAction::SetSpeed(player::Speed::Rate(5_000)));
    player.act(PlaybackAction::Play);
    for _ in 0..30 {
        player.act(PlaybackAction::Tick { wall_us: 250_000 });
    }
    assert!(matches!(player.frame().outcome.progress, Progress::InFlight { .. }));
    assert_eq!(player.idle_stretch(), None);
}

#[test]
fn merge_is_offered_only_where_a_leader_answers() {
    let mut player = opening();
    at_end(&mut player);
    let offered = |player: &Player| player.narration().suggestion;
    assert_eq!(offered(&player), Some(Suggestion::MergeAt(leader("F"))));
    player.act(EditAction::Issue(Command::Crash { leader: leader("F") }));
    assert_eq!(offered(&player), Some(Suggestion::MergeAt(leader("T"))));
    for id in ["T", "S"] {
        player.act(EditAction::Issue(Command::Crash { leader: leader(id) }));
    }
    assert!(matches!(offered(&player), Some(Suggestion::Restart(_))), "{:?}", offered(&player));
}

#[test]
fn summary_says_that_every_leader_is_down() {
    let mut player = example("fast-clock");
    at_end(&mut player);
    for id in ["F", "T", "S"] {
        player.act(EditAction::Issue(Command::Crash { leader: leader(id) }));
    }
    at_end(&mut player);
    player.act(PlaybackAction::Seek(player.at() + Micros::from_ms(1)));
    assert!(!player.narration().sentence.contains("agree"), "{}", player.narration().sentence);
}

#[test]
fn another_seed_changes_what_is_random_and_undo_restores_it() {
    let mut player = opening();
    player.act(EditAction::SetWorkload(Some(Box::new(player::first_workload()))));
    let before = player.timeline().fingerprint();
    player.act(EditAction::SetSeed(player.scenario().seed + 1));
    assert_ne!(player.timeline().fingerprint(), before);
    player.act(EditAction::Undo);
    assert_eq!(player.timeline().fingerprint(), before);
}

#[test]
fn redraw_changes_the_run_after_the_playhead_and_removing_it_restores_the_run() {
    let mut player = opening();
    player.act(EditAction::SetWorkload(Some(Box::new(player::first_workload()))));
    let before = player.timeline().fingerprint();
    let instant = Micros::from_ms(500);
    player.act(EditAction::Redraw(instant));
    player.act(EditAction::Redraw(instant));
    assert_ne!(player.timeline().fingerprint(), before);
    assert_eq!(player.scenario().redraws.len(), 1, "the later redraw replaces the earlier one");
    player.act(EditAction::RemoveRedraw(0));
    assert_eq!(player.timeline().fingerprint(), before);
}

#[test]
fn title_and_description_are_edited_and_undo_restores_them() {
    let mut player = opening();
    let before = player.scenario().about.clone();
    player.act(EditAction::SetAbout("About it.".into()));
    player.act(EditAction::SetTitle("My run".into()));
    assert_eq!((&*player.scenario().about, &*player.scenario().title), ("About it.", "My run"));
    player.act(EditAction::Undo);
    player.act(EditAction::Undo);
    assert_eq!(player.scenario().about, before);
}

#[test]
fn paused_players_at_two_instants_never_look_the_same() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(16)));
    let before = player.clone();
    player.act(PlaybackAction::Seek(Micros::from_ms(17)));
    assert_eq!(player.frame().count, before.frame().count, "nothing happens in between");
    assert!(!player.looks_same_as(&before));
    player.act(PlaybackAction::Seek(Micros::from_ms(16)));
    assert!(player.looks_same_as(&before));
}

#[test]
fn played_run_looks_the_same_from_one_event_to_the_next() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(16)));
    player.act(PlaybackAction::Play);
    let before = player.clone();
    player.act(PlaybackAction::Tick { wall_us: 1_000 });
    assert!(player.at() > before.at() && player.looks_same_as(&before));
}
