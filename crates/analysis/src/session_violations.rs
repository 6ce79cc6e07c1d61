//! Requests that a leader served although it lacked what the client had seen, and the session guarantee that each
//! violates (SEMANTICS D2). Found from the trace alone.

use std::collections::{BTreeMap, BTreeSet};

use replication::{
    CausalContext, ClientId, Command, Delivery, Dot, Event, FailureAction, Key, LeaderId, LinkId, Micros,
    Policy, Replication, Write,
};
use timeline::Timeline;

/// A guarantee to one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionGuarantee {
    /// A client reads its own writes.
    ReadYourWrites,
    /// A client reads no older state than before.
    MonotonicReads,
    /// A client’s writes are applied in their order.
    MonotonicWrites,
    /// A write is applied after what its client had read.
    WritesFollowReads,
}

/// A request that was served without what its client had seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionViolation {
    /// The number of the record of the read or write.
    pub number: usize,
    /// When it was served.
    pub at: Micros,
    /// The client.
    pub client: ClientId,
    /// The leader that served it.
    pub leader: LeaderId,
    /// The key that was read or written.
    pub key: Key,
    /// The guarantee that it violates.
    pub guarantee: SessionGuarantee,
    /// A write that the client had seen and the leader had not applied.
    pub missing: Dot,
}

/// The violations of a run under causal delivery, in order.
#[must_use]
pub fn session_violations(timeline: &Timeline) -> Vec<SessionViolation> {
    let is_causal = |settings: &Replication| settings.delivery == Delivery::Causal;
    let mut settings = vec![timeline.setup().replication];
    settings.extend(timeline.index().next(&[timeline::EventKind::Reachability], 0).filter_map(|number| {
        match timeline.command_of(number).map(|timed| &timed.command) {
            Some(Command::Replication(settings)) => Some(*settings),
            _ => None,
        }
    }));
    if !settings.iter().any(is_causal) {
        return Vec::new();
    }
    let mut tracker = Tracker::new(timeline);
    for (number, record) in timeline.first(timeline.records().len()) {
        tracker.follow(number, record.at, &record.event);
    }
    tracker.found
}

/// What the answer to a write returns.
struct Answer {
    write: Dot,
    client: ClientId,
    key: Key,
    /// The versions of the key that a read at the leader returns.
    returned: Vec<Dot>,
    /// Whether its client is next to the leader, and learns of it at once.
    is_direct: bool,
    at: Micros,
}

/// What a leader has applied.
#[derive(Clone, Default)]
struct Applied {
    /// What it has applied or purged.
    writes: CausalContext,
    /// The versions that no answer returns, if it stores them: the writes that it applied as removals from a CRDT set.
    hidden: BTreeSet<Dot>,
}

/// What leaders have applied and clients have seen, from record to record.
struct Tracker<'a> {
    timeline: &'a Timeline,
    is_causal: bool,
    policy: &'a Policy,
    applied: BTreeMap<LeaderId, Applied>,
    /// What a snapshot in transit contains.
    snapshots: BTreeMap<LinkId, Applied>,
    /// What reads and acknowledgements have returned, and the writes that were acknowledged, also those that leave no
    /// version to be returned.
    sessions: BTreeMap<ClientId, CausalContext>,
    /// The session that came with a request which waits or was forwarded, by the number of the request.
    sent_along: BTreeMap<u64, CausalContext>,
    /// What the answer to a forwarded write returns.
    on_the_way: BTreeMap<Dot, Vec<Dot>>,
    /// The answer to the write that is being accepted in this step.
    answer: Option<Answer>,
    found: Vec<SessionViolation>,
}

impl<'a> Tracker<'a> {
    fn new(timeline: &'a Timeline) -> Self {
        Self {
            timeline,
            is_causal: timeline.setup().replication.delivery == Delivery::Causal,
            policy: &timeline.setup().policy,
            applied: BTreeMap::new(),
            snapshots: BTreeMap::new(),
            sessions: BTreeMap::new(),
            sent_along: BTreeMap::new(),
            on_the_way: BTreeMap::new(),
            answer: None,
            found: Vec::new(),
        }
    }

    fn follow(&mut self, number: usize, at: Micros, event: &Event) {
        if !continues_a_step(event) {
            self.send_answer();
        }
        match event {
            Event::Accepted { leader, write, acknowledged, request, .. } => {
                let Some(client) = write.client else { return };
                self.check(number, at, (client, *leader, &write.key), *request, false);
                let (returned, is_direct) = (Vec::new(), *acknowledged);
                let key = write.key.clone();
                self.answer = Some(Answer { write: write.dot, client, key, returned, is_direct, at });
            }
            Event::Answered { leader, client, key, versions, request, .. } => {
                self.check(number, at, (*client, *leader, key), *request, true);
                let session = self.sessions.entry(*client).or_default();
                versions.iter().for_each(|version| session.insert(version.dot));
            }
            Event::Applied { leader, write, kept, .. } => {
                let applied = self.applied.entry(*leader).or_default();
                applied.writes.insert(write.dot);
                match self.policy.as_policy().version_rule().returns(write) {
                    true => applied.hidden.remove(&write.dot),
                    false => applied.hidden.insert(write.dot),
                };
                let answer = self.answer.as_mut();
                if let Some(answer) = answer.filter(|it| it.write.leader == *leader && it.key == write.key) {
                    answer.returned =
                        kept.iter().filter(|dot| !applied.hidden.contains(dot)).copied().collect();
                }
            }
            Event::RequestAnswered { request, dot } => {
                let returned = self.on_the_way.remove(dot).unwrap_or_default();
                self.acknowledge(request.client, *dot, returned);
            }
            Event::RequestForwarded { request } => self.send_along(request.client, request.number),
            Event::RequestWaiting { client, request, .. } => self.send_along(*client, *request),
            other => self.follow_leaders(number, other),
        }
    }

    fn follow_leaders(&mut self, number: usize, event: &Event) {
        match event {
            Event::HomeAssigned { leader, write, .. } => {
                self.applied.entry(*leader).or_default().writes.insert(write.dot);
            }
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. }
            | Event::Purged { leader, dot } => self.applied.entry(*leader).or_default().writes.insert(*dot),
            Event::SnapshotSent { link, .. } => {
                self.snapshots.insert(*link, self.applied.get(&link.from).cloned().unwrap_or_default());
            }
            Event::SnapshotLoaded(link) => {
                let loaded = self.snapshots.remove(link).unwrap_or_default();
                self.applied.insert(link.to, loaded);
            }
            Event::ReplicationChanged => {
                if let Some(Command::Replication(settings)) =
                    self.timeline.command_of(number).map(|timed| &timed.command)
                {
                    self.is_causal = settings.delivery == Delivery::Causal;
                }
            }
            Event::PolicyChanged => {
                if let Some(Command::Policy(policy)) =
                    self.timeline.command_of(number).map(|timed| &timed.command)
                {
                    self.policy = policy;
                }
            }
            _ => {}
        }
    }

    /// Sends the answer to the write that the last step accepted: the values, if answers return them, or else the write.
    fn send_answer(&mut self) {
        let Some(Answer { write, client, returned, is_direct, at, .. }) = self.answer.take() else { return };
        let acknowledgement = self.timeline.replication_at(at).acknowledgement;
        let returned = if acknowledgement.returns_values(self.policy) { returned } else { vec![write] };
        if is_direct {
            self.acknowledge(client, write, returned);
        } else {
            self.on_the_way.insert(write, returned);
        }
    }

    fn acknowledge(&mut self, client: ClientId, write: Dot, returned: Vec<Dot>) {
        let session = self.sessions.entry(client).or_default();
        returned.into_iter().chain([write]).for_each(|dot| session.insert(dot));
    }

    /// Remembers what a client had seen when it sent a request.
    fn send_along(&mut self, client: ClientId, request: u64) {
        let session = self.sessions.get(&client).cloned().unwrap_or_default();
        self.sent_along.entry(request).or_insert(session);
    }

    /// Compares what the client had seen with what the leader has applied.
    fn check(
        &mut self,
        number: usize,
        at: Micros,
        (client, leader, key): (ClientId, LeaderId, &Key),
        request: Option<u64>,
        is_read: bool,
    ) {
        let sent_along = request.and_then(|request| self.sent_along.get(&request));
        let Some(session) = sent_along.or_else(|| self.sessions.get(&client)).filter(|_| self.is_causal)
        else {
            return;
        };
        let nothing = CausalContext::new();
        let applied = self.applied.get(&leader).map_or(&nothing, |applied| &applied.writes);
        let missing = session.dots_not_in(applied).filter_map(|dot| self.write(dot));
        let missing: Vec<&Write> = missing.filter(|write| !is_read || write.key == *key).collect();
        let own = missing.iter().find(|write| write.client == Some(client));
        let Some(missing) = own.or(missing.first()).map(|write| write.dot) else { return };
        let guarantee = match (is_read, own.is_some()) {
            (true, true) => SessionGuarantee::ReadYourWrites,
            (true, false) => SessionGuarantee::MonotonicReads,
            (false, true) => SessionGuarantee::MonotonicWrites,
            (false, false) => SessionGuarantee::WritesFollowReads,
        };
        let key = key.clone();
        self.found.push(SessionViolation { number, at, client, leader, key, guarantee, missing });
    }

    fn write(&self, dot: Dot) -> Option<&'a Write> {
        self.timeline.writes().get(&dot).map(|record| &*record.write)
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
