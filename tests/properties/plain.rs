//! A run as plain lists, and the definitions of sessions, dependencies and acknowledged writes, searched for anew for
//! every question.

use std::collections::{BTreeMap, BTreeSet};

use analysis::SessionGuarantee;
use replication::{
    ClientAttempt, ClientId, Dot, Event, FailureAction, Key, LeaderId, LinkId, Micros, Record, ResponseKind,
    Write,
};
use scenario::Scenario;

/// A run as plain lists, to be searched again for every question.
pub struct Plain {
    pub records: Vec<Record>,
    writes: BTreeMap<Dot, Write>,
    /// What the answer to each accepted or recognised write returns, besides the write, with the record.
    returned: BTreeMap<Dot, Vec<(usize, Vec<Dot>)>>,
}

impl Plain {
    /// Runs a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let mut plain = Self { records: Vec::new(), writes: BTreeMap::new(), returned: BTreeMap::new() };
        let mut run = scenario.simulation();
        loop {
            let mut step = Vec::new();
            if !run.step(&mut |record| step.push(record)) {
                return plain;
            }
            let world = run.world();
            let returns_values = world.replication.acknowledgement.returns_values(&world.policy);
            for record in &step {
                if let Event::Accepted { write, .. }
                | Event::Merged { write, .. }
                | Event::HomeAssigned { write, .. } = &record.event
                {
                    plain.writes.insert(write.dot, Write::clone(write));
                }
                let served = match &record.event {
                    Event::Accepted { leader, write, .. } => Some((leader, &write.key, write.dot)),
                    Event::RetryRecognised { leader, key, dot, .. } => Some((leader, key, *dot)),
                    _ => None,
                };
                if let (Some((leader, key, dot)), true) = (served, returns_values) {
                    let entry = world.leaders.get(leader).and_then(|leader| leader.store.get(key));
                    let dots = entry.into_iter().flat_map(|entry| entry.returned_versions()).map(|it| it.dot);
                    let returned = (plain.records.len(), dots.collect());
                    plain.returned.entry(dot).or_default().push(returned);
                }
                plain.records.push(record.clone());
            }
        }
    }

    /// What a leader has applied, skipped or purged before a record.
    pub fn met(&self, leader: LeaderId, before: usize, with_purged: bool) -> BTreeSet<Dot> {
        let mut met = BTreeSet::new();
        let mut sent: BTreeMap<LinkId, usize> = BTreeMap::new();
        for (number, record) in self.records[..before].iter().enumerate() {
            match &record.event {
                Event::Applied { leader: at, write, .. } if *at == leader => {
                    met.insert(write.dot);
                }
                Event::Inapplicable { leader: at, dot, action: FailureAction::Skipped, .. }
                    if *at == leader =>
                {
                    met.insert(*dot);
                }
                Event::Purged { leader: at, dot } if *at == leader && with_purged => drop(met.insert(*dot)),
                Event::SnapshotSent { link, .. } => drop(sent.insert(*link, number)),
                Event::SnapshotLoaded(link) if link.to == leader => {
                    met = self.met(link.from, sent[link], with_purged);
                }
                _ => {}
            }
        }
        met
    }

    /// The number of the record with which a request was sent.
    fn sent_at(&self, number: usize, request: Option<u64>) -> usize {
        let is_it = |record: &Record| match &record.event {
            Event::RequestForwarded { request: forwarded } => Some(forwarded.number) == request,
            Event::RequestWaiting { request: waiting, .. } => Some(*waiting) == request,
            Event::RequestSent { attempt } => Some(attempt.id.request) == request,
            _ => false,
        };
        let sent = self.records.iter().position(is_it).filter(|sent| request.is_some() && *sent < number);
        sent.unwrap_or(number)
    }

    /// Whether a client sent the request over the network.
    fn is_remote(&self, request: Option<u64>) -> bool {
        let is_it = |record: &Record| matches!(&record.event, Event::RequestSent { attempt } if Some(attempt.id.request) == request);
        request.is_some() && self.records.iter().any(is_it)
    }

    /// The versions in the leader's latest answer to a request before a record.
    fn answer_to(&self, attempt: &ClientAttempt, before: usize) -> Vec<Dot> {
        let answer = self.records[..before].iter().rev().find_map(|record| match &record.event {
            Event::Answered { leader, request, versions, .. }
                if *leader == attempt.leader && *request == Some(attempt.id.request) =>
            {
                Some(versions.iter().map(|version| version.dot).collect())
            }
            _ => None,
        });
        answer.unwrap_or_default()
    }

    /// What reads and acknowledgements have returned to a client before a record.
    fn seen(&self, client: ClientId, before: usize) -> BTreeSet<Dot> {
        let mut seen = BTreeSet::new();
        let returned = |dot: &Dot, number: usize| {
            let all = self.returned.get(dot).into_iter().flatten();
            let latest = all.rev().find(|(there, _)| *there <= number);
            latest.into_iter().flat_map(|(_, dots)| dots).copied().chain([*dot]).collect::<Vec<_>>()
        };
        for (number, record) in self.records[..before].iter().enumerate() {
            match &record.event {
                Event::Answered { request, .. } if self.is_remote(*request) => {}
                Event::ResponseReceived { attempt, response } if attempt.client == client => match response {
                    ResponseKind::Acknowledged(dot) => seen.extend(returned(dot, number)),
                    ResponseKind::Answered => seen.extend(self.answer_to(attempt, number)),
                    ResponseKind::Refused(_) => {}
                },
                Event::Answered { client: by, versions, .. } if *by == client => {
                    seen.extend(versions.iter().map(|version| version.dot));
                }
                Event::Accepted { write, acknowledged: true, .. } if write.client == Some(client) => {
                    seen.extend(returned(&write.dot, number));
                }
                Event::RequestAnswered { request, dot }
                    if request.client == client && request.attempt.is_none() =>
                {
                    seen.extend(returned(dot, number));
                }
                _ => {}
            }
        }
        seen
    }

    /// Every violation of a session guarantee: the record, and the guarantee.
    pub fn session_violations(&self) -> BTreeSet<(usize, SessionGuarantee)> {
        let mut all = BTreeSet::new();
        for (number, record) in self.records.iter().enumerate() {
            let (leader, client, key, request, is_read) = match &record.event {
                Event::Answered { leader, client, key, request, .. } => (leader, *client, key, request, true),
                Event::Accepted { leader, write, request, .. } => match write.client {
                    Some(client) => (leader, client, &write.key, request, false),
                    None => continue,
                },
                _ => continue,
            };
            let met = self.met(*leader, number, true);
            for dot in self.seen(client, self.sent_at(number, *request)).difference(&met) {
                let write = &self.writes[dot];
                let guarantee = match (is_read, write.client == Some(client)) {
                    (true, _) if write.key != *key => continue,
                    (true, true) => SessionGuarantee::ReadYourWrites,
                    (true, false) => SessionGuarantee::MonotonicReads,
                    (false, true) => SessionGuarantee::MonotonicWrites,
                    (false, false) => SessionGuarantee::WritesFollowReads,
                };
                all.insert((number, guarantee));
            }
        }
        all
    }

    /// All that each write depends on, directly or through others: what its client had seen, what its operation read, what
    /// it merges.
    pub fn dependencies(&self) -> BTreeMap<Dot, BTreeSet<Dot>> {
        let mut all: BTreeMap<Dot, BTreeSet<Dot>> = BTreeMap::new();
        for (number, record) in self.records.iter().enumerate() {
            let (dot, direct) = match &record.event {
                Event::Accepted { write, observed, request, .. } => {
                    let Some(client) = write.client else { continue };
                    let mut direct = self.seen(client, self.sent_at(number, *request));
                    direct.extend(observed.iter().filter(|_| write.operation.is_relative()));
                    (write.dot, direct)
                }
                Event::Merged { write, sources, .. } => (write.dot, sources.iter().copied().collect()),
                _ => continue,
            };
            let through: BTreeSet<Dot> =
                direct.iter().flat_map(|dot| all.get(dot).into_iter().flatten()).copied().collect();
            all.insert(dot, direct.union(&through).copied().collect());
        }
        all
    }

    /// Whether some leader has at some time applied a write and not what it depends on: the first record, if any.
    pub fn first_causal_violation(&self) -> Option<usize> {
        let dependencies = self.dependencies();
        self.records.iter().enumerate().find_map(|(number, record)| {
            let Event::Applied { leader, write, .. } = &record.event else { return None };
            let met = self.met(*leader, number, true);
            let is_new = !met.contains(&write.dot);
            let of_write = dependencies.get(&write.dot).into_iter().flatten();
            let mut missing = of_write.filter(|dot| **dot != write.dot && !met.contains(dot));
            (is_new && missing.next().is_some()).then_some(number)
        })
    }

    /// The acknowledged writes of a key before a record, in the order of their acknowledgements.
    pub fn acknowledged(&self, key: &Key, before: usize) -> Vec<(Dot, Micros)> {
        let acknowledged = self.records[..before].iter().filter_map(|record| match &record.event {
            Event::Accepted { write, acknowledged: true, .. } if write.key == *key => {
                Some((write.dot, record.at))
            }
            Event::RequestAnswered { request, dot } if request.key == *key && request.attempt.is_none() => {
                Some((*dot, record.at))
            }
            Event::ResponseReceived { attempt, response: ResponseKind::Acknowledged(dot) }
                if attempt.key == *key =>
            {
                Some((*dot, record.at))
            }
            _ => None,
        });
        acknowledged.collect()
    }
}
