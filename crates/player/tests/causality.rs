//! What led to an event and what follows from it, in small runs where the answer is known.

use analysis::{Causality, Relation};
use player::{EditAction, PlaybackAction, Player, Selection, ViewAction};
use replication::{Command, Event, LeaderId, Message, Micros, Value};
use scenario::Scenario;
use timeline::Timeline;

/// Three leaders, a hundred milliseconds from each to each; Ana in Frankfurt, Ben in Tokyo.
fn timeline(commands: &str) -> Timeline {
    Timeline::new(&scenario(commands))
}

fn scenario(commands: &str) -> Scenario {
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Small", "seed": 1,
            "leaders": [{{ "id": "F" }}, {{ "id": "T" }}, {{ "id": "S" }}],
            "topology": "all-to-all", "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": "siblings",
            "clients": [{{ "id": "ana", "at": "F" }}, {{ "id": "ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"))
}

const TWO_AT_ONCE: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn number(timeline: &Timeline, is_it: impl Fn(&Event) -> bool) -> usize {
    timeline.records().iter().position(|record| is_it(&record.event)).expect("an event of the run")
}

fn accepted(timeline: &Timeline, at: &str) -> usize {
    number(timeline, |event| matches!(event, Event::Accepted { leader: it, .. } if *it == leader(at)))
}

/// The lines of the trace that stand so, without their instants.
fn lines(timeline: &Timeline, causality: &Causality, relation: Relation) -> Vec<String> {
    let numbered = timeline.records().iter().enumerate();
    let some = numbered.filter(|(number, _)| causality.of(*number) == Some(relation));
    some.map(|(_, record)| record.to_string().split_once(" ms  ").unwrap().1.to_owned()).collect()
}

#[test]
fn what_is_written_apart_at_once_is_concurrent() {
    let timeline = timeline(TWO_AT_ONCE);
    let (ana, ben) = (accepted(&timeline, "F"), accepted(&timeline, "T"));
    let causality = Causality::of_event(&timeline, ana).unwrap();
    assert_eq!(causality.of(ana), Some(Relation::Itself));
    assert_eq!(causality.of(ben), Some(Relation::Concurrent));
    assert_eq!(causality.count(Relation::Past), 0);
    // Ben's own messages have set out before Ana's write comes to Tokyo; at São Paulo hers comes first.
    let concurrent = lines(&timeline, &causality, Relation::Concurrent);
    let starts: Vec<&str> =
        concurrent.iter().map(|line| line.split([',', ';', ':', '.']).next().unwrap()).collect();
    assert_eq!(starts.len(), 4, "{starts:?}");
    assert!(starts.iter().all(|line| line.starts_with('T')), "{starts:?}");
    assert_eq!(causality.phrases(), ["Nothing led to this", "11 follow from it", "4 are concurrent with it"]);
    assert!(causality.is_whole());
}

#[test]
fn what_comes_by_a_message_follows_from_its_being_sent() {
    let timeline = timeline(TWO_AT_ONCE);
    let conflict = number(
        &timeline,
        |event| matches!(event, Event::Applied { leader: it, kept, .. } if *it == leader("T") && kept.len() == 2),
    );
    let causality = Causality::of_event(&timeline, conflict).unwrap();
    assert_eq!(causality.of(accepted(&timeline, "F")), Some(Relation::Past));
    assert_eq!(causality.of(accepted(&timeline, "T")), Some(Relation::Past));
    assert_eq!(causality.count(Relation::Future), 0, "nothing happens at Tokyo after it");
}

#[test]
fn a_client_takes_along_what_it_was_told() {
    let walk = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "read": { "client": "ana", "at": "T", "key": "cart" } },
        { "at_ms": 30, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let timeline = timeline(walk);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "F")).unwrap();
    let ben = accepted(&timeline, "T");
    assert_eq!(
        causality.of(ben),
        Some(Relation::Future),
        "Ana was at Tokyo before, though her write was not"
    );
}

#[test]
fn a_leader_that_is_down_learns_nothing_of_who_asks() {
    let asks = r#"
        { "at_ms": 5, "crash": { "leader": "T" } },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "read": { "client": "ana", "at": "T", "key": "cart" } },
        { "at_ms": 30, "restart": { "leader": "T" } }"#;
    let timeline = timeline(asks);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "F")).unwrap();
    let refused = number(&timeline, |event| matches!(event, Event::Refused { .. }));
    let restarted = number(&timeline, |event| matches!(event, Event::Restarted(_)));
    assert_eq!(causality.of(refused), Some(Relation::Future));
    assert_eq!(causality.of(restarted), Some(Relation::Concurrent));
}

#[test]
fn a_request_that_is_passed_on_ties_its_leader_the_home_and_the_answer() {
    let mut scenario = scenario(
        r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 500, "read": { "client": "ana", "key": "cart" } }"#,
    );
    let homes = r#"{ "avoidance": { "homes": { "*": "T" } } }"#;
    let text = scenario.to_json().replace(r#""siblings""#, homes);
    scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
    let timeline = Timeline::new(&scenario);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "T")).unwrap();
    let forwarded = number(&timeline, |event| matches!(event, Event::Forwarded { .. }));
    let returned = number(&timeline, |event| matches!(event, Event::Returned { .. }));
    let read = number(&timeline, |event| matches!(event, Event::Answered { .. }));
    assert_eq!(causality.of(forwarded), Some(Relation::Past));
    assert_eq!(causality.of(returned), Some(Relation::Future));
    assert_eq!(causality.of(read), Some(Relation::Future));
}

/// Ana asks in C, which passes on to A, of whose moving the home to C it has not heard. It hears of that while it
/// waits, and in the end writes by itself; until then A has sent the requests back, and leaves.
const ROUND_AND_BACK: &str = r#"{ "polyleader": 1, "title": "Round and back", "seed": 4797851324242480970,
    "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }], "topology": "circular",
    "links": { "latency": { "fixed_ms": 60.959 }, "jitter_ms": 96.57, "order": "any" }, "policy": "avoidance",
    "clients": [{ "id": "ana", "at": "C" }],
    "commands": [
        { "at_ms": 0, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 50, "assign": { "key": "cart", "home": "C", "at": "A" } },
        { "at_ms": 119.693, "write": { "client": "ana", "key": "page", "value": "milk" } },
        { "at_ms": 281.547, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 500, "leave": { "leader": "A" } },
        { "at_ms": 550, "write": { "client": "ana", "key": "cart", "value": "milk" } }] }"#;

#[test]
fn what_a_leader_writes_by_itself_in_the_end_follows_from_no_request_that_was_sent_back_to_it() {
    let timeline = Timeline::new(&Scenario::from_json(ROUND_AND_BACK).unwrap());
    let written =
        timeline.records().iter().rposition(|record| matches!(record.event, Event::Accepted { .. }));
    let causality = Causality::of_event(&timeline, written.unwrap()).unwrap();
    let back =
        |event: &Event| matches!(event, Event::Forwarded { request } if request.link.from == leader("A"));
    let sent_back: Vec<(usize, u64)> = timeline
        .so_far(usize::MAX)
        .filter(|(_, record)| back(&record.event))
        .map(|(number, record)| (number, record.at.0))
        .collect();
    assert_eq!(sent_back.len(), 3, "{sent_back:?}");
    let relations: Vec<_> = sent_back.iter().map(|(number, _)| causality.of(*number)).collect();
    let (past, beside) = (Some(Relation::Past), Some(Relation::Concurrent));
    assert_eq!(relations, [past, beside, beside], "only the first came round, and on to A again");
}

#[test]
fn a_message_stands_between_its_being_sent_and_its_arrival() {
    let timeline = timeline(TWO_AT_ONCE);
    let first = timeline.flights()[0];
    let causality = Causality::of_message(&timeline, first.message).unwrap();
    assert_eq!(causality.of_flight(&timeline, &first), Relation::Itself);
    assert_eq!(causality.of(accepted(&timeline, "F")), Some(Relation::Past));
    let delivered =
        number(&timeline, |event| matches!(event, Event::Delivered { message } if *message == first.message));
    assert_eq!(causality.of(delivered), Some(Relation::Future));
    let others: Vec<Relation> =
        timeline.flights().iter().skip(1).map(|flight| causality.of_flight(&timeline, flight)).collect();
    assert!(others.iter().all(|relation| *relation == Relation::Concurrent), "{others:?}");
}

#[test]
fn messages_are_in_the_past_by_their_arrival_and_in_the_future_by_their_setting_out() {
    let answer = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let timeline = timeline(answer);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "T")).unwrap();
    let related = |from: &str, to: &str| {
        let flight = timeline
            .flights()
            .iter()
            .find(|flight| (flight.message.link.from, flight.message.link.to) == (leader(from), leader(to)));
        causality.of_flight(&timeline, flight.unwrap())
    };
    assert_eq!(related("F", "T"), Relation::Past);
    assert_eq!(related("F", "S"), Relation::Concurrent);
    assert_eq!(related("T", "F"), Relation::Future);
}

fn write(value: &str) -> Command {
    let (client, key) = ("ana".parse().unwrap(), "cart".parse().unwrap());
    Command::Write { client, at: None, key, value: Value::text(value), context: None }
}

#[test]
fn a_selected_event_stays_selected_as_long_as_it_happens() {
    let mut player = Player::new(scenario(TWO_AT_ONCE));
    let ben = accepted(player.timeline(), "T");
    player.act(ViewAction::Select(Selection::Event(ben)));
    assert!(player.causality().is_some());
    player.act(PlaybackAction::Seek(Micros::from_ms(5)));
    player.act(EditAction::Issue(write("more")));
    let now = accepted(player.timeline(), "T");
    assert!(now > ben, "it has another number in the new run");
    assert_eq!(player.selection(), Selection::Event(now));
    let again = player.causality().unwrap();
    assert_eq!(again.of(now), Some(Relation::Itself));
    player.act(EditAction::Configure { command: Command::Leave { leader: leader("T") }, ongoing: false });
    assert_eq!(player.selection(), Selection::Nothing, "Ben is refused now");
    assert!(player.causality().is_none());
}

#[test]
fn nothing_else_that_is_selected_has_a_past() {
    let mut player = Player::new(scenario(TWO_AT_ONCE));
    player.act(PlaybackAction::Seek(Micros::from_ms(500)));
    let message: Message = player.timeline().flights()[0].message;
    player.act(ViewAction::Select(Selection::Message(message)));
    assert!(player.causality().is_some());
    for selection in [Selection::Nothing, Selection::Leader(leader("F")), Selection::Link(message.link)] {
        player.act(ViewAction::Select(selection.clone()));
        assert!(player.causality().is_none(), "{selection:?}");
    }
}
