//! What clients did: whom they asked, when they were answered, and by which record that is told.

use replication::{ClientId, ClientSpec, Event, LeaderId, Micros};

use crate::causality::{Asked, Requests};
use crate::timeline::{Sign, Timeline};

/// The records that may tell of a client.
const DEEDS: &[Sign] = &[Sign::Accepted, Sign::Read, Sign::Refused, Sign::PassedOn];

/// What passed between a client and a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// The client wrote, and had the answer at once.
    Wrote,
    /// It read.
    Read,
    /// It got no answer, or was refused.
    Refused,
    /// It asked, and the leader passed the request on.
    Asked,
    /// It had the answer to what was passed on, or that its leader did itself in the end.
    Answered,
}

/// One dealing of a client with a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The number of the record that tells of it.
    pub number: usize,
    /// When it was.
    pub at: Micros,
    /// Whose it was.
    pub client: ClientId,
    /// With which leader.
    pub leader: LeaderId,
    /// What it was.
    pub doing: Doing,
}

impl Timeline {
    /// Every client, those of a workload included, in their order.
    #[must_use]
    pub fn clients(&self) -> &[ClientSpec] {
        &self.setup().clients
    }

    /// What one client did among the first `count` records, in order.
    #[must_use]
    pub fn deeds_of(&self, client: ClientId, count: usize) -> Vec<Deed> {
        let all = self.deeds(0, count).into_iter();
        all.filter(|deed| deed.client == client).collect()
    }

    /// What clients did between two records, in order.
    #[must_use]
    pub fn deeds(&self, first: usize, last: usize) -> Vec<Deed> {
        let requests = Requests::new(self, first, last);
        let numbers = self.index().next(DEEDS, first).take_while(|number| *number < last);
        numbers.filter_map(|number| deed(self, number, requests.asked(number))).collect()
    }
}

fn deed(timeline: &Timeline, number: usize, asked: Asked) -> Option<Deed> {
    let record = timeline.records().get(number)?;
    let (client, leader, doing) = match (&record.event, asked) {
        // Its client is told of it when the answer has come back.
        (Event::Accepted { .. }, Asked::Elsewhere(_)) | (Event::Forwarded { .. }, Asked::Before) => {
            return None;
        }
        (Event::Accepted { leader, write, .. }, Asked::Here) => (write.client?, *leader, Doing::Wrote),
        (Event::Accepted { leader, write, .. }, Asked::Before) => (write.client?, *leader, Doing::Answered),
        (Event::Answered { leader, client, .. }, _) => (*client, *leader, Doing::Read),
        (Event::Refused { leader, client, .. }, _) => (*client, *leader, Doing::Refused),
        (Event::Forwarded { request }, _) => (request.client, request.link.from, Doing::Asked),
        (Event::Returned { request, .. }, _) => (request.client, request.link.to, Doing::Answered),
        _ => return None,
    };
    Some(Deed { number, at: record.at, client, leader, doing })
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;

    fn doings(policy: &str, commands: &str) -> Vec<(String, String, Doing)> {
        let text = format!(
            r#"{{ "polyleader": 1, "title": "Small", "seed": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}],
                "links": {{ "latency": {{ "fixed_ms": 100 }} }}, "policy": {policy},
                "clients": [{{ "id": "ana", "at": "F" }}], "commands": [{commands}] }}"#
        );
        let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
        let deeds = timeline.deeds(0, timeline.records().len());
        deeds.iter().map(|deed| (deed.client.to_string(), deed.leader.to_string(), deed.doing)).collect()
    }

    fn with_ana(doings: &[(&str, Doing)]) -> Vec<(String, String, Doing)> {
        doings.iter().map(|(leader, doing)| ("ana".to_owned(), (*leader).to_owned(), *doing)).collect()
    }

    #[test]
    fn a_client_writes_reads_and_is_refused_where_it_asks() {
        let commands = r#"
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 20, "read": { "client": "ana", "at": "T", "key": "cart" } },
            { "at_ms": 30, "crash": { "leader": "F" } },
            { "at_ms": 40, "read": { "client": "ana", "key": "cart" } }"#;
        let wanted = with_ana(&[("F", Doing::Wrote), ("T", Doing::Read), ("F", Doing::Refused)]);
        assert_eq!(doings(r#""siblings""#, commands), wanted);
    }

    #[test]
    fn a_request_that_is_passed_on_is_answered_where_it_was_asked() {
        let write = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } }"#;
        let wanted = with_ana(&[("F", Doing::Asked), ("F", Doing::Answered)]);
        assert_eq!(doings(r#"{ "avoidance": { "homes": { "*": "T" } } }"#, write), wanted);
    }
}
