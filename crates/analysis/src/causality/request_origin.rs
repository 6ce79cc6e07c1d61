//! The origin of the request behind an event: made there and then, forwarded from another leader, or made earlier.

use std::collections::{BTreeMap, BTreeSet};

use replication::{ClientId, Event, Key, LeaderId, Record, RefusalReason};

use timeline::{EventKind, Timeline, Transfer, TransferKind};

use crate::requests::requests_at;

/// Where and when a client made the request behind an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequestOrigin {
    /// At this leader, at this instant.
    #[default]
    Here,
    /// At another leader, which forwarded the request of this number.
    Forwarded(u64),
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
        if count(EventKind::Forwarded) + count(EventKind::RequestWaiting) == 0 {
            return Self::default();
        }
        let ends = [Some(first), last.checked_sub(1)].map(|number| timeline.records().get(number?));
        let [Some(from), Some(to)] = ends else {
            return Self::default();
        };
        let brought =
            timeline.transfers_in(from.at, to.at).filter_map(|crossing| request_arrival(timeline, crossing));
        let mut answers = RequestTracker {
            timeline,
            arrivals: brought.collect(),
            forwarded: BTreeSet::new(),
            waiting: BTreeMap::new(),
        };
        let numbers = timeline.index().next(REQUEST_EVENTS, first).take_while(|number| *number < last);
        let asked = numbers.filter_map(|number| Some((number, answers.origin_of(number)?)));
        Self(asked.filter(|(_, asked)| *asked != RequestOrigin::Here).collect())
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
    /// The forwarded requests that began to wait at their home.
    waiting: BTreeMap<(LeaderId, ClientId, Key), u64>,
}

impl RequestTracker<'_> {
    /// The origin of the request behind a record; none if there was no request.
    fn origin_of(&mut self, number: usize) -> Option<RequestOrigin> {
        let record = self.timeline.records().get(number)?;
        let (client, key) = match &record.event {
            Event::RequestForwarded { request } if !self.forwarded.insert(request.number) => {
                return Some(RequestOrigin::Earlier);
            }
            Event::RequestForwarded { request } => (request.client, &request.key),
            Event::Accepted { write, .. } => (write.client?, &write.key),
            Event::Refused { client, key, .. } | Event::Answered { client, key, .. } => (*client, key),
            Event::RequestWaiting { leader, client, key, .. } => {
                if let Some(request) = self.arrivals.get(&number) {
                    self.waiting.insert((*leader, *client, key.clone()), *request);
                }
                (*client, key)
            }
            _ => return None,
        };
        if let Event::Accepted { leader, .. } = &record.event
            && !self.arrivals.contains_key(&number)
            && !is_requested_now(self.timeline, record, client, key)
            && let Some(request) = self.waiting.remove(&(*leader, client, key.clone()))
        {
            return Some(RequestOrigin::Forwarded(request));
        }
        Some(match (self.arrivals.get(&number), &record.event) {
            (
                Some(request),
                Event::Accepted { .. } | Event::Refused { .. } | Event::RequestWaiting { .. },
            ) => RequestOrigin::Forwarded(*request),
            // Recorded at the leader that waited.
            (
                _,
                Event::Refused { reason: RefusalReason::NoAnswer(_) | RefusalReason::SessionTimeout, .. },
            ) => RequestOrigin::Earlier,
            _ if is_requested_now(self.timeline, record, client, key) => RequestOrigin::Here,
            _ => RequestOrigin::Earlier,
        })
    }
}
