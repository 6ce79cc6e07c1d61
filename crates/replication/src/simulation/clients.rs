//! What clients do: they write to a leader, and read from one, and remember what they have seen.

use std::sync::Arc;

use crate::client::{Client, ReadState};
use crate::command::ClientRequest;
use crate::event::{Event, IgnoreReason, RefusalReason};
use crate::forwarded_request::WriteRequest;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::limits::DOTS_PER_EVENT;
use crate::logical::LogicalTimestamp;
use crate::simulation::Simulation;
use crate::store::Entry;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

impl Simulation {
    /// A client writes: at the leader that it asks, or, where keys have homes, at the key's home.
    pub(super) fn write(&mut self, request: ClientRequest) -> Result<(), IgnoreReason> {
        let ClientRequest { client: id, at, key, operation, context } = request;
        if let Some(context) = &context {
            self.check_context(context)?;
        }
        let Some(leader) = self.serving_leader(id, at, &key)? else {
            return Ok(());
        };
        let read_state = self.read_state(leader, id, &key, context);
        let client = self.client(id)?;
        let write = WriteRequest {
            client: id,
            key,
            operation: operation.into(),
            read_state,
            session: client.session.clone(),
            logical_time: client.logical_time,
            client_time: client.clock.reading_at(self.world.now),
        };
        match self.world.home_of(&write.key, leader) {
            Some((home, from)) => self.route(leader, write, home, from),
            None => {
                if let Some(accepted) = self.accept(leader, &write) {
                    self.acknowledge(leader, &write, &accepted);
                }
            }
        }
        Ok(())
    }

    /// The client gets the answer to a write at once: it stands beside the leader that it asked.
    pub(super) fn acknowledge(&mut self, leader: LeaderId, request: &WriteRequest, write: &Write) {
        let answer = self.write_response(leader, write);
        let stamp =
            self.world.leaders.get(&leader).map_or(LogicalTimestamp::default(), |leader| leader.logical_time);
        self.record_read(request.client, &request.key, answer, stamp);
    }

    /// A client reads: the leader answers from its store alone. Returns whether it did.
    pub(super) fn read(
        &mut self,
        client: ClientId,
        at: Option<LeaderId>,
        key: &Key,
    ) -> Result<bool, IgnoreReason> {
        let Some(leader) = self.serving_leader(client, at, key)? else {
            return Ok(false);
        };
        let seen = self.read_at(leader, key);
        let entry = self.entry(leader, key);
        let versions = entry.map(|entry| entry.versions.clone()).unwrap_or_default();
        let reading = entry.and_then(|entry| entry.materialized.clone());
        let context = seen.context.clone();
        self.emit(Event::Answered { leader, client, key: key.clone(), versions, reading, context });
        let stamp =
            self.world.leaders.get(&leader).map_or(LogicalTimestamp::default(), |leader| leader.logical_time);
        self.record_read(client, key, seen, stamp);
        Ok(true)
    }

    /// The leader that will answer; none if the client is refused, which is told.
    fn serving_leader(
        &mut self,
        client: ClientId,
        at: Option<LeaderId>,
        key: &Key,
    ) -> Result<Option<LeaderId>, IgnoreReason> {
        let leader = at.unwrap_or(self.client(client)?.at);
        let why = match self.world.leaders.get(&leader) {
            Some(state) if !state.up => RefusalReason::Down,
            Some(_) if self.world.pending_snapshots.contains_key(&leader) => RefusalReason::CatchingUp,
            Some(_) => return Ok(Some(leader)),
            None => RefusalReason::NotAMember,
        };
        self.refuse(leader, client, key, why);
        Ok(None)
    }

    pub(super) fn refuse(&mut self, leader: LeaderId, client: ClientId, key: &Key, reason: RefusalReason) {
        self.emit(Event::Refused { leader, client, key: key.clone(), reason });
    }

    /// A context is what a client has read. With one that names writes which are not there yet two writes
    /// could each claim to have seen the other, and leaders would keep the one or the other by the order of
    /// arrival.
    fn check_context(&self, context: &VersionVector) -> Result<(), IgnoreReason> {
        let accepted = |leader| self.world.leaders.get(&leader).map_or(0, |leader| leader.accepted_count);
        let not_yet = context.iter().find(|(leader, counter)| {
            !self.world.former_members.contains(leader) && *counter > accepted(*leader)
        });
        match not_yet {
            Some((leader, counter)) => Err(IgnoreReason::NoSuchWrite(Dot::new(leader, counter))),
            None => Ok(()),
        }
    }

    fn client(&self, id: ClientId) -> Result<&Client, IgnoreReason> {
        self.world.clients.get(&id).ok_or(IgnoreReason::NoSuchClient(id))
    }

    fn entry(&self, leader: LeaderId, key: &Key) -> Option<&Entry> {
        self.world.leaders.get(&leader)?.store.get(key)
    }

    /// What a client that reads a key at a leader would see.
    fn read_at(&mut self, leader: LeaderId, key: &Key) -> ReadState {
        let Some(leader) = self.world.leaders.get(&leader) else {
            return ReadState::default();
        };
        let Some(entry) = leader.store.get(key) else {
            return ReadState::default();
        };
        let context = self.world.policy.as_policy().read_context(entry, leader.applied.vector());
        let dots = entry.dots().collect();
        let joined = entry.versions.iter().map(|version| version.context.len() + 1).sum();
        self.count_work(joined, DOTS_PER_EVENT);
        ReadState { context, dots }
    }

    /// What a client goes by when it writes: the context that it hands in, or what it has last seen of the key.
    fn read_state(
        &self,
        leader: LeaderId,
        client: ClientId,
        key: &Key,
        context: Option<VersionVector>,
    ) -> ReadState {
        let Some(vector) = context else {
            let seen = self.world.clients.get(&client).and_then(|client| client.last_reads.get(key));
            return seen.map(|seen| ReadState::clone(seen)).unwrap_or_default();
        };
        let context = CausalContext::from(vector);
        let entry = self.entry(leader, key);
        let covered = entry.map(|entry| entry.dots().filter(|dot| context.contains(*dot)).collect());
        ReadState { dots: covered.unwrap_or_default(), context }
    }

    pub(super) fn write_response(&mut self, leader: LeaderId, write: &Write) -> ReadState {
        if self.world.policy.as_policy().answers_writes_with_values() {
            return self.read_at(leader, &write.key);
        }
        ReadState { context: CausalContext::new(), dots: vec![write.dot] }
    }

    pub(super) fn record_read(&mut self, client: ClientId, key: &Key, seen: ReadState, stamp: LogicalTimestamp) {
        if let Some(client) = self.world.clients.get_mut(&client) {
            let session = Arc::make_mut(&mut client.session);
            seen.dots.iter().for_each(|dot| session.insert(*dot));
            client.last_reads.insert(key.clone(), Arc::new(seen));
            client.logical_time = client.logical_time.max(stamp);
        }
    }
}
