//! Serving requests that come over a network: their arrival, their execution and the response (SEMANTICS N1, N5).

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::client::ReadState;
use crate::event::{Event, RefusalReason};
use crate::forwarded_request::WriteRequest;
use crate::id::LeaderId;
use crate::key::Key;
use crate::sent_request::{AttemptStage, RequestContent, Response};
use crate::service::Job;
use crate::shared_map::Slot;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::versions::Dot;
use crate::waiting_request::{HeldRequest, WaitingRequest};
use crate::write::Write;

impl Simulation {
    /// Handles a request that reaches its leader. One that is down or has left gives no response.
    pub(super) fn attempt_arrives(&mut self, id: AttemptId) {
        let Some(there) = self.world.attempts.get_mut(&id) else {
            return;
        };
        there.stage = AttemptStage::AtLeader;
        let (attempt, content) = (there.attempt.clone(), there.content.clone());
        let is_up = |slot: &Slot<LeaderId>| self.world.leaders.at(slot).up;
        let Some(slot) = self.world.leaders.slot(attempt.leader).filter(is_up) else {
            return drop(self.world.attempts.remove(&id));
        };
        let leader = self.world.leaders.at(&slot);
        let (ahead, takes_time) = (leader.queue.len() as u64, !leader.service.are_zero());
        self.emit(Event::RequestArrived { attempt, ahead });
        if let Some(reason) = self.unavailable(slot.key) {
            return self.refuse_attempt(slot.key, id, reason);
        }
        match takes_time && !self.belongs_elsewhere(slot.key, &content) {
            true => self.enqueue(&slot, Job::Request(id)),
            false => self.execute_attempt(&slot, id),
        }
    }

    /// Why a leader that is up serves no client now.
    pub(super) fn unavailable(&self, leader: LeaderId) -> Option<RefusalReason> {
        if self.world.pending_snapshots.contains_key(&leader) {
            return Some(RefusalReason::CatchingUp);
        }
        self.world.draining.contains(&leader).then_some(RefusalReason::Leaving)
    }

    /// Whether this is a write to a key whose home is another leader: that is forwarded or refused at once.
    fn belongs_elsewhere(&self, leader: LeaderId, content: &RequestContent) -> bool {
        let RequestContent::Write(write) = content else {
            return false;
        };
        self.world.home_of(&write.key, leader).is_some_and(|(home, _)| home != leader)
    }

    /// Executes a request whose turn it is.
    pub(super) fn execute_attempt(&mut self, slot: &Slot<LeaderId>, id: AttemptId) {
        let Some(there) = self.world.attempts.get(&id) else {
            return;
        };
        let (client, key) = (there.attempt.client, there.attempt.key.clone());
        let content = there.content.clone();
        if let Some(reason) = self.unavailable(slot.key) {
            return self.refuse_attempt(slot.key, id, reason);
        }
        match &*content {
            RequestContent::Read { session, .. } => {
                let held = || {
                    let request = HeldRequest::Read { merge: None, attempt: Some(id) };
                    let (key, session) = (key.clone(), session.clone());
                    WaitingRequest { leader: slot.key, client, key, session, request }
                };
                if self.admit(slot.key, session, held) {
                    self.answer_attempt(slot, id);
                }
            }
            RequestContent::Write(write) => {
                let mut write = WriteRequest { attempt: Some(id), ..WriteRequest::clone(write) };
                if write.states_context {
                    write.read_state.dots = self.covered(slot, &key, &write.read_state);
                }
                self.submit(slot, write);
            }
        }
    }

    /// Answers a read that came over a network.
    pub(super) fn answer_attempt(&mut self, slot: &Slot<LeaderId>, id: AttemptId) {
        let Some(there) = self.world.attempts.get(&id) else {
            return;
        };
        let (client, key) = (there.attempt.client, there.attempt.key.clone());
        let read_state = self.emit_answer(slot, client, &key, Some(id.request));
        let logical_time = self.world.leaders.at(slot).logical_time;
        self.respond(id, Response::Served { written: None, read_state, logical_time });
    }

    /// Refuses a request that came over a network. A leader that is down says nothing.
    pub(super) fn refuse_attempt(&mut self, leader: LeaderId, id: AttemptId, reason: RefusalReason) {
        let is_up = self.world.leaders.get(&leader).is_some_and(|leader| leader.up);
        let Some(there) = self.world.attempts.get(&id).filter(|_| is_up) else {
            return drop(self.world.attempts.remove(&id));
        };
        let (client, key) = (there.attempt.client, there.attempt.key.clone());
        self.refuse(leader, client, &key, reason, Some(id.request));
        self.respond(id, Response::Refused(reason));
    }

    /// Acknowledges a write that came over a network.
    pub(super) fn acknowledge_attempt(&mut self, slot: &Slot<LeaderId>, id: AttemptId, write: &Write) {
        let read_state = self.write_response(slot, write);
        let logical_time = self.world.leaders.at(slot).logical_time;
        self.respond(id, Response::Served { written: Some(write.dot), read_state, logical_time });
    }

    /// Sends a response to the client.
    pub(super) fn respond(&mut self, id: AttemptId, response: Response) {
        let Some(attempt) = self.world.attempts.get(&id).map(|there| there.attempt.clone()) else {
            return;
        };
        let sent_at = self.world.now;
        let arrives_at = sent_at + self.latency_to_client(&attempt);
        self.queue.schedule(arrives_at, Scheduled::ResponseArrival { id });
        if let Some(there) = self.world.attempts.get_mut(&id) {
            there.stage = AttemptStage::ToClient { sent_at, arrives_at, response };
        }
    }

    /// The write that a leader has applied for this very request, which it recognises by the idempotency key.
    pub(super) fn recognise(
        &mut self,
        slot: &Slot<LeaderId>,
        request: &WriteRequest,
        number: u64,
    ) -> Option<Arc<Write>> {
        let applied = &self.world.leaders.at(slot).applied;
        let mut writes = self.world.keyed_writes.get(&number)?.iter();
        let write = writes.find(|write| applied.contains(write.dot))?.clone();
        let (leader, client, key, dot) = (slot.key, request.client, request.key.clone(), write.dot);
        self.emit(Event::RetryRecognised { leader, client, key, request: number, dot });
        Some(write)
    }

    /// The versions at a leader that a stated context covers.
    pub(super) fn covered(&self, slot: &Slot<LeaderId>, key: &Key, stated: &ReadState) -> Vec<Dot> {
        let entry = self.world.leaders.at(slot).store.get(key);
        let covers = |dot: &Dot| stated.context.contains(*dot);
        entry.into_iter().flat_map(|entry| entry.dots()).filter(covers).collect()
    }
}
