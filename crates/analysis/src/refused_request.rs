//! The request behind a refusal, which the event does not carry: a read, a write or a merge.

use replication::{ClientId, Command, Event, Key};
use timeline::{EventKind, Timeline};

use crate::requests::requests_at;

/// The command whose request was refused or got no answer with the record of this number.
#[must_use]
pub fn refused_request(timeline: &Timeline, number: usize) -> Option<&Command> {
    let Event::Refused { request, .. } = &timeline.records().get(number)?.event else { return None };
    let made = request.map_or(Some(number), |request| began(timeline, request, number))?;
    let record = timeline.records().get(made)?;
    let (client, key) = made_with(&record.event)?;
    let so_far = timeline.first(made).rev().take_while(|(_, earlier)| earlier.at == record.at);
    let earlier = so_far.filter(|(_, earlier)| made_with(&earlier.event) == Some((client, key))).count();
    // A merge is both read and accepted, so it can count twice.
    requests_at(timeline, record.at, client, key).take(earlier + 1).last()
}

/// The record with which a request was sent, first forwarded, or began to wait.
fn began(timeline: &Timeline, request: u64, before: usize) -> Option<usize> {
    let kinds = [EventKind::Forwarded, EventKind::RequestWaiting, EventKind::RequestSent];
    let mut numbers = timeline.index().next(&kinds, 0).take_while(|number| *number < before);
    numbers.find(|number| match timeline.records().get(*number).map(|record| record.event) {
        Some(Event::RequestForwarded { request: forwarded }) => forwarded.number == request,
        Some(Event::RequestWaiting { request: waiting, .. }) => waiting == request,
        Some(Event::RequestSent { attempt }) => attempt.id.request == request,
        _ => false,
    })
}

/// The client and the key of a request that is made with an event, not earlier.
fn made_with(event: &Event) -> Option<(ClientId, &Key)> {
    match event {
        Event::Accepted { write, request: None, .. } => Some((write.client?, &write.key)),
        Event::Refused { client, key, request: None, .. }
        | Event::Answered { client, key, request: None, .. }
        | Event::RequestWaiting { client, key, .. } => Some((*client, key)),
        Event::RequestForwarded { request } if request.attempt.is_none() => {
            Some((request.client, &request.key))
        }
        Event::RequestSent { attempt } if attempt.id.attempt == 1 => Some((attempt.client, &attempt.key)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::small_run;

    fn refused(commands: &str) -> Vec<&'static str> {
        let timeline = small_run(r#""siblings""#, commands);
        let refusals = timeline.index().next(&[EventKind::Refused], 0);
        let kind = |number| match refused_request(&timeline, number) {
            Some(Command::Request(_)) => "write",
            Some(Command::Read { .. }) => "read",
            Some(Command::Merge { .. }) => "merge",
            _ => "none",
        };
        refusals.map(kind).collect()
    }

    #[test]
    fn refused_read_and_write_at_one_instant_are_distinguished() {
        let down = r#"{ "at_ms": 10, "crash": { "leader": "T" } },"#;
        let read = r#"{ "at_ms": 20, "read": { "client": "ben", "key": "cart" } }"#;
        let write = r#"{ "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": 1 } }"#;
        assert_eq!(refused(&format!("{down}{read}")), ["read"]);
        assert_eq!(refused(&format!("{down}{write}")), ["write"]);
        assert_eq!(refused(&format!("{down}{read},{write}")), ["read", "write"]);
        assert_eq!(refused(&format!("{down}{write},{read}")), ["write", "read"]);
    }

    #[test]
    fn refused_request_that_waited_is_distinguished_from_another_at_the_same_instant() {
        let commands = r#"
            { "at_ms": 1, "replication": { "delivery": "causal", "session_reads": "wait", "session_timeout_ms": 50 } },
            { "at_ms": 5, "cut": { "between": ["F", "T"] } },
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
            { "at_ms": 20, "read": { "client": "ana", "key": "cart", "at": "T" } },
            { "at_ms": 70, "write": { "client": "ana", "key": "cart", "value": 2, "at": "T" } }"#;
        assert_eq!(refused(commands), ["read"]);
    }

    #[test]
    fn waiting_request_is_described_as_it_was_sent() {
        let commands = r#"
            { "at_ms": 1, "replication": { "delivery": "causal", "session_reads": "wait", "session_timeout_ms": 50 } },
            { "at_ms": 5, "cut": { "between": ["F", "T"] } },
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
            { "at_ms": 20, "read": { "client": "ana", "key": "cart", "at": "T" } }"#;
        assert_eq!(refused(commands), ["read"]);
    }
}
