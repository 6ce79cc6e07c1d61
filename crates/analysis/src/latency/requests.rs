//! Follows the requests of a run from record to record.

use std::collections::BTreeMap;

use replication::{
    ClientAttempt, ClientId, Dot, Event, LeaderId, Micros, Record, RequestMessage, ResponseKind,
};

use super::request_time::{RequestEnd, RequestTime};

/// The requests so far, in the order in which they were sent.
#[derive(Default)]
pub(super) struct Requests {
    pub(super) all: Vec<RequestTime>,
    /// The place of each request with a number.
    numbered: BTreeMap<u64, usize>,
    /// The place of the request that each write was made of, while its answer returns to the leader that was asked.
    written: BTreeMap<Dot, usize>,
}

impl Requests {
    /// Follows the next record.
    pub(super) fn follow(&mut self, record: &Record) {
        let at = record.at;
        match &record.event {
            Event::RequestSent { attempt } => self.send(attempt, at),
            Event::RequestTimedOut { attempt } => {
                if let Some(request) = self.of_number(attempt.id.request) {
                    request.timed_out += 1;
                }
            }
            Event::ResponseReceived { attempt, response } => {
                let end = match response {
                    ResponseKind::Acknowledged(_) => RequestEnd::Acknowledged,
                    ResponseKind::Answered => RequestEnd::Answered,
                    ResponseKind::Refused(_) => RequestEnd::Refused,
                };
                if let Some(request) = self.of_number(attempt.id.request) {
                    request.end = Some((end, at));
                }
            }
            Event::RequestForwarded {
                request: RequestMessage { number, link, client, attempt: None, .. },
            } => {
                self.begin(*number, *client, link.from, at);
            }
            Event::RequestWaiting { leader, client, request, .. } => {
                self.begin(*request, *client, *leader, at);
            }
            Event::Accepted { leader, write, acknowledged, request, .. } => {
                let Some(client) = write.client else { return };
                match (acknowledged, request.and_then(|number| self.numbered.get(&number))) {
                    (true, _) => self.end(client, *leader, *request, RequestEnd::Acknowledged, at),
                    (false, Some(place)) => drop(self.written.insert(write.dot, *place)),
                    (false, None) => {}
                }
            }
            Event::RequestAnswered { request: RequestMessage { attempt: None, .. }, dot } => {
                if let Some(place) = self.written.remove(dot) {
                    self.all[place].end = Some((RequestEnd::Acknowledged, at));
                }
            }
            Event::Answered { leader, client, request, .. } if !self.is_remote(*request) => {
                self.end(*client, *leader, *request, RequestEnd::Answered, at);
            }
            Event::Refused { leader, client, reason, request, .. } => {
                let end = if reason.is_unanswered() { RequestEnd::Unanswered } else { RequestEnd::Refused };
                let has_given_up = *reason == replication::RefusalReason::ClientTimeout;
                if has_given_up || !self.is_remote(*request) {
                    self.end(*client, *leader, *request, end, at);
                }
            }
            _ => {}
        }
    }

    fn of_number(&mut self, number: u64) -> Option<&mut RequestTime> {
        self.all.get_mut(*self.numbered.get(&number)?)
    }

    /// Whether a request came over the network: its response has to travel back.
    fn is_remote(&self, number: Option<u64>) -> bool {
        let place = number.and_then(|number| self.numbered.get(&number));
        place.is_some_and(|place| self.all[*place].attempts > 0)
    }

    fn send(&mut self, attempt: &ClientAttempt, at: Micros) {
        let ClientAttempt { id, client, leader, .. } = attempt;
        self.begin(id.request, *client, *leader, at);
        if let Some(request) = self.of_number(id.request) {
            request.leader = *leader;
            request.attempts = id.attempt;
            request.end = None;
        }
    }

    /// Begins a request that takes time, unless it has begun before.
    fn begin(&mut self, number: u64, client: ClientId, leader: LeaderId, sent_at: Micros) {
        if !self.numbered.contains_key(&number) {
            self.numbered.insert(number, self.all.len());
            let (attempts, timed_out) = (0, 0);
            self.all.push(RequestTime { client, leader, sent_at, end: None, attempts, timed_out });
        }
    }

    /// Ends a request: one that has begun, or one that ends at once.
    fn end(&mut self, client: ClientId, leader: LeaderId, number: Option<u64>, end: RequestEnd, at: Micros) {
        let end = Some((end, at));
        match number.and_then(|number| self.of_number(number)) {
            Some(request) => request.end = end,
            None => {
                let (attempts, timed_out) = (0, 0);
                self.all.push(RequestTime { client, leader, sent_at: at, end, attempts, timed_out });
            }
        }
    }
}
