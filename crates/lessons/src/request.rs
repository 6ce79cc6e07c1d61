//! Naming a request of a client in a run by who sent it and when.

use replication::{ClientId, Dot, Event, Micros, Record};
use serde::{Deserialize, Serialize};
use timeline::{EventKind, Timeline};

/// A request of a client: who sent it, and when. Of several at that instant, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRef {
    /// The client.
    pub client: ClientId,
    /// When it was sent.
    #[serde(rename = "at_ms")]
    pub at: Micros,
}

impl RequestRef {
    /// The write that it became, at once or after it was forwarded or had waited; none if it was never accepted.
    #[must_use]
    pub fn write(self, timeline: &Timeline) -> Option<Dot> {
        const KINDS: &[EventKind] =
            &[EventKind::Accepted, EventKind::Forwarded, EventKind::RequestWaiting, EventKind::RequestSent];
        self.records(timeline, KINDS).find_map(|record| match record.event {
            Event::Accepted { write, .. } if write.client == Some(self.client) => Some(write.dot),
            Event::RequestForwarded { request } if request.client == self.client => {
                accepted_later(timeline, request.number)
            }
            Event::RequestWaiting { client, request, .. } if client == self.client => {
                accepted_later(timeline, request)
            }
            Event::RequestSent { attempt } if attempt.client == self.client => {
                accepted_later(timeline, attempt.id.request)
            }
            _ => None,
        })
    }

    /// The records of these kinds at its instant.
    pub(crate) fn records<'t>(
        self,
        timeline: &'t Timeline,
        kinds: &[EventKind],
    ) -> impl Iterator<Item = Record> + use<'t> {
        let from = timeline.records().before(self.at);
        let found: Vec<usize> = timeline.index().next(kinds, from).collect();
        let records = found.into_iter().filter_map(|number| timeline.records().get(number));
        records.take_while(move |record| record.at == self.at)
    }
}

/// The write that a numbered request became.
fn accepted_later(timeline: &Timeline, number: u64) -> Option<Dot> {
    let accepted = timeline.latest(&[EventKind::Accepted], timeline.records().len());
    let mut writes = accepted.filter_map(|(_, record)| match record.event {
        Event::Accepted { write, request, .. } if request == Some(number) => Some(write.dot),
        _ => None,
    });
    writes.next()
}
