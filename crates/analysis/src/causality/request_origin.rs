//! Where requests of clients were asked that an event answers: there and then, or elsewhere and passed on.

use std::collections::{BTreeMap, BTreeSet};

use replication::{ClientId, ClientRequest, Command, Event, Key, Record, RefusalReason};

use timeline::{EventKind, Timeline, Transfer, TransferKind};

/// Where a client asked for what an event tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequestOrigin {
    /// At this leader, at this instant.
    #[default]
    Here,
    /// At another leader, which passed the request of this number on.
    Forwarded(u64),
    /// At this leader, earlier: it has waited for a home that gave no answer.
    Earlier,
}

/// The events that do not answer a client that stands there. In a run where no request is passed on there
/// are none.
#[derive(Debug, Default)]
pub(crate) struct RequestOrigins(BTreeMap<usize, RequestOrigin>);

const REQUEST_EVENTS: &[EventKind] = &[EventKind::Forwarded, EventKind::Accepted, EventKind::Refused];

impl RequestOrigins {
    /// Those among the records from one number up to another.
    pub(crate) fn new(timeline: &Timeline, first: usize, last: usize) -> Self {
        if timeline.index().count(EventKind::Forwarded, timeline.records().len()) == 0 {
            return Self::default();
        }
        let ends = [Some(first), last.checked_sub(1)].map(|number| timeline.records().get(number?));
        let [Some(from), Some(to)] = ends else {
            return Self::default();
        };
        let brought =
            timeline.transfers_in(from.at, to.at).filter_map(|crossing| request_arrival(timeline, crossing));
        let mut answers = RequestTracker { timeline, arrivals: brought.collect(), forwarded: BTreeSet::new() };
        let numbers = timeline.index().next(REQUEST_EVENTS, first).take_while(|number| *number < last);
        let asked = numbers.filter_map(|number| Some((number, answers.origin_of(number)?)));
        Self(asked.filter(|(_, asked)| *asked != RequestOrigin::Here).collect())
    }

    /// Where it was asked for what this record tells of.
    pub(crate) fn origin_of(&self, number: usize) -> RequestOrigin {
        self.0.get(&number).copied().unwrap_or_default()
    }
}

/// The record that tells what came of the arrival of a request, with the number of that request.
fn request_arrival(timeline: &Timeline, crossing: &Transfer) -> Option<(usize, u64)> {
    match (&crossing.kind, &timeline.records().get(crossing.sent_record)?.event) {
        (TransferKind::Request(..), Event::RequestForwarded { request }) => Some((crossing.arrival_record?, request.number)),
        _ => None,
    }
}

/// Whether a client asks for this key at the very instant of a record.
fn is_requested_now(timeline: &Timeline, record: &Record, client: ClientId, key: &Key) -> bool {
    timeline.commands_at(record.at).iter().any(|timed| {
        timed.command.client() == Some(client)
            && matches!(
                &timed.command,
                Command::Request(ClientRequest { key: asked, .. })
                | Command::Read { key: asked, .. }
                | Command::Merge { key: asked, .. } if asked == key
            )
    })
}

/// What is known of requests on the way from record to record.
struct RequestTracker<'a> {
    timeline: &'a Timeline,
    /// For each record that tells what came of the arrival of a request, the number of that.
    arrivals: BTreeMap<usize, u64>,
    /// The requests that have been passed on so far.
    forwarded: BTreeSet<u64>,
}

impl RequestTracker<'_> {
    /// Where it was asked for what a record tells of; none if nobody asked.
    fn origin_of(&mut self, number: usize) -> Option<RequestOrigin> {
        let record = self.timeline.records().get(number)?;
        let (client, key) = match &record.event {
            Event::RequestForwarded { request } if !self.forwarded.insert(request.number) => {
                return Some(RequestOrigin::Earlier);
            }
            Event::RequestForwarded { request } => (request.client, &request.key),
            Event::Accepted { write, .. } => (write.client?, &write.key),
            Event::Refused { client, key, .. } => (*client, key),
            _ => return None,
        };
        Some(match (self.arrivals.get(&number), &record.event) {
            (Some(request), Event::Accepted { .. } | Event::Refused { .. }) => {
                RequestOrigin::Forwarded(*request)
            }
            // The one that tells of this is the leader that waited.
            (_, Event::Refused { reason: RefusalReason::NoAnswer(_), .. }) => RequestOrigin::Earlier,
            _ if is_requested_now(self.timeline, record, client, key) => RequestOrigin::Here,
            _ => RequestOrigin::Earlier,
        })
    }
}
