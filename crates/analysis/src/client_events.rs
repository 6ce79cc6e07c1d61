//! Client events: what each client requested of which leader, and when it was answered.

use replication::{ClientId, Event, LeaderId, Micros, ResponseKind};

use crate::causality::{RequestOrigin, RequestOrigins};
use timeline::{EventKind, Timeline};

/// The kinds of records among which client events are.
const CLIENT_EVENTS: &[EventKind] = &[
    EventKind::Accepted,
    EventKind::Read,
    EventKind::Refused,
    EventKind::Forwarded,
    EventKind::ResponseReceived,
];

/// What happened between a client and a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientEventKind {
    /// The client wrote, and the write was accepted at once.
    Wrote,
    /// The client read.
    Read,
    /// The client was refused, or got no answer.
    Refused,
    /// The leader forwarded the client's request.
    Forwarded,
    /// The client got the answer to an earlier request.
    Answered,
}

/// An event between a client and a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientEvent {
    /// The number of its record.
    pub number: usize,
    /// When it happened.
    pub at: Micros,
    /// The client.
    pub client: ClientId,
    /// The leader.
    pub leader: LeaderId,
    /// What happened.
    pub kind: ClientEventKind,
}

/// What one client did among the first `count` records, in order.
#[must_use]
pub fn events_of_client(timeline: &Timeline, client: ClientId, count: usize) -> Vec<ClientEvent> {
    let all = client_events(timeline, 0, count).into_iter();
    all.filter(|event| event.client == client).collect()
}

/// What clients did between two records, in order.
#[must_use]
pub fn client_events(timeline: &Timeline, first: usize, last: usize) -> Vec<ClientEvent> {
    let requests = RequestOrigins::new(timeline, first, last);
    let numbers = timeline.index().next(CLIENT_EVENTS, first).take_while(|number| *number < last);
    numbers.filter_map(|number| client_event(timeline, number, requests.origin_of(number))).collect()
}

fn client_event(timeline: &Timeline, number: usize, asked: RequestOrigin) -> Option<ClientEvent> {
    let record = timeline.records().get(number)?;
    let (client, leader, kind) = match (&record.event, asked) {
        // The client learns of it only when the answer comes back.
        (Event::Accepted { .. }, RequestOrigin::Forwarded(_))
        | (Event::RequestForwarded { .. }, RequestOrigin::Earlier) => {
            return None;
        }
        (Event::Accepted { leader, write, .. }, RequestOrigin::Here | RequestOrigin::Remote) => {
            (write.client?, *leader, ClientEventKind::Wrote)
        }
        (Event::Accepted { leader, write, .. }, RequestOrigin::Earlier) => {
            (write.client?, *leader, ClientEventKind::Answered)
        }
        (Event::Answered { leader, client, .. }, _) => (*client, *leader, ClientEventKind::Read),
        (Event::Refused { leader, client, .. }, _) => (*client, *leader, ClientEventKind::Refused),
        (Event::RequestForwarded { request }, _) => {
            (request.client, request.link.from, ClientEventKind::Forwarded)
        }
        (Event::ResponseReceived { attempt, response: ResponseKind::Acknowledged(_) }, _) => {
            (attempt.client, attempt.leader, ClientEventKind::Answered)
        }
        (Event::RequestAnswered { request, .. }, _) if request.attempt.is_some() => return None,
        (Event::RequestAnswered { request, .. }, _) => {
            (request.client, request.link.to, ClientEventKind::Answered)
        }
        _ => return None,
    };
    Some(ClientEvent { number, at: record.at, client, leader, kind })
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;

    fn kinds(policy: &str, commands: &str) -> Vec<(String, String, ClientEventKind)> {
        let text = format!(
            r#"{{ "polyleader": 1, "title": "Small", "seed": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}],
                "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
                "clients": [{{ "id": "ana", "at": "F" }}], "commands": [{commands}] }}"#
        );
        let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
        let events = client_events(&timeline, 0, timeline.records().len());
        events.iter().map(|event| (event.client.to_string(), event.leader.to_string(), event.kind)).collect()
    }

    fn with_ana(kinds: &[(&str, ClientEventKind)]) -> Vec<(String, String, ClientEventKind)> {
        kinds.iter().map(|(leader, kind)| ("ana".to_owned(), (*leader).to_owned(), *kind)).collect()
    }

    #[test]
    fn a_client_writes_reads_and_is_refused_where_it_asks() {
        let commands = r#"
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 20, "read": { "client": "ana", "at": "T", "key": "cart" } },
            { "at_ms": 30, "crash": { "leader": "F" } },
            { "at_ms": 40, "read": { "client": "ana", "key": "cart" } }"#;
        let wanted = with_ana(&[
            ("F", ClientEventKind::Wrote),
            ("T", ClientEventKind::Read),
            ("F", ClientEventKind::Refused),
        ]);
        assert_eq!(kinds(r#""siblings""#, commands), wanted);
    }

    #[test]
    fn a_request_that_is_passed_on_is_answered_where_it_was_asked() {
        let write = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } }"#;
        let wanted = with_ana(&[("F", ClientEventKind::Forwarded), ("F", ClientEventKind::Answered)]);
        assert_eq!(kinds(r#"{ "avoidance": { "homes": { "*": "T" } } }"#, write), wanted);
    }
}
