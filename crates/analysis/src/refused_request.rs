//! The request behind a refusal, which the event does not carry: a read, a write or a merge.

use replication::{ClientId, Command, Event, Key, LeaderId, Record};
use timeline::{EventKind, Timeline};

use crate::requests::requests_at;

/// How requests at a leader end or begin to wait.
const OUTCOMES: &[EventKind] = &[EventKind::Accepted, EventKind::Refused, EventKind::Read];

/// The command whose request was refused or got no answer with the record of this number. None if a leader had
/// forwarded it: then it is a write.
#[must_use]
pub fn refused_request(timeline: &Timeline, number: usize) -> Option<&Command> {
    let record = timeline.records().get(number)?;
    let Event::Refused { leader, .. } = &record.event else { return None };
    let request = Request { leader: *leader, ..Request::of(record)? };
    let now = request.commands(timeline, record);
    match &now[..] {
        [] => request.waited_since(timeline, number),
        [only] => Some(only),
        several => several.get(request.outcomes_at_this_instant(timeline, number, record)).copied(),
    }
}

/// What identifies a request in a record.
#[derive(Clone, Copy, PartialEq)]
struct Request<'a> {
    leader: LeaderId,
    client: ClientId,
    key: &'a Key,
}

impl<'a> Request<'a> {
    /// The request that a record answers, or that begins to wait or to travel with it.
    fn of(record: &'a Record) -> Option<Self> {
        let (leader, client, key) = match &record.event {
            Event::Accepted { leader, write, .. } => (*leader, write.client?, &write.key),
            Event::Refused { leader, client, key, .. }
            | Event::Answered { leader, client, key, .. }
            | Event::RequestWaiting { leader, client, key, .. } => (*leader, *client, key),
            Event::RequestForwarded { request } => (request.link.from, request.client, &request.key),
            _ => return None,
        };
        Some(Self { leader, client, key })
    }

    /// The requests of its client for its key at the instant of a record.
    fn commands<'t>(&self, timeline: &'t Timeline, record: &Record) -> Vec<&'t Command> {
        requests_at(timeline, record.at, self.client, self.key).collect()
    }

    /// How many requests for the same key by the same client this instant has answered before a record.
    fn outcomes_at_this_instant(&self, timeline: &Timeline, number: usize, record: &Record) -> usize {
        let here = timeline.first(number).rev().take_while(|(_, earlier)| earlier.at == record.at);
        let is_alike = |other: &Request<'_>| (other.client, other.key) == (self.client, self.key);
        here.filter(|(_, earlier)| Request::of(earlier).is_some_and(|other| is_alike(&other))).count()
    }

    /// The request that had waited at its leader the longest.
    fn waited_since<'t>(&self, timeline: &'t Timeline, number: usize) -> Option<&'t Command> {
        let is_alike = |record: &&Record| Request::of(record).is_some_and(|other| other == *self);
        let began = timeline.latest(&[EventKind::RequestWaiting], number).map(|(_, record)| record);
        let mut began: Vec<&Record> = began.filter(is_alike).collect();
        began.reverse();
        let ended = timeline.latest(OUTCOMES, number).map(|(_, record)| record).filter(is_alike);
        let ended = ended.filter(|record| self.commands(timeline, record).is_empty()).count();
        let since = began.get(ended)?;
        self.commands(timeline, since).first().copied()
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
    fn a_read_and_a_write_that_are_refused_at_one_instant_are_told_apart() {
        let down = r#"{ "at_ms": 10, "crash": { "leader": "T" } },"#;
        let read = r#"{ "at_ms": 20, "read": { "client": "ben", "key": "cart" } }"#;
        let write = r#"{ "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": 1 } }"#;
        assert_eq!(refused(&format!("{down}{read}")), ["read"]);
        assert_eq!(refused(&format!("{down}{write}")), ["write"]);
        assert_eq!(refused(&format!("{down}{read},{write}")), ["read", "write"]);
        assert_eq!(refused(&format!("{down}{write},{read}")), ["write", "read"]);
    }

    #[test]
    fn a_request_that_waited_is_told_by_what_was_asked_when_it_began_to_wait() {
        let commands = r#"
            { "at_ms": 1, "replication": { "delivery": "causal", "session_reads": "wait", "session_timeout_ms": 50 } },
            { "at_ms": 5, "cut": { "between": ["F", "T"] } },
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
            { "at_ms": 20, "read": { "client": "ana", "key": "cart", "at": "T" } }"#;
        assert_eq!(refused(commands), ["read"]);
    }
}
