//! Sessions: what reads and acknowledgements have returned to each client, and what a leader that serves a request
//! lacks of it (SEMANTICS D2, C4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replication::{ClientAttempt, ClientId, Dot, Event, Key, LeaderId, ResponseKind, Write};

use super::dot_set::DotSet;
use super::key_numbers::KeyNumber;
use super::per_dot::PerDot;
use super::replica::Replica;
use super::replicas::Replicas;
use super::seen::{Extent, Lacking, SeenWrites};
use super::settings::Settings;

/// The sessions of all clients, from record to record.
#[derive(Default)]
pub(crate) struct Sessions {
    clients: BTreeMap<ClientId, Session>,
    /// What the client of a request had seen when it sent it, by the number of a request that waits or was forwarded.
    sent_with: BTreeMap<u64, SentWith>,
    /// What the answer to a forwarded write returns.
    on_the_way: BTreeMap<Dot, Vec<Arc<Write>>>,
    /// What the answer to a read returns that came over the network, by request and leader.
    answers: BTreeMap<(u64, LeaderId), Vec<Arc<Write>>>,
    /// The requests that were sent over the network.
    remote: BTreeSet<u64>,
    /// The write that is being accepted in this step.
    accepting: Option<Accepting>,
}

/// What a client has seen. A read judges the key alone, a write everything.
#[derive(Default)]
struct Session {
    known: DotSet,
    all: SeenWrites,
    of_key: BTreeMap<KeyNumber, SeenWrites>,
    /// What it had seen of everything when it sent each of its writes.
    before_write: PerDot<Extent>,
}

/// How much a client had seen when it sent a request, of everything and of the key.
#[derive(Clone, Copy, Default)]
struct SentWith {
    all: Extent,
    of_key: Extent,
}

/// A write that was accepted, or recognised, before its answer is sent.
struct Accepting {
    leader: LeaderId,
    dot: Dot,
    key: Key,
    number: KeyNumber,
    client: ClientId,
    /// Whether its client is next to the leader, and learns of it at once.
    is_direct: bool,
}

/// A request that a leader serves, and what it lacks of what the client had seen: of the key for a read, of everything
/// for a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Served<'a> {
    pub(crate) client: ClientId,
    pub(crate) leader: LeaderId,
    pub(crate) key: &'a Key,
    pub(crate) is_read: bool,
    pub(crate) lacking: Lacking,
}

impl Sessions {
    /// Sends the answer to the write that was accepted, once its step is over.
    pub(crate) fn end_step_before(&mut self, event: &Event, replicas: &Replicas, settings: &Settings) {
        if !continues_a_step(event) {
            self.end_step(replicas, settings);
        }
    }

    /// Sends the answer to the write that was accepted, at the end of its step.
    pub(crate) fn end_step(&mut self, replicas: &Replicas, settings: &Settings) {
        let Some(Accepting { leader, dot, key, number, client, is_direct }) = self.accepting.take() else {
            return;
        };
        let returns_values = settings.replication.acknowledgement.returns_values(&settings.policy);
        let stored = || replicas.leaders.get(&leader)?.store.get(&key);
        let returned: Vec<Arc<Write>> = match returns_values.then(stored).flatten() {
            Some(stored) => stored.returned_versions().cloned().collect(),
            None => Vec::new(),
        };
        match is_direct {
            true => self.acknowledge(client, dot, number, &returned),
            false => drop(self.on_the_way.insert(dot, returned)),
        }
    }

    /// The request that is served with this event, if there is one. The number is that of the event's key, here and below.
    pub(crate) fn served<'e>(
        &mut self,
        event: &'e Event,
        number: Option<KeyNumber>,
        replicas: &Replicas,
    ) -> Option<Served<'e>> {
        let number = number?;
        let (leader, client, key, request, is_read) = match event {
            Event::Accepted { leader, write, request, .. } => {
                (*leader, write.client?, &write.key, *request, false)
            }
            Event::Answered { leader, client, key, request, .. } => (*leader, *client, key, *request, true),
            _ => return None,
        };
        let seen = match is_read {
            true => self.seen_of_key(client, number, request),
            false => self.seen(client, request),
        };
        let session = self.clients.entry(client).or_default();
        let nothing = Replica::default();
        let replica = replicas.leaders.get(&leader).unwrap_or(&nothing);
        let writes = if is_read { session.of_key.get_mut(&number) } else { Some(&mut session.all) };
        let lacking = writes.map(|writes| writes.lacking(leader, replica, seen)).unwrap_or_default();
        Some(Served { client, leader, key, is_read, lacking })
    }

    /// What a write depends on directly: what its client had seen since its last write that it knows of, and that write;
    /// for an operation that computes, also what its leader held (SEMANTICS C3).
    pub(crate) fn dependencies(&self, event: &Event) -> Vec<Dot> {
        let Event::Accepted { write, observed, request, .. } = event else { return Vec::new() };
        let Some(client) = write.client else { return Vec::new() };
        let held = if write.operation.is_relative() { observed.as_slice() } else { &[] };
        let Some(session) = self.clients.get(&client) else { return held.to_vec() };
        let seen = self.seen(client, *request);
        let known = session.all.own_before(seen).find_map(|dot| session.before_write.get(dot));
        session.all.between(known.copied().unwrap_or_default(), seen).chain(held.iter().copied()).collect()
    }

    /// Follows an event.
    pub(crate) fn follow(&mut self, event: &Event, number: Option<KeyNumber>) {
        let Some(number) = number else { return };
        match event {
            Event::Accepted { write, acknowledged, request, .. } => {
                let Some(client) = write.client else { return };
                let seen = self.seen(client, *request);
                self.clients.entry(client).or_default().before_write.insert(write.dot, seen);
                let (leader, dot, key) = (write.dot.leader, write.dot, write.key.clone());
                self.accepting =
                    Some(Accepting { leader, dot, key, number, client, is_direct: *acknowledged });
            }
            Event::RetryRecognised { leader, client, key, dot, .. } => {
                let (leader, client, key, dot) = (*leader, *client, key.clone(), *dot);
                self.accepting = Some(Accepting { leader, dot, key, number, client, is_direct: false });
            }
            Event::Answered { leader, versions, request: Some(request), .. }
                if self.remote.contains(request) =>
            {
                self.answers.insert((*request, *leader), versions.clone());
            }
            Event::Answered { client, versions, .. } => {
                let session = self.clients.entry(*client).or_default();
                versions.iter().for_each(|version| session.see(*client, version, number));
            }
            Event::RequestSent { attempt } => {
                self.remote.insert(attempt.id.request);
                self.remember_request(attempt.client, number, attempt.id.request);
            }
            Event::ResponseReceived { attempt, response } => self.receive(attempt, number, *response),
            Event::RequestAnswered { request, dot } if request.attempt.is_none() => {
                let returned = self.on_the_way.remove(dot).unwrap_or_default();
                self.acknowledge(request.client, *dot, number, &returned);
            }
            Event::RequestForwarded { request } => {
                self.remember_request(request.client, number, request.number);
            }
            Event::RequestWaiting { client, request, .. } => self.remember_request(*client, number, *request),
            _ => {}
        }
    }

    /// What a response returns that came over the network.
    fn receive(&mut self, attempt: &ClientAttempt, number: KeyNumber, response: ResponseKind) {
        let ClientAttempt { id, client, leader, .. } = attempt;
        match response {
            ResponseKind::Acknowledged(dot) => {
                let returned = self.on_the_way.remove(&dot).unwrap_or_default();
                self.acknowledge(*client, dot, number, &returned);
            }
            ResponseKind::Answered => {
                let returned = self.answers.remove(&(id.request, *leader)).unwrap_or_default();
                let session = self.clients.entry(*client).or_default();
                returned.iter().for_each(|version| session.see(*client, version, number));
            }
            ResponseKind::Refused(_) => {}
        }
    }

    fn acknowledge(&mut self, client: ClientId, write: Dot, number: KeyNumber, returned: &[Arc<Write>]) {
        let session = self.clients.entry(client).or_default();
        returned.iter().for_each(|version| session.see(client, version, number));
        session.see_dot(write, number, true);
    }

    fn remember_request(&mut self, client: ClientId, number: KeyNumber, request: u64) {
        let (all, of_key) = (self.seen(client, None), self.seen_of_key(client, number, None));
        self.sent_with.entry(request).or_insert(SentWith { all, of_key });
    }

    /// What the client had seen of everything when it sent a request: one that waited or was forwarded, or one that it
    /// makes now.
    fn seen(&self, client: ClientId, request: Option<u64>) -> Extent {
        match request.and_then(|request| self.sent_with.get(&request)) {
            Some(sent_with) => sent_with.all,
            None => self.clients.get(&client).map(|session| session.all.extent()).unwrap_or_default(),
        }
    }

    /// What it had seen of the key of the request.
    fn seen_of_key(&self, client: ClientId, number: KeyNumber, request: Option<u64>) -> Extent {
        if let Some(sent_with) = request.and_then(|request| self.sent_with.get(&request)) {
            return sent_with.of_key;
        }
        let seen = self.clients.get(&client).and_then(|session| session.of_key.get(&number));
        seen.map(SeenWrites::extent).unwrap_or_default()
    }
}

impl Session {
    fn see(&mut self, client: ClientId, version: &Write, number: KeyNumber) {
        self.see_dot(version.dot, number, version.client == Some(client));
    }

    fn see_dot(&mut self, dot: Dot, number: KeyNumber, is_own: bool) {
        if !self.known.insert(dot) {
            return;
        }
        self.all.push(dot, is_own);
        self.of_key.entry(number).or_default().push(dot, is_own);
    }
}

/// Whether an event can follow the acceptance of a write in the same step, before the answer.
fn continues_a_step(event: &Event) -> bool {
    matches!(
        event,
        Event::Applied { .. }
            | Event::Sent { .. }
            | Event::Duplicated { .. }
            | Event::Merged { .. }
            | Event::MergeFailed { .. }
            | Event::Inapplicable { .. }
            | Event::WriteBuffered { .. }
            | Event::LinkResumed(_)
    )
}
