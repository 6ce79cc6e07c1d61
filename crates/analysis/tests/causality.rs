//! What led to an event and what follows from it, in small runs where the answer is known.

use analysis::{Causality, Relation};
use replication::{Event, LeaderId};
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

/// The leader at which each event so related happened, or that sent the message it is about.
fn leaders(timeline: &Timeline, causality: &Causality, relation: Relation) -> Vec<LeaderId> {
    let numbered = timeline.records().iter().enumerate();
    let some = numbered.filter(|(number, _)| causality.of(*number) == Some(relation));
    let place = |event: &Event| match event {
        Event::Sent { message } => message.link.from,
        other => other.leader().expect("it happened at a leader"),
    };
    some.map(|(_, record)| place(&record.event)).collect()
}

#[test]
fn writes_at_two_leaders_that_have_not_heard_of_each_other_are_concurrent() {
    let timeline = timeline(TWO_AT_ONCE);
    let (ana, ben) = (accepted(&timeline, "F"), accepted(&timeline, "T"));
    let causality = Causality::of_event(&timeline, ana).unwrap();
    assert_eq!(causality.of(ana), Some(Relation::Itself));
    assert_eq!(causality.of(ben), Some(Relation::Concurrent));
    assert_eq!(causality.count(Relation::Past), 0);
    // Ben's own messages were sent before Ana's write reaches Tokyo; hers reaches São Paulo first.
    assert_eq!(leaders(&timeline, &causality, Relation::Concurrent), [leader("T"); 4]);
    assert_eq!(causality.count(Relation::Future), 11);
    assert_eq!(causality.count(Relation::Concurrent), 4);
    assert!(causality.is_whole());
}

#[test]
fn delivery_happens_after_the_send() {
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
fn a_client_that_reads_at_another_leader_carries_its_causal_past_there() {
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
fn a_leader_that_is_down_gains_no_causal_past_from_a_refused_request() {
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
fn a_forwarded_request_orders_the_asked_leader_the_home_and_the_answer() {
    let mut scenario = scenario(
        r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 500, "read": { "client": "ana", "key": "cart" } }"#,
    );
    let homes = r#"{ "avoidance": { "homes": { "*": "T" } } }"#;
    let text = scenario.to_json().replace(r#""siblings""#, homes);
    scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
    let timeline = Timeline::new(&scenario);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "T")).unwrap();
    let forwarded = number(&timeline, |event| matches!(event, Event::RequestForwarded { .. }));
    let returned = number(&timeline, |event| matches!(event, Event::RequestAnswered { .. }));
    let read = number(&timeline, |event| matches!(event, Event::Answered { .. }));
    assert_eq!(causality.of(forwarded), Some(Relation::Past));
    assert_eq!(causality.of(returned), Some(Relation::Future));
    assert_eq!(causality.of(read), Some(Relation::Future));
}

#[test]
fn a_request_over_the_network_orders_its_sending_its_acceptance_and_its_response() {
    let mut scenario = scenario(
        r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 15, "read": { "client": "ana", "key": "list" } },
        { "at_ms": 18, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
        { "at_ms": 100, "read": { "client": "ana", "key": "cart", "at": "S" } }"#,
    );
    scenario.clients[0].requests.latency = Some(replication::Latency::Fixed(replication::Micros(20_000)));
    let timeline = Timeline::new(&scenario);
    let of = |number| Causality::of_event(&timeline, number).unwrap();
    let sent = number(&timeline, |event| matches!(event, Event::RequestSent { .. }));
    let received = number(&timeline, |event| matches!(event, Event::ResponseReceived { .. }));
    let write = of(accepted(&timeline, "F"));
    assert_eq!(write.of(sent), Some(Relation::Past));
    assert_eq!(write.of(received), Some(Relation::Future));
    assert_eq!(write.of(accepted(&timeline, "T")), Some(Relation::Concurrent));
    let is_read_at =
        |event: &Event, at: &str| matches!(event, Event::Answered { leader: it, .. } if *it == leader(at));
    let later = number(&timeline, |event| is_read_at(event, "S"));
    assert_eq!(write.of(later), Some(Relation::Future), "Ana learned of it before she asked in S");
    let first_read = number(&timeline, |event| is_read_at(event, "F"));
    assert_eq!(of(first_read).of(received), Some(Relation::Concurrent), "she asked before the response came");
    assert_eq!(of(first_read).of(later), Some(Relation::Future));
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
fn a_write_accepted_locally_does_not_follow_from_requests_sent_back_earlier() {
    let timeline = Timeline::new(&Scenario::from_json(ROUND_AND_BACK).unwrap());
    let written =
        timeline.records().iter().rposition(|record| matches!(record.event, Event::Accepted { .. }));
    let causality = Causality::of_event(&timeline, written.unwrap()).unwrap();
    let back = |event: &Event| matches!(event, Event::RequestForwarded { request } if request.link.from == leader("A"));
    let sent_back: Vec<(usize, u64)> = timeline
        .first(usize::MAX)
        .filter(|(_, record)| back(&record.event))
        .map(|(number, record)| (number, record.at.0))
        .collect();
    assert_eq!(sent_back.len(), 3, "{sent_back:?}");
    let relations: Vec<_> = sent_back.iter().map(|(number, _)| causality.of(*number)).collect();
    let (past, beside) = (Some(Relation::Past), Some(Relation::Concurrent));
    assert_eq!(relations, [past, beside, beside], "only the first came round, and on to A again");
}

#[test]
fn a_message_in_flight_is_ordered_between_its_send_and_its_delivery() {
    let timeline = timeline(TWO_AT_ONCE);
    let first = timeline.message_span_by_number(0).unwrap();
    let causality = Causality::of_message(&timeline, first.message).unwrap();
    assert_eq!(causality.of_message_span(&timeline, &first), Relation::Itself);
    assert_eq!(causality.of(accepted(&timeline, "F")), Some(Relation::Past));
    let delivered =
        number(&timeline, |event| matches!(event, Event::Delivered { message } if *message == first.message));
    assert_eq!(causality.of(delivered), Some(Relation::Future));
    let others: Vec<Relation> = timeline
        .message_spans()
        .skip(1)
        .map(|flight| causality.of_message_span(&timeline, &flight))
        .collect();
    assert!(others.iter().all(|relation| *relation == Relation::Concurrent), "{others:?}");
}

#[test]
fn a_message_is_past_if_it_arrived_before_and_future_if_it_was_sent_after() {
    let answer = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 150, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;
    let timeline = timeline(answer);
    let causality = Causality::of_event(&timeline, accepted(&timeline, "T")).unwrap();
    let related = |from: &str, to: &str| {
        let flight = timeline
            .message_spans()
            .find(|flight| (flight.message.link.from, flight.message.link.to) == (leader(from), leader(to)));
        causality.of_message_span(&timeline, &flight.unwrap())
    };
    assert_eq!(related("F", "T"), Relation::Past);
    assert_eq!(related("F", "S"), Relation::Concurrent);
    assert_eq!(related("T", "F"), Relation::Future);
}
