//! How a client's request ended, and how long the client waited.

use analysis::{LatencyReport, RequestTime};
use replication::{ClientId, Event, Micros, Record};
use timeline::{EventKind, Timeline};

use crate::facts::Moment;
use crate::request::RequestRef;

/// How a client's request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestEnd {
    /// It was accepted at the instant at which it was sent.
    Accepted,
    /// It was forwarded, and the home of its key accepted it.
    AcceptedByHome,
    /// It travelled, and was acknowledged.
    Acknowledged,
    /// It travelled, and the read was answered.
    Answered,
    Refused,
    Unanswered,
}

impl RequestEnd {
    /// Whether the request went over the network to its leader.
    pub(crate) fn has_travelled(request: &RequestTime) -> bool {
        request.attempts > 0
    }
}

/// A request from its sending to its end, as far as the run has come.
pub(crate) fn time_of(moment: Moment<'_>, request: RequestRef) -> Option<RequestTime> {
    let report = LatencyReport::new(moment.timeline, moment.count, moment.world);
    report.requests.into_iter().find(|it| it.client == request.client && it.sent_at == request.at)
}

/// How a request ended, and when its client learned of it. None if it did not, or in another way.
pub(crate) fn end_of(moment: Moment<'_>, request: RequestRef) -> Option<(RequestEnd, Micros)> {
    match time_of(moment, request).filter(RequestEnd::has_travelled) {
        Some(travelled) => travelled.end.map(|(end, at)| (of_travelled(end), at)),
        None => end_of_local(moment.timeline, request),
    }
}

fn of_travelled(end: analysis::RequestEnd) -> RequestEnd {
    match end {
        analysis::RequestEnd::Acknowledged => RequestEnd::Acknowledged,
        analysis::RequestEnd::Answered => RequestEnd::Answered,
        analysis::RequestEnd::Refused => RequestEnd::Refused,
        analysis::RequestEnd::Unanswered => RequestEnd::Unanswered,
    }
}

/// How a request ended that reached its leader at once.
fn end_of_local(timeline: &Timeline, request: RequestRef) -> Option<(RequestEnd, Micros)> {
    const KINDS: &[EventKind] = &[EventKind::Accepted, EventKind::Refused, EventKind::Forwarded];
    let is_of = |client: ClientId| client == request.client;
    request.records(timeline, KINDS).find_map(|record| match &record.event {
        Event::Accepted { write, .. } if write.client.is_some_and(is_of) => {
            Some((RequestEnd::Accepted, record.at))
        }
        Event::Refused { client, .. } if is_of(*client) => refused(&record),
        Event::RequestForwarded { request } if is_of(request.client) => {
            end_of_forwarded(timeline, record.at, request.number)
        }
        _ => None,
    })
}

/// How a request ended that was forwarded at an instant.
fn end_of_forwarded(timeline: &Timeline, at: Micros, number: u64) -> Option<(RequestEnd, Micros)> {
    let from = timeline.records().before(at);
    let later = timeline.index().next(&[EventKind::Forwarded, EventKind::Refused], from);
    let records: Vec<usize> = later.collect();
    let mut records = records.into_iter().filter_map(|number| timeline.records().get(number));
    records.find_map(|record| match &record.event {
        Event::RequestAnswered { request, .. } if request.number == number => {
            Some((RequestEnd::AcceptedByHome, record.at))
        }
        Event::Refused { request, .. } if *request == Some(number) => refused(&record),
        _ => None,
    })
}

fn refused(record: &Record) -> Option<(RequestEnd, Micros)> {
    match &record.event {
        Event::Refused { reason, .. } if reason.is_unanswered() => Some((RequestEnd::Unanswered, record.at)),
        Event::Refused { .. } => Some((RequestEnd::Refused, record.at)),
        _ => None,
    }
}

/// A time, rounded to whole milliseconds.
pub(crate) fn in_whole_ms(time: Micros) -> u64 {
    (time.0 + 500) / 1_000
}
