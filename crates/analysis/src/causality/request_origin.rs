//! The origin of the request behind an event: made there and then, forwarded from another leader, or made earlier.

use std::collections::{BTreeMap, BTreeSet};

use replication::{ClientId, Event, Key, LeaderId, Record, gather};
use timeline::{EventKind, Timeline, Transfer, TransferKind};

use super::installed;
use crate::requests::requests_at;

/// Where and when a client made the request behind an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequestOrigin {
    /// At this leader, at this instant.
    #[default]
    Here,
    /// At another leader, which forwarded the request of this number.
    Forwarded(u64),
    /// At a client elsewhere: it came over the network, with a record of its arrival.
    Remote,
    /// At this leader, earlier: it waited for a home that did not answer, or for the leader to catch up.
    Earlier,
}

/// The records whose requests were made elsewhere or earlier. Empty if no request is forwarded or waits.
#[derive(Debug, Default)]
pub(crate) struct RequestOrigins(BTreeMap<usize, RequestOrigin>);

const REQUEST_EVENTS: &[EventKind] = &[
    EventKind::Forwarded,
    EventKind::Accepted,
    EventKind::Refused,
    EventKind::Read,
    EventKind::RequestWaiting,
];

impl RequestOrigins {
    /// The origins for the records from one number up to another.
    pub(crate) fn new(timeline: &Timeline, first: usize, last: usize) -> Self {
        let count = |kind| timeline.index().count(kind, timeline.records().len());
        let kinds = [EventKind::Forwarded, EventKind::RequestWaiting, EventKind::RequestSent];
        if kinds.into_iter().map(count).sum::<usize>() == 0 {
            return Self::default();
        }
        installed::request_origins(timeline, first, last)
    }

    /// The origins where some requests are forwarded, wait or come over the network.
    pub(super) fn track(timeline: &Timeline, first: usize, last: usize) -> Self {
        let ends = [Some(first), last.checked_sub(1)].map(|number| timeline.records().get(number?));
        let [Some(from), Some(to)] = ends else {
            return Self::default();
        };
        let brought =
            timeline.transfers_in(from.at, to.at).filter_map(|crossing| request_arrival(timeline, crossing));
        let mut answers = RequestTracker {
            timeline,
            arrivals: gather(brought),
            forwarded: BTreeSet::new(),
            waiting: BTreeMap::new(),
            remote: remote_requests(timeline, last),
        };
        let numbers = timeline.index().next(REQUEST_EVENTS, first).take_while(|number| *number < last);
        let asked = numbers.filter_map(|number| Some((number, answers.origin_of(number)?)));
        Self(gather(asked.filter(|(_, asked)| *asked != RequestOrigin::Here)))
    }

    /// The origin of the request behind this record.
    pub(crate) fn origin_of(&self, number: usize) -> RequestOrigin {
        self.0.get(&number).copied().unwrap_or_default()
    }
}

/// The first record caused by the arrival of a request, with the number of the request.
fn request_arrival(timeline: &Timeline, crossing: &Transfer) -> Option<(usize, u64)> {
    match (&crossing.kind, &timeline.records().get(crossing.sent_record)?.event) {
        (TransferKind::Request(..), Event::RequestForwarded { request }) => {
            Some((crossing.arrival_record?, request.number))
        }
        _ => None,
    }
}

/// The requests that were sent over the network with one of the first records.
fn remote_requests(timeline: &Timeline, last: usize) -> BTreeSet<u64> {
    let numbers = timeline.index().range(EventKind::RequestSent, 0, last);
    let sent = numbers.filter_map(|number| match timeline.records().get(number)?.event {
        Event::RequestSent { attempt } => Some(attempt.id.request),
        _ => None,
    });
    gather(sent)
}

/// Whether a client requests this key at the instant of a record.
fn is_requested_now(timeline: &Timeline, record: &Record, client: ClientId, key: &Key) -> bool {
    requests_at(timeline, record.at, client, key).next().is_some()
}

/// Tracks forwarded requests from record to record.
struct RequestTracker<'a> {
    timeline: &'a Timeline,
    /// For each record caused by the arrival of a request, the number of the request.
    arrivals: BTreeMap<usize, u64>,
    /// The requests forwarded so far.
    forwarded: BTreeSet<u64>,
    /// The messages that brought the requests that wait at their home, by leader and number of the request.
    waiting: BTreeMap<(LeaderId, u64), u64>,
    /// The requests that were sent over the network.
    remote: BTreeSet<u64>,
}

impl RequestTracker<'_> {
    /// Whether an event is about a request that came over the network to this leader.
    fn is_remote(&self, event: &Event) -> bool {
        let is_remote = |request: &Option<u64>| request.is_some_and(|number| self.remote.contains(&number));
        match event {
            Event::Accepted { request, .. }
            | Event::Refused { request, .. }
            | Event::Answered { request, .. } => is_remote(request),
            Event::RequestWaiting { request, .. } => self.remote.contains(request),
            Event::RequestForwarded { request } => {
                request.attempt.is_some() && !self.forwarded.contains(&request.number)
            }
            _ => false,
        }
    }

    /// The origin of the request behind a record; none if there was no request.
    fn origin_of(&mut self, number: usize) -> Option<RequestOrigin> {
        let record = self.timeline.records().get(number)?;
        let arrived = self.arrivals.get(&number).copied();
        if arrived.is_none() && self.is_remote(&record.event) {
            return Some(RequestOrigin::Remote);
        }
        let (client, key, waited) = match &record.event {
            Event::RequestForwarded { request } if !self.forwarded.insert(request.number) => {
                return Some(RequestOrigin::Earlier);
            }
            Event::RequestForwarded { request } => (request.client, &request.key, None),
            Event::Accepted { leader, write, request, .. } => {
                let kept = request.and_then(|request| self.waiting.remove(&(*leader, request)));
                if let Some(message) = arrived.or(kept) {
                    return Some(RequestOrigin::Forwarded(message));
                }
                (write.client?, &write.key, *request)
            }
            Event::Refused { client, key, request, .. } => {
                if let Some(message) = arrived {
                    return Some(RequestOrigin::Forwarded(message));
                }
                (*client, key, *request)
            }
            Event::RequestWaiting { leader, client, key, request, .. } => {
                if let Some(message) = arrived {
                    self.waiting.insert((*leader, *request), message);
                    return Some(RequestOrigin::Forwarded(message));
                }
                (*client, key, None)
            }
            Event::Answered { client, key, request, .. } => (*client, key, *request),
            _ => return None,
        };
        let is_made_now = waited.is_none() && is_requested_now(self.timeline, &record, client, key);
        Some(if is_made_now { RequestOrigin::Here } else { RequestOrigin::Earlier })
    }
}
