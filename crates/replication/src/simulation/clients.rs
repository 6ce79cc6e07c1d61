//! What clients do: they write to a leader, and read from one, and remember what they have seen.

use std::sync::Arc;

use crate::errand::Errand;
use crate::event::{Event, WhyIgnored, WhyRefused};
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::limits::DOTS_PER_EVENT;
use crate::logical::Stamp;
use crate::operation::Operation;
use crate::people::{Client, Seen};
use crate::simulation::Simulation;
use crate::store::Entry;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

/// Who asks, whom, and for which key.
#[derive(Clone)]
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

/// A request to write, with all that the client hands in.
#[derive(Clone)]
pub(super) struct Asking {
    pub(super) client: ClientId,
    pub(super) key: Key,
    pub(super) operation: Operation,
    pub(super) basis: Seen,
    pub(super) session: Arc<CausalContext>,
    pub(super) stamp: Stamp,
    pub(super) client_time: i64,
}

impl Asking {
    pub(super) fn of_errand(errand: &Errand) -> Self {
        Self {
            client: errand.client(),
            key: errand.key().clone(),
            operation: errand.operation.clone(),
            basis: errand.basis.clone(),
            session: errand.session.clone(),
            stamp: errand.stamp,
            client_time: errand.client_time,
        }
    }
}

impl Simulation {
    /// A client writes: at the leader that it asks, or, where keys have homes, at the key's home.
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
        let basis = self.basis(leader, &request, basis);
        let client = self.client(request.client)?;
        let asking = Asking {
            client: request.client,
            key: request.key,
            operation,
            basis,
            session: client.session.clone(),
            stamp: client.stamp,
            client_time: client.clock.reading_at(self.world.now),
        };
        match self.world.home_of(&asking.key, leader) {
            Some((home, from)) => self.route(leader, asking, home, from),
            None => {
                if let Some(write) = self.accept(leader, &asking) {
                    self.acknowledge(leader, &asking, &write);
                }
            }
        }
        Ok(())
    }

    /// The client gets the answer to a write at once: it stands beside the leader that it asked.
    pub(super) fn acknowledge(&mut self, leader: LeaderId, asking: &Asking, write: &Write) {
        let answer = self.answer_to_write(leader, write);
        let stamp = self.world.leaders.get(&leader).map_or(Stamp::default(), |leader| leader.stamp);
        self.remember(asking.client, &asking.key, answer, stamp);
    }

    /// A client reads: the leader answers from its store alone. Returns whether it did.
    pub(super) fn read(&mut self, request: &Request) -> Result<bool, WhyIgnored> {
        let Some(leader) = self.answering(request)? else {
            return Ok(false);
        };
        let seen = self.look_up(leader, &request.key);
        let entry = self.entry(leader, &request.key);
        let versions = entry.map(|entry| entry.versions.clone()).unwrap_or_default();
        let reading = entry.and_then(|entry| entry.reading.clone());
        let (client, key, context) = (request.client, request.key.clone(), seen.context.clone());
        self.tell(Event::Answered { leader, client, key, versions, reading, context });
        let stamp = self.world.leaders.get(&leader).map_or(Stamp::default(), |leader| leader.stamp);
        self.remember(request.client, &request.key, seen, stamp);
        Ok(true)
    }

    /// The leader that will answer; none if the client is refused, which is told.
    fn answering(&mut self, request: &Request) -> Result<Option<LeaderId>, WhyIgnored> {
        let leader = request.at.unwrap_or(self.client(request.client)?.at);
        let why = match self.world.leaders.get(&leader) {
            Some(state) if !state.up => WhyRefused::Down,
            Some(_) if self.world.snapshots.contains_key(&leader) => WhyRefused::CatchingUp,
            Some(_) => return Ok(Some(leader)),
            None => WhyRefused::NotThere,
        };
        self.refuse(leader, request.client, &request.key, why);
        Ok(None)
    }

    pub(super) fn refuse(&mut self, leader: LeaderId, client: ClientId, key: &Key, why: WhyRefused) {
        self.tell(Event::Refused { leader, client, key: key.clone(), why });
    }

    /// A context is what a client has read. With one that names writes which are not there yet two writes
    /// could each claim to have seen the other, and leaders would keep the one or the other by the order of
    /// arrival.
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
                seen.map(|seen| Seen::clone(seen)).unwrap_or_default()
            }
            Basis::Given(vector) => {
                let context = CausalContext::from(vector);
                let entry = self.entry(leader, &request.key);
                let covered = entry.map(|entry| entry.dots().filter(|dot| context.contains(*dot)).collect());
                Seen { dots: covered.unwrap_or_default(), context }
            }
        }
    }

    pub(super) fn answer_to_write(&mut self, leader: LeaderId, write: &Write) -> Seen {
        if self.world.policy.rules().answers_writes_with_values() {
            return self.look_up(leader, &write.key);
        }
        Seen { context: CausalContext::new(), dots: vec![write.dot] }
    }

    pub(super) fn remember(&mut self, client: ClientId, key: &Key, seen: Seen, stamp: Stamp) {
        if let Some(client) = self.world.clients.get_mut(&client) {
            let session = Arc::make_mut(&mut client.session);
            seen.dots.iter().for_each(|dot| session.insert(*dot));
            client.seen.insert(key.clone(), Arc::new(seen));
            client.stamp = client.stamp.max(stamp);
        }
    }
}
