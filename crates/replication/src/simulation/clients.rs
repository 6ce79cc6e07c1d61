//! Client reads and writes, and what clients remember of them.

use std::sync::Arc;

use crate::attempt_id::AttemptId;
use crate::client::ReadState;
use crate::command::{ClientRequest, RequestedOperation};
use crate::event::{Event, IgnoreReason, RefusalReason};
use crate::forwarded_request::WriteRequest;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::limits::DOTS_PER_EVENT;
use crate::logical::LogicalTimestamp;
use crate::sent_request::RequestContent;
use crate::shared_map::Slot;
use crate::simulation::{Simulation, installed};
use crate::value::Value;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::waiting_request::{HeldRequest, WaitingRequest};
use crate::write::Write;

impl Simulation {
    /// Executes a client's write at the leader that it contacts, or at the key's home if keys have homes.
    pub(super) fn write(&mut self, request: &ClientRequest) -> Result<(), IgnoreReason> {
        let ClientRequest { client: id, at, key, context, .. } = request;
        if let Some(context) = context {
            self.check_context(context)?;
        }
        let slot = self.client(*id)?;
        let contacted = self.contacted_leader(&slot, *at);
        if self.is_remote(&slot, contacted) {
            installed::send_write(self, request, &slot, contacted);
            return Ok(());
        }
        let Some(leader) = self.serving_leader(&slot, contacted, key) else {
            return Ok(());
        };
        let read_state = self.read_state(Some(&leader), &slot, key, context.as_ref());
        let write = self.write_request(&slot, request, read_state);
        self.submit(&leader, write);
        Ok(())
    }

    /// Sends a write over the network.
    pub(super) fn send_write(&mut self, request: &ClientRequest, slot: &Slot<ClientId>, contacted: LeaderId) {
        let ClientRequest { client: id, key, context, .. } = request;
        let write = self.write_request(slot, request, self.read_state(None, slot, key, context.as_ref()));
        self.send_remotely(*id, contacted, key.clone(), |id| {
            RequestContent::Write(Box::new(WriteRequest { number: Some(id.request), ..write }))
        });
    }

    /// A write request with everything that the client sends along now.
    fn write_request(
        &self,
        slot: &Slot<ClientId>,
        request: &ClientRequest,
        read_state: ReadState,
    ) -> WriteRequest {
        let client = self.world.clients.at(slot);
        WriteRequest {
            client: slot.key,
            key: request.key.clone(),
            operation: request.operation.clone().into(),
            read_state,
            states_context: request.context.is_some(),
            session: client.session.clone(),
            logical_time: client.logical_time,
            number: None,
            client_time: client.clock.reading_at(self.world.now),
            attempt: None,
            idempotency_key: client.requests.idempotency_key,
        }
    }

    /// Has a leader accept a write, or the key's home if keys have homes.
    pub(super) fn submit(&mut self, leader: &Slot<LeaderId>, write: WriteRequest) {
        match self.world.home_of(&write.key, leader.key) {
            Some((home, from)) => installed::route(self, leader, write, home, from),
            None => self.accept_and_acknowledge(leader, write),
        }
    }

    /// Accepts a write where the client asked for it, if its session permits.
    pub(super) fn accept_and_acknowledge(&mut self, leader: &Slot<LeaderId>, write: WriteRequest) {
        let (client, attempt) = (write.client, write.attempt);
        let held =
            || WaitingRequest::of_write(leader.key, &write, HeldRequest::Write(Box::new(write.clone())));
        if self.admit(leader.key, &write.session, held)
            && let Some(accepted) = self.accept(leader, write, true)
        {
            self.acknowledge(leader, client, attempt, &accepted);
        }
    }

    /// Acknowledges a write. This takes no time if the client is next to the leader that it contacts.
    pub(super) fn acknowledge(
        &mut self,
        leader: &Slot<LeaderId>,
        client: ClientId,
        attempt: Option<AttemptId>,
        write: &Write,
    ) {
        if let Some(attempt) = attempt {
            return installed::acknowledge_attempt(self, leader, attempt, write);
        }
        let response = self.write_response(leader, write);
        let logical_time = self.world.leaders.at(leader).logical_time;
        self.record_response(client, Some(write.dot), &write.key, response, logical_time);
    }

    /// Executes a client's read from one leader's store. With a value to merge, the client then replaces exactly
    /// the versions that the read returned.
    pub(super) fn read(
        &mut self,
        client: ClientId,
        at: Option<LeaderId>,
        key: &Key,
        merge: Option<&Value>,
    ) -> Result<(), IgnoreReason> {
        let slot = self.client(client)?;
        let session = self.world.clients.at(&slot).session.clone();
        let contacted = self.contacted_leader(&slot, at);
        if self.is_remote(&slot, contacted) {
            let merge = merge.cloned();
            self.send_remotely(client, contacted, key.clone(), |_| RequestContent::Read { session, merge });
            return Ok(());
        }
        let Some(leader) = self.serving_leader(&slot, contacted, key) else {
            return Ok(());
        };
        let held = || {
            let request = HeldRequest::Read { merge: merge.cloned(), attempt: None };
            WaitingRequest { leader: leader.key, client, key: key.clone(), session: session.clone(), request }
        };
        if self.admit(leader.key, &session, held) {
            self.answer_read(&leader, client, key, merge.cloned(), None);
        }
        Ok(())
    }

    /// Answers a read, and executes the write of a merge. A read that waited has the number of its request.
    pub(super) fn answer_read(
        &mut self,
        slot: &Slot<LeaderId>,
        client: ClientId,
        key: &Key,
        merge: Option<Value>,
        request: Option<u64>,
    ) {
        let leader = slot.key;
        let read_state = self.emit_answer(slot, client, key, request);
        let logical_time = self.world.leaders.at(slot).logical_time;
        self.record_response(client, None, key, read_state, logical_time);
        if let Some(value) = merge {
            let operation = RequestedOperation::Put(value);
            let request =
                ClientRequest { client, at: Some(leader), key: key.clone(), operation, context: None };
            // The client exists, and there is no context to be wrong.
            self.write(&request).unwrap_or_default();
        }
    }

    /// Emits the answer to a read, and returns what the client learns from it.
    pub(super) fn emit_answer(
        &mut self,
        slot: &Slot<LeaderId>,
        client: ClientId,
        key: &Key,
        request: Option<u64>,
    ) -> ReadState {
        let leader = slot.key;
        let read_state = self.read_at(slot, key);
        let entry = self.world.leaders.at(slot).store.get(key);
        let versions = entry.into_iter().flat_map(|entry| entry.returned_versions()).cloned().collect();
        let reading = entry.and_then(|entry| entry.materialized.clone());
        let context = Box::new(read_state.context.clone());
        let key = key.clone();
        self.emit(Event::Answered { leader, client, key, versions, reading, context, request });
        read_state
    }

    /// The leader that will serve a request, if it can. If not, emits a refusal.
    fn serving_leader(
        &mut self,
        client: &Slot<ClientId>,
        leader: LeaderId,
        key: &Key,
    ) -> Option<Slot<LeaderId>> {
        let reason = match self.world.leaders.slot(leader) {
            Some(slot) if !self.world.leaders.at(&slot).up => RefusalReason::Down,
            Some(slot) => match self.unavailable(leader) {
                Some(reason) => reason,
                None => return Some(slot),
            },
            None => RefusalReason::NotAMember,
        };
        self.refuse(leader, client.key, key, reason, None);
        None
    }

    /// Refuses a write. It has a number if it has waited, been forwarded or come over a network.
    pub(super) fn refuse_write(&mut self, leader: LeaderId, write: &WriteRequest, reason: RefusalReason) {
        self.refuse_or_respond(leader, write.client, &write.key, reason, write.number, write.attempt);
    }

    /// Refuses a request; one that came over the network gets a response.
    pub(super) fn refuse_or_respond(
        &mut self,
        leader: LeaderId,
        client: ClientId,
        key: &Key,
        reason: RefusalReason,
        request: Option<u64>,
        attempt: Option<AttemptId>,
    ) {
        match attempt {
            Some(attempt) => installed::refuse_attempt(self, leader, attempt, reason),
            None => self.refuse(leader, client, key, reason, request),
        }
    }

    pub(super) fn refuse(
        &mut self,
        leader: LeaderId,
        client: ClientId,
        key: &Key,
        reason: RefusalReason,
        request: Option<u64>,
    ) {
        self.emit(Event::Refused { leader, client, key: key.clone(), reason, request });
    }

    /// Rejects a context that names writes that do not exist yet. Otherwise two writes could each claim to have
    /// seen the other, and the order of arrival would decide which one a leader keeps.
    fn check_context(&self, context: &VersionVector) -> Result<(), IgnoreReason> {
        let accepted = |leader| self.world.leaders.get(&leader).map_or(0, |leader| leader.accepted_count);
        let not_yet = context.iter().find(|(leader, counter)| {
            !self.world.former_members.contains_key(leader) && *counter > accepted(*leader)
        });
        match not_yet {
            Some((leader, counter)) => Err(IgnoreReason::NoSuchWrite(Dot::new(leader, counter))),
            None => Ok(()),
        }
    }

    fn client(&self, id: ClientId) -> Result<Slot<ClientId>, IgnoreReason> {
        self.world.clients.slot(id).ok_or(IgnoreReason::NoSuchClient(id))
    }

    /// What a read of a key at a leader returns.
    fn read_at(&mut self, leader: &Slot<LeaderId>, key: &Key) -> ReadState {
        let leader = self.world.leaders.at(leader);
        let Some(entry) = leader.store.get(key) else {
            return ReadState::default();
        };
        let context = self.world.policy.as_policy().read_context(entry, leader.applied.vector());
        let dots = entry.returned_versions().map(|version| version.dot).collect();
        let joined = entry.versions.iter().map(|version| version.context.len() + 1).sum();
        self.count_work(joined, DOTS_PER_EVENT);
        ReadState { context, dots }
    }

    /// What a write is based on: the explicit context if there is one, or what the client last read of the key. Which
    /// versions the context covers is known only at the leader.
    fn read_state(
        &self,
        leader: Option<&Slot<LeaderId>>,
        client: &Slot<ClientId>,
        key: &Key,
        context: Option<&VersionVector>,
    ) -> ReadState {
        let Some(vector) = context else {
            let read_state = self.world.clients.at(client).last_reads.get(key);
            return read_state.map(|read_state| ReadState::clone(read_state)).unwrap_or_default();
        };
        let context = CausalContext::from(vector.clone());
        let read_state = ReadState { dots: Vec::new(), context };
        let dots = leader.map(|leader| self.covered(leader, key, &read_state)).unwrap_or_default();
        ReadState { dots, ..read_state }
    }

    pub(super) fn write_response(&mut self, leader: &Slot<LeaderId>, write: &Write) -> ReadState {
        if self.world.replication.acknowledgement.returns_values(&self.world.policy) {
            return self.read_at(leader, &write.key);
        }
        let mut context = CausalContext::new();
        if self.world.policy.as_policy().tracks_contexts() {
            // The client knows what its write came after, and now the write’s dot.
            context.join(&write.context);
            context.insert(write.dot);
        }
        ReadState { context, dots: vec![write.dot] }
    }

    /// Records what a client has read, and what it has written: it has seen its own writes, also those that leave no
    /// version.
    pub(super) fn record_response(
        &mut self,
        client: ClientId,
        written: Option<Dot>,
        key: &Key,
        read_state: ReadState,
        logical_time: LogicalTimestamp,
    ) {
        if let Some(client) = self.world.clients.get_mut(&client) {
            let session = Arc::make_mut(&mut client.session);
            written.iter().chain(&read_state.dots).for_each(|dot| session.insert(*dot));
            *Arc::make_mut(client.last_reads.get_or_default(key)) = read_state;
            client.logical_time = client.logical_time.max(logical_time);
        }
    }
}
