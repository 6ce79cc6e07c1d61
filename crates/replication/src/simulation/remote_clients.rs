//! Clients whose requests travel: sending, timing out, retrying and receiving responses (SEMANTICS N1–N4).

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::command::{ClientRequest, RequestedOperation};
use crate::event::{ClientAttempt, Event, RefusalReason};
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::request_settings::{Contact, Retry};
use crate::sent_request::{Attempt, AttemptStage, OpenRequest, RequestContent, Response};
use crate::shared_map::Slot;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;

impl Simulation {
    /// The leader that a client contacts for a new request.
    pub(super) fn contacted_leader(&self, slot: &Slot<ClientId>, at: Option<LeaderId>) -> LeaderId {
        let client = self.world.clients.at(slot);
        at.unwrap_or_else(|| match client.requests.contact {
            Contact::Own => client.leader,
            Contact::Nearest => self.nearest_leader(slot, None).unwrap_or(client.leader),
        })
    }

    /// Whether a request of this client to this leader travels, or may have to wait for its turn there.
    pub(super) fn is_remote(&self, client: &Slot<ClientId>, leader: LeaderId) -> bool {
        let takes_time = || self.world.leaders.get(&leader).is_some_and(|leader| !leader.service.are_zero());
        self.world.clients.at(client).is_remote() || takes_time()
    }

    /// The nearest member that the client does not avoid, or if it avoids all of them, the nearest. Leaves out one
    /// leader if there are others. Of equally near ones, the first.
    fn nearest_leader(&self, slot: &Slot<ClientId>, except: Option<LeaderId>) -> Option<LeaderId> {
        let client = self.world.clients.at(slot);
        let cost = |id: LeaderId| {
            let place = self.world.leaders.get(&id).map(|leader| leader.place).unwrap_or_default();
            (Some(id) == except, client.avoids(id, self.world.now), client.latency_to(place))
        };
        self.world.members.iter().copied().min_by_key(|id| cost(*id))
    }

    /// Sends a new request. Its client waits for the response.
    pub(super) fn send_remotely(
        &mut self,
        client: ClientId,
        leader: LeaderId,
        key: Key,
        content: impl FnOnce(AttemptId) -> RequestContent,
    ) {
        let id = AttemptId { request: self.next_request, attempt: 1 };
        self.next_request += 1;
        let content = Arc::new(content(id));
        self.send_attempt(ClientAttempt { id, client, leader, key }, content);
    }

    fn send_attempt(&mut self, attempt: ClientAttempt, content: Arc<RequestContent>) {
        let (id, now) = (attempt.id, self.world.now);
        let timeout = self.world.clients.get(&attempt.client).and_then(|client| client.requests.timeout);
        let times_out_at = timeout.map(|timeout| now + timeout);
        if let Some(at) = times_out_at {
            self.queue.schedule(at, Scheduled::RequestTimeout { id });
        }
        let arrives_at = now + self.latency_to_client(&attempt);
        self.queue.schedule(arrives_at, Scheduled::RequestArrival { id });
        self.emit(Event::RequestSent { attempt: attempt.clone() });
        let stage = AttemptStage::ToLeader { sent_at: now, arrives_at };
        let open = OpenRequest { attempt: attempt.clone(), times_out_at, content: content.clone() };
        self.world.open_requests.insert(id.request, open);
        self.world.attempts.insert(id, Attempt { attempt, stage, content });
    }

    /// The one-way latency between the client and the leader of an attempt.
    pub(super) fn latency_to_client(&self, attempt: &ClientAttempt) -> Micros {
        let ends = self.world.clients.get(&attempt.client).zip(self.world.leaders.get(&attempt.leader));
        ends.map_or(Micros::ZERO, |(client, leader)| client.latency_to(leader.place))
    }

    /// Stops waiting for the response to an attempt, and makes another one or gives up.
    pub(super) fn attempt_times_out(&mut self, id: AttemptId) {
        let is_latest = |open: &&OpenRequest| open.id() == id;
        let Some(open) = self.world.open_requests.get(&id.request).filter(is_latest).cloned() else {
            return;
        };
        self.emit(Event::RequestTimedOut { attempt: open.attempt.clone() });
        self.avoid(&open.attempt);
        if self.retries(&open) {
            return;
        }
        self.world.open_requests.remove(&id.request);
        let ClientAttempt { client, leader, key, .. } = open.attempt;
        self.refuse(leader, client, &key, RefusalReason::ClientTimeout, Some(id.request));
    }

    fn avoid(&mut self, attempt: &ClientAttempt) {
        let now = self.world.now;
        if let Some(client) = self.world.clients.get_mut(&attempt.client) {
            let until = now + client.requests.avoid;
            client.avoided.insert(attempt.leader, until);
        }
    }

    /// Makes another attempt if the client does. Returns whether it does.
    fn retries(&mut self, open: &OpenRequest) -> bool {
        let ClientAttempt { id, client, leader, ref key } = open.attempt;
        let Some(slot) = self.world.clients.slot(client) else {
            return false;
        };
        let settings = self.world.clients.at(&slot).requests;
        let next = match settings.retry {
            Retry::Never => return false,
            Retry::Same => Some(leader),
            Retry::Nearest => self.nearest_leader(&slot, Some(leader)),
        };
        let Some(next) = next.filter(|_| id.attempt < settings.attempts) else {
            return false;
        };
        let id = AttemptId { request: id.request, attempt: id.attempt + 1 };
        let again = ClientAttempt { id, client, leader: next, key: key.clone() };
        self.send_attempt(again, open.content.clone());
        true
    }

    /// Hands a response to the client. It ignores one to an attempt that it no longer waits for.
    pub(super) fn response_arrives(&mut self, id: AttemptId) {
        let Some(Attempt { attempt, stage: AttemptStage::ToClient { response, .. }, .. }) =
            self.world.attempts.remove(&id)
        else {
            return;
        };
        let is_latest = |open: &&OpenRequest| open.id() == id;
        let Some(open) = self.world.open_requests.get(&id.request).filter(is_latest).cloned() else {
            return;
        };
        self.emit(Event::ResponseReceived { attempt: attempt.clone(), response: response.kind() });
        match response {
            Response::Refused(reason) => {
                if reason.is_unavailable() {
                    self.avoid(&attempt);
                }
                if !(reason.may_be_retried() && self.retries(&open)) {
                    self.world.open_requests.remove(&id.request);
                }
            }
            Response::Served { written, read_state, logical_time } => {
                self.world.open_requests.remove(&id.request);
                if let Some(client) = self.world.clients.get_mut(&attempt.client) {
                    client.avoided.remove(&attempt.leader);
                }
                self.record_response(attempt.client, written, &attempt.key, read_state, logical_time);
                self.continue_merge(attempt, &open.content);
            }
        }
    }

    /// Sends the write of a merge whose read was answered.
    fn continue_merge(&mut self, attempt: ClientAttempt, content: &RequestContent) {
        let RequestContent::Read { merge: Some(value), .. } = content else {
            return;
        };
        let ClientAttempt { client, leader, key, .. } = attempt;
        let operation = RequestedOperation::Put(value.clone());
        let request = ClientRequest { client, at: Some(leader), key, operation, context: None };
        // The client exists, and there is no context to be wrong.
        self.write(&request).unwrap_or_default();
    }
}
