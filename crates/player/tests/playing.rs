//! What a person's actions make of a run.

use analysis::{Outcome, Progress};
use explain::{MessageEffect, Narration, Suggestion};
use player::{
    Breakpoint, Direction, EditAction, EditKind, JobAction, PlaybackAction, Player, Selection, ViewAction,
    suggested_action,
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
    let example = scenario::GALLERY.iter().find(|example| example.id == id);
    Player::new(example.unwrap().scenario())
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

/// What is said at the playhead.
fn narration(player: &Player) -> Narration {
    let frame = player.frame();
    Narration::new(player.timeline(), frame.count, frame.world(), &frame.outcome)
}

/// Does what the button of a suggestion does.
fn follow(player: &mut Player, suggestion: Suggestion) {
    player.act(suggested_action(suggestion, player.frame().world()));
}

fn last_edit(player: &Player) -> EditKind {
    player.undo_and_redo().0.unwrap().kind.clone()
}

fn lost_names(player: &mut Player) -> Vec<String> {
    at_end(player).lost.iter().map(ToString::to_string).collect()
}

#[test]
fn playing_stops_at_the_end_and_begins_again_from_the_start() {
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
fn what_is_asked_for_after_the_run_was_played_to_its_end_is_played_too() {
    let mut player = opening();
    player.act(PlaybackAction::Play);
    while player.is_moving() {
        player.act(PlaybackAction::Tick { wall_us: 50_000 });
    }
    assert!(!player.playback().playing, "at the end playing is over");
    player.act(EditAction::Issue(write("cleo", "ham")));
    assert!(player.is_moving());
    player.act(PlaybackAction::Pause);
    player.act(EditAction::Issue(write("cleo", "jam")));
    assert!(!player.is_moving(), "who pauses wants to look");
}

#[test]
fn what_happened_last_is_said_first() {
    let mut player = opening();
    player.act(EditAction::Configure {
        command: Command::Policy(Policy::by_id("last-write-wins").unwrap()),
        ongoing: false,
    });
    assert_eq!(lost_names(&mut player), ["F1"]);
    assert!(narration(&player).sentence.contains("is lost"));
    player.act(EditAction::Issue(Command::Crash { leader: leader("S") }));
    player.act(EditAction::Issue(write("ben", "ham")));
    assert!(narration(&player).sentence.contains("is in flight to Frankfurt"));
    assert_eq!(player.frame().outcome.lost.len(), 1, "the verdicts still say what is lost");
    player.act(PlaybackAction::Seek(player.timeline().ends_at()));
    let narration = narration(&player);
    assert_eq!(narration.suggestion, Some(Suggestion::Restart(leader("S"))), "{}", narration.sentence);
}

#[test]
fn stepping_stands_on_each_instant_at_which_something_happens_and_back_again() {
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
fn a_person_merges_exactly_what_they_see_even_at_the_instant_at_which_it_came() {
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
    let entry = player.frame().world().leaders[&place].store.get(&"cart".parse().unwrap()).unwrap().clone();
    assert_eq!(entry.values().cloned().collect::<Vec<_>>(), [Value::text("both")]);
    let outcome = at_end(&mut player);
    assert_eq!((outcome.progress, outcome.conflicts.len(), outcome.lost.len()), (Progress::Converged, 0, 0));
}

#[test]
fn two_acts_at_one_instant_happen_in_the_order_in_which_they_were_asked_for() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(50)));
    player.act(EditAction::Issue(Command::Crash { leader: leader("T") }));
    player.act(EditAction::Issue(Command::Restart { leader: leader("T") }));
    assert!(player.frame().world().leaders[&leader("T")].up);
    assert!(player.scenario().commands.is_sorted_by_key(|timed| timed.at));
}

#[test]
fn undo_gives_back_the_run_as_it_was_and_redo_the_edit() {
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
fn who_looks_at_the_end_goes_on_looking_at_the_end() {
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
fn a_drag_is_one_edit() {
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
fn an_edit_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_lost() {
    let mut player = opening();
    player.act(EditAction::Issue(write("nobody", "x")));
    assert_eq!(**player.scenario(), scenario::default_scenario());
    assert!(player.notice().unwrap().contains("there is no client “nobody”"));
    player.act(ViewAction::Dismiss);
    assert_eq!(player.notice(), None);
}

#[test]
fn a_link_opens_at_its_instant_and_says_so_when_the_run_comes_out_otherwise() {
    let mut sender = opening();
    sender.act(PlaybackAction::Seek(Micros(123_456)));
    let link = sender.permalink().encode();
    let mut receiver = example("dead-hub");
    receiver.act(JobAction::Open(Box::new(Permalink::decode(&link).unwrap())));
    assert_eq!(receiver.at(), Micros(123_456));
    assert_eq!(receiver.timeline().fingerprint(), sender.timeline().fingerprint());
    assert_eq!(receiver.notice(), None);
    let mut wrong = sender.permalink();
    wrong.fingerprint = Some("0123456789abcdef".parse().unwrap());
    receiver.act(JobAction::Open(Box::new(wrong)));
    assert!(receiver.notice().unwrap().contains("0123456789abcdef"));
}

#[test]
fn l3_an_acknowledged_concurrent_write_that_loses_is_counted_as_lost_by_name() {
    let mut player = opening();
    assert_eq!(lost_names(&mut player), Vec::<String>::new());
    player.act(EditAction::Configure {
        command: Command::Policy(Policy::by_id("last-write-wins").unwrap()),
        ongoing: false,
    });
    assert_eq!(lost_names(&mut player), ["F1"]);
    assert!(narration(&player).sentence.contains("Ana’s “milk” is lost"));
}

#[test]
fn l3_a_later_write_from_a_slow_clock_is_lost() {
    let mut player = example("fast-clock");
    assert_eq!(lost_names(&mut player), ["T1"]);
    assert!(narration(&player).sentence.contains("a clock is wrong"));
}

#[test]
fn a_write_that_someone_has_seen_and_replaced_is_not_lost() {
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
fn t7_without_conflict_handling_leaders_disagree_for_good_and_the_page_says_so() {
    let mut player = example("three-writers");
    assert_eq!(at_end(&mut player).progress, Progress::Diverged);
    assert!(narration(&player).sentence.contains("Every message has arrived, but"));
    player.act(EditAction::Configure {
        command: Command::Topology(Topology::by_id("circular").unwrap()),
        ongoing: false,
    });
    assert_eq!(at_end(&mut player).progress, Progress::Diverged);
}

#[test]
fn t3_what_waits_for_a_dead_hub_is_counted_and_the_way_out_is_offered() {
    let mut player = example("dead-hub");
    player.act(PlaybackAction::Seek(Micros::from_ms(450)));
    assert!(matches!(player.frame().outcome.progress, Progress::Queued { .. }));
    let suggestion = narration(&player).suggestion.unwrap();
    assert_eq!(suggestion, Suggestion::Restart(leader("F")));
    follow(&mut player, suggestion);
    assert!(player.frame().world().leaders[&leader("F")].up);
}

#[test]
fn every_instant_of_every_example_has_something_to_say() {
    for example in scenario::GALLERY {
        let mut player = Player::new(example.scenario());
        player.act(ViewAction::Select(Selection::Nothing));
        // One of them goes on for ever.
        for _ in 0..500 {
            let narration = narration(&player);
            assert!(narration.sentence.ends_with('.'), "{}: {}", example.id, narration.sentence);
            let at = player.at();
            player.act(PlaybackAction::Step(Direction::Forward, Breakpoint::Event));
            if player.at() == at {
                break;
            }
        }
    }
}

/// Commands that are well-typed, and that no file or link can hold.
fn beyond_all_limits() -> Vec<Command> {
    let year = replication::limits::MAX_OFFSET_MS;
    let clock = Clock { offset: Offset::from_ms(year + 1), drift_ppm: 0 };
    let drifting = Clock { offset: Offset(0), drift_ppm: replication::limits::MAX_DRIFT_PPM + 1 };
    let day = Micros::from_ms(replication::limits::MAX_TIME_MS);
    let owner = ClockOwner::Client("ana".parse().unwrap());
    vec![
        // Fewer letters than the limit has bytes.
        write("ana", &"東".repeat(400)),
        Command::SetClock(SetClock { owner, clock }),
        Command::SetClock(SetClock { owner, clock: drifting }),
        Command::Links(LinkSettings { loss_percent: 96, ..LinkSettings::default() }),
        Command::Links(LinkSettings { jitter: day + Micros(1), ..LinkSettings::default() }),
        Command::Cut(LinkSelector::Both(leader("F"), leader("F"))),
    ]
}

#[test]
fn what_no_link_could_hold_is_refused_with_a_notice() {
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
fn nothing_is_done_after_the_last_instant_that_a_file_can_name() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(replication::limits::MAX_TIME_MS) + Micros(1)));
    player.act(EditAction::Issue(write("ana", "too late")));
    assert_eq!(**player.scenario(), scenario::default_scenario());
    assert!(player.notice().is_some());
}

#[test]
fn a_run_that_goes_on_after_a_day_can_be_sent_from_its_end() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(replication::limits::MAX_TIME_MS)));
    player.act(EditAction::Issue(write("ana", "at the last moment")));
    at_end(&mut player);
    assert!(player.at() > Micros::from_ms(replication::limits::MAX_TIME_MS));
    let opened = Permalink::decode(&player.permalink().encode());
    assert_eq!(opened.map(|permalink| permalink.scenario), Ok((**player.scenario()).clone()));
}

#[test]
fn a_client_of_the_workload_writes_and_has_a_clock_like_any_other() {
    let mut player = opening();
    let workload = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }, { "id": "T" }],
        "workload": { "clients": 3, "until_ms": 2000, "per_second": 2 } }"#;
    let scenario = Scenario::from_json(workload).unwrap();
    player.act(JobAction::Open(Permalink { scenario, at: Micros::ZERO, fingerprint: None }.into()));
    assert_eq!(player.notice(), None);
    let w1 = "w1".parse().unwrap();
    assert!(player.frame().world().clients.contains_key(&w1));
    player.act(PlaybackAction::Seek(Micros::from_ms(1_000)));
    player.act(EditAction::Issue(write("w1", "by hand")));
    assert_eq!(player.scenario().commands.len(), 1, "what is drawn is not written out by an edit");
    let clock = Clock { offset: Offset::from_ms(40), drift_ppm: 0 };
    for ongoing in [true, false] {
        let command = Command::SetClock(SetClock { owner: ClockOwner::Client(w1), clock });
        player.act(EditAction::Configure { command, ongoing });
    }
    assert_eq!(player.frame().world().clients[&w1].clock, clock);
    assert_eq!(player.scenario().commands.len(), 2);
    assert_eq!(player.notice(), None);
}

#[test]
fn a_workload_is_begun_changed_written_out_and_taken_back() {
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
fn a_workload_that_cannot_be_is_a_sentence_and_the_run_stays() {
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

fn told_at(player: &mut Player, ms: u64) -> explain::Narration {
    player.act(PlaybackAction::Seek(Micros::from_ms(ms)));
    narration(player)
}

#[test]
fn a_circulating_write_is_narrated_and_the_suggestion_ends_it() {
    let mut player = ring(
        r#""topology":"circular","replication":{"suppress":"off"}"#,
        r#"{"at_ms":10,"increment":{"client":"ana","key":"likes"}}"#,
    );
    let told = told_at(&mut player, 500);
    assert_eq!(told.suggestion, Some(Suggestion::SuppressByDot), "{}", told.sentence);
    // It goes on for ever, so that the run is cut off, and nothing can be done after that.
    at_end(&mut player);
    let before = player.scenario().clone();
    player.act(EditAction::Issue(write("ana", "eggs")));
    assert!(player.notice().unwrap().contains("stops here"), "{:?}", player.notice());
    assert_eq!(*player.scenario(), before);

    follow(&mut player, told.suggestion.unwrap());
    assert_eq!(at_end(&mut player).reapplied, 0);
}

#[test]
fn a_stopped_link_is_narrated_and_the_suggestion_skips_the_write() {
    let mut player = ring(
        r#""topology":"all-to-all","policy":"none","replication":{"update_missing":"stop"}"#,
        r#"{"at_ms":1,"cut":{"from":"F","to":"S"}},{"at_ms":2,"insert":{"client":"ana","key":"cart","value":"milk"}},
           {"at_ms":100,"update":{"client":"ben","key":"cart","value":"ham"}},{"at_ms":200,"write":{"client":"ben","key":"bag","value":"x"}}"#,
    );
    let told = told_at(&mut player, 300);
    let stopped = LinkId::new(leader("T"), leader("S"));
    assert_eq!(told.suggestion, Some(Suggestion::SkipWrite(stopped)), "{}", told.sentence);
    follow(&mut player, told.suggestion.unwrap());
    assert_eq!(at_end(&mut player).blocked, []);
}

#[test]
fn a_home_window_is_narrated_until_every_leader_has_learned_the_home() {
    let mut player = ring(
        r#""policy":{"avoidance":{"homes":{"cart":"F"}}}"#,
        r#"{"at_ms":10,"write":{"client":"ana","key":"cart","value":"milk"}},{"at_ms":100,"assign":{"key":"cart","home":"T"}}"#,
    );
    let told = told_at(&mut player, 120);
    assert_eq!(
        told.sentence,
        "Frankfurt and Tokyo both think they are cart’s home, so writes to it can conflict."
    );
    assert!(told_at(&mut player, 160).sentence.starts_with("All leaders agree"));
}

#[test]
fn a_failed_merge_and_a_buffered_write_are_narrated() {
    let mut player = ring(
        r#""policy":{"merge":{"with":"sum"}}"#,
        r#"{"at_ms":10,"write":{"client":"ana","key":"cart","value":"milk"}},{"at_ms":10,"write":{"client":"ben","key":"cart","value":"eggs"}}"#,
    );
    let told = told_at(&mut player, 70).sentence;
    assert!(told.contains("could not merge cart"), "{told}");

    let mut player = ring(
        r#""replication":{"delivery":"causal"}"#,
        r#"{"at_ms":1,"cut":{"from":"F","to":"S"}},{"at_ms":2,"write":{"client":"ana","key":"cart","value":"milk"}},
           {"at_ms":60,"read":{"client":"ben","key":"cart"}},{"at_ms":61,"write":{"client":"ben","key":"cart","value":"ham"}}"#,
    );
    let told = told_at(&mut player, 150);
    assert_eq!(told.suggestion, Some(Suggestion::Inspect(leader("S"))), "{}", told.sentence);
}

#[test]
fn a_forwarded_request_and_its_answer_are_narrated() {
    let mut player = ring(
        r#""policy":{"avoidance":{"homes":{"cart":"F"}}}"#,
        r#"{"at_ms":10,"write":{"client":"ben","key":"cart","value":"eggs"}}"#,
    );
    let at_40 = told_at(&mut player, 40).sentence;
    assert!(at_40.starts_with("Tokyo forwards Ben’s request to Frankfurt"), "{at_40}");
    let at_70 = told_at(&mut player, 70).sentence;
    assert!(at_70.starts_with("The answer to Ben’s request for cart is in flight"), "{at_70}");
}

fn overrides(message: Message, effect: MessageEffect) -> EditKind {
    EditKind::OverrideMessage(message.link, message.dot, effect)
}

/// A message of the opening run by its link and its write, while it is under way.
fn message(player: &Player, from: &str, to: &str, counter: u64) -> Message {
    let (link, dot) = (LinkId::new(leader(from), leader(to)), Dot::new(leader(from), counter));
    let there =
        player.frame().world().messages_in_transit().find(|(on, sent)| (*on, sent.dot) == (link, dot));
    there.map(|(link, sent)| sent.message(link)).unwrap()
}

/// How the lines of a message and of its copy end.
fn landings(player: &Player, message: Message) -> [Option<(Micros, DeliveryOutcome)>; 2] {
    [false, true].map(|copy| {
        let message = Message { is_duplicate: copy, ..message };
        player.timeline().message_spans().iter().find(|flight| flight.message == message)?.outcome
    })
}

/// The opening run at an instant at which Frankfurt's first write is on its way to Tokyo.
fn on_the_way() -> (Player, Message) {
    let mut player = opening();
    let sent = player.timeline().records().iter().find(|record| matches!(record.event, Event::Sent { .. }));
    let at = sent.unwrap().at + Micros::from_ms(20);
    player.act(PlaybackAction::Seek(at));
    let message = message(&player, "F", "T", 1);
    (player, message)
}

#[test]
fn a_message_that_is_delayed_is_drawn_to_where_it_arrives() {
    let (mut player, message) = on_the_way();
    let before = landings(&player, message);
    let late = player.at() + Micros::from_ms(700);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(late),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Delay));
    assert_eq!(landings(&player, message), [Some((late, DeliveryOutcome::Delivered)), None]);
    let soon = player.at() + Micros::from_ms(1);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(soon),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::DeliverSooner));
    assert_eq!(landings(&player, message), [Some((soon, DeliveryOutcome::Delivered)), None]);
    player.act(EditAction::Undo);
    player.act(EditAction::Undo);
    assert_eq!(landings(&player, message), before);
}

#[test]
fn a_message_that_is_lost_by_hand_ends_where_it_was_lost() {
    let (mut player, message) = on_the_way();
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::Lost,
    ))));
    let lost_at = player.at();
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Drop));
    assert_eq!(landings(&player, message), [Some((lost_at, DeliveryOutcome::DroppedByOverride)), None]);
    let again = Message { attempt: 2, ..message };
    assert!(matches!(landings(&player, again), [Some((_, DeliveryOutcome::Delivered)), None]));
    player.act(PlaybackAction::Seek(lost_at + Micros::from_ms(1)));
    let saved = player.at() + Micros::from_ms(5);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(saved),
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Deliver));
    assert_eq!(landings(&player, message), [Some((saved, DeliveryOutcome::Delivered)), None]);
    assert_eq!(landings(&player, again), [None, None]);
}

#[test]
fn the_copy_of_a_message_that_is_doubled_by_hand_sets_out_with_it() {
    let (mut player, message) = on_the_way();
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::Duplicated,
    ))));
    assert_eq!(last_edit(&player), overrides(message, MessageEffect::Duplicate));
    let both = landings(&player, message).map(|landing| landing.unwrap());
    assert!(
        both[0].0 < both[1].0 && both.iter().all(|(_, landing)| *landing == DeliveryOutcome::Delivered),
        "{both:?}"
    );
    let flights = player.timeline().message_spans();
    let sent_at = |copy| {
        flights
            .iter()
            .find(|flight| flight.message == Message { is_duplicate: copy, ..message })
            .unwrap()
            .sent_at
    };
    assert_eq!(sent_at(true), sent_at(false));
    assert!(flights.iter().is_sorted_by_key(|flight| flight.starts_at));
}

#[test]
fn an_arrival_beyond_the_end_of_time_is_refused_with_a_sentence() {
    let (mut player, message) = on_the_way();
    let never = Micros(replication::limits::MAX_TIME_MS * 1_000 + 1);
    player.act(EditAction::Issue(Command::OverrideMessage(MessageOverride::exactly(
        message,
        DeliveryOverride::ArriveAt(never),
    ))));
    assert!(player.notice().is_some_and(|notice| notice.contains("out of bounds")), "{:?}", player.notice());
    assert!(!player.is_edited());
}

#[test]
fn what_is_set_up_is_another_thing_where_a_leader_is_down_and_the_same_while_messages_cross() {
    let mut player = opening();
    player.act(PlaybackAction::Seek(Micros::from_ms(20)));
    let before = player.clone();
    player.act(PlaybackAction::Seek(Micros::from_ms(150)));
    assert!(player.has_same_setup_as(&before) && !player.looks_same_as(&before));
    player.act(EditAction::Issue(Command::Crash { leader: leader("F") }));
    let down = player.clone();
    player.act(PlaybackAction::Seek(Micros::from_ms(20)));
    assert!(!player.has_same_setup_as(&down), "the crash lies ahead again");
}

#[test]
fn a_queued_write_is_narrated_with_the_cut_it_waits_for() {
    let mut scenario = scenario::default_scenario();
    // Only Ben in Tokyo writes, so that nothing waits the other way.
    scenario.commands.remove(0);
    let mut player = Player::new(scenario);
    player.act(EditAction::Issue(Command::Cut(LinkSelector::Both(leader("S"), leader("T")))));
    player.act(PlaybackAction::Seek(player.ends_at()));
    let narration = narration(&player);
    let cut = LinkId::new(leader("T"), leader("S"));
    assert_eq!(narration.suggestion, Some(Suggestion::Heal(cut)), "{}", narration.sentence);
}
