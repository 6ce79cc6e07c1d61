//! What clients do: they write to a leader, and read from one, and remember what they have seen.

use std::sync::Arc;

use crate::event::{Event, WhyIgnored, WhyRefused};
use crate::id::{ClientId, LeaderId};
use crate::limits::DOTS_PER_EVENT;
use crate::people::{Client, Seen};
use crate::simulation::Simulation;
use crate::store::Entry;
use crate::value::Key;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::{Operation, Write};

/// Who asks, whom, and for which key.
pub(super) struct Request {
    pub(super) client: ClientId,
    /// The leader asked; none is the client's own.
    pub(super) at: Option<LeaderId>,
    pub(super) key: Key,
}

/// Which causal context a client hands in with a write.
pub(super) enum Basis {
    /// What came with what it has last seen of the key.
    LastSeen,
    /// This one.
    Given(VersionVector),
}

impl Simulation {
    /// A client writes: the leader gives the write a dot, applies it, acknowledges it and sends it on
    /// (SEMANTICS P1).
    pub(super) fn write(
        &mut self,
        request: Request,
        operation: Operation,
        basis: Basis,
    ) -> Result<(), WhyIgnored> {
        if let Basis::Given(context) = &basis {
            self.check_context(context)?;
        }
        let Some(leader) = self.answering(&request)? else {
            return Ok(());
        };
        let seen = self.basis(leader, &request, basis);
        let client = self.client(request.client)?;
        let client_time = client.clock.reading_at(self.world.now);
        let leader_time = self.world.clock_of(leader).reading_at(self.world.now);
        let Some(state) = self.world.leaders.get_mut(&leader) else {
            return Err(WhyIgnored::NoSuchLeader(leader));
        };
        state.accepted += 1;
        let write = Arc::new(Write {
            dot: Dot::new(leader, state.accepted),
            client: request.client,
            key: request.key.clone(),
            operation,
            context: seen.context,
            client_time,
            leader_time,
        });
        self.tell(Event::Accepted { leader, write: write.clone(), saw: seen.dots });
        self.apply(leader, &write, Arc::new([leader]), None);
        let answer = self.answer_to_write(leader, &write);
        self.remember(&request, answer);
        Ok(())
    }

    /// A client reads: the leader answers from its store alone. Returns whether it did.
    pub(super) fn read(&mut self, request: &Request) -> Result<bool, WhyIgnored> {
        let Some(leader) = self.answering(request)? else {
            return Ok(false);
        };
        let seen = self.look_up(leader, &request.key);
        let versions =
            self.entry(leader, &request.key).map(|entry| entry.versions.clone()).unwrap_or_default();
        self.tell(Event::Answered {
            leader,
            client: request.client,
            key: request.key.clone(),
            versions,
            context: seen.context.clone(),
        });
        self.remember(request, seen);
        Ok(true)
    }

    /// The leader that will answer; none if the client is refused, which is told.
    fn answering(&mut self, request: &Request) -> Result<Option<LeaderId>, WhyIgnored> {
        let leader = request.at.unwrap_or(self.client(request.client)?.at);
        let why = match self.world.leaders.get(&leader) {
            Some(state) if state.up => return Ok(Some(leader)),
            Some(_) => WhyRefused::Down,
            None => WhyRefused::NotThere,
        };
        self.tell(Event::Refused { leader, client: request.client, key: request.key.clone(), why });
        Ok(None)
    }

    /// A context is what a client has read. With one that names writes which are not there yet two writes could
    /// each claim to have seen the other, and leaders would keep the one or the other by the order of arrival.
    fn check_context(&self, context: &VersionVector) -> Result<(), WhyIgnored> {
        let accepted = |leader| self.world.leaders.get(&leader).map_or(0, |leader| leader.accepted);
        let not_yet = context
            .iter()
            .find(|(leader, counter)| !self.world.departed.contains(leader) && *counter > accepted(*leader));
        match not_yet {
            Some((leader, counter)) => Err(WhyIgnored::NoSuchWrite(Dot::new(leader, counter))),
            None => Ok(()),
        }
    }

    fn client(&self, id: ClientId) -> Result<&Client, WhyIgnored> {
        self.world.clients.get(&id).ok_or(WhyIgnored::NoSuchClient(id))
    }

    fn entry(&self, leader: LeaderId, key: &Key) -> Option<&Entry> {
        self.world.leaders.get(&leader)?.store.get(key)
    }

    /// What a client that reads a key at a leader would see.
    fn look_up(&mut self, leader: LeaderId, key: &Key) -> Seen {
        let Some(leader) = self.world.leaders.get(&leader) else {
            return Seen::default();
        };
        let Some(entry) = leader.store.get(key) else {
            return Seen::default();
        };
        let context = self.world.policy.rules().context(entry, leader.applied.vector());
        let dots = entry.dots().collect();
        let joined = entry.versions.iter().map(|version| version.context.len() + 1).sum();
        self.count_work(joined, DOTS_PER_EVENT);
        Seen { context, dots }
    }

    fn basis(&self, leader: LeaderId, request: &Request, basis: Basis) -> Seen {
        match basis {
            Basis::LastSeen => {
                let seen =
                    self.world.clients.get(&request.client).and_then(|client| client.seen.get(&request.key));
                seen.cloned().unwrap_or_default()
            }
            Basis::Given(vector) => {
                let context = CausalContext::from(vector);
                let entry = self.entry(leader, &request.key);
                let covered = entry.map(|entry| entry.dots().filter(|dot| context.contains(*dot)).collect());
                Seen { dots: covered.unwrap_or_default(), context }
            }
        }
    }

    fn answer_to_write(&mut self, leader: LeaderId, write: &Write) -> Seen {
        if self.world.policy.rules().answers_writes_with_values() {
            return self.look_up(leader, &write.key);
        }
        Seen { context: CausalContext::new(), dots: vec![write.dot] }
    }

    fn remember(&mut self, request: &Request, seen: Seen) {
        if let Some(client) = self.world.clients.get_mut(&request.client) {
            client.seen.insert(request.key.clone(), seen);
        }
    }
}
