//! The tracker: follows the records of a run, and notes what each leader holds afterwards.

use std::sync::Arc;

use persistent::Map;
use replication::{
    CausalContext, ClientAttempt, ClientId, Dot, Event, FailureAction, Key, LeaderId, LinkId, Operation,
    RequestMessage, ResponseKind, Write,
};

use super::contents::{Contents, Part};
use super::fate::{Ending, Fate, Loss, LossCause};
use super::holding::{Holding, Holdings};
use super::ledger::Ledger;
use super::made::{AllMade, Made, Shows, Special, WriterSaw};
use super::replacement::Replacement;
use super::rules::{Kind, Rules};
use super::seen::{Moment, SeenByClients};

/// An acknowledgement on its way to a client.
#[derive(Clone, Debug)]
struct Acknowledgement {
    record: u32,
    leader: LeaderId,
    write: Arc<Write>,
    /// Whether it returns through the leader that forwarded the request.
    is_forwarded: bool,
}

/// What an answer returns to a client.
#[derive(Clone, Debug)]
struct Returned {
    contents: Contents,
    /// The versions, where homes order siblings.
    versions: Vec<Dot>,
}

impl Returned {
    /// What a leader holds.
    fn held(holding: &Holding, rules: Rules) -> Self {
        let versions = holding.returned_versions().filter(|_| rules.orders_siblings()).collect();
        Self { contents: holding.shown(), versions }
    }
}

/// The accounting of a run in progress. Copies share their common past.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounting {
    /// The record at which each request was sent that waited or was forwarded.
    sent: Map<u64, u32>,
    leaders: Map<LeaderId, Holdings>,
    /// What the snapshots in transit carry.
    snapshots: Map<LinkId, Holdings>,
    pub(super) made: AllMade,
    pub(super) ledger: Ledger,
    seen: SeenByClients,
    /// Acknowledgements of the current step.
    acknowledgements: Vec<Acknowledgement>,
    /// Responses of homes that have not reached their clients yet.
    responses: Map<Dot, Returned>,
    /// Answers to reads on their way over the network. The key is the leader with the number of the request: as a dot, so
    /// that it is a map like that of responses, and its code is compiled once.
    answers: Map<Dot, Returned>,
    /// The requests that were sent over the network, with the record of the latest attempt.
    remote: Map<u64, u32>,
    /// The inapplicable write that is applied next.
    upserted: Option<(LeaderId, Dot)>,
}

impl Accounting {
    /// Follows the next record. Returns whether it loses a write.
    pub(crate) fn add(&mut self, number: usize, event: &Event, rules: Rules) -> bool {
        let changes = self.ledger.changes.len();
        // Fits: a run has at most a million events.
        self.follow(number as u32, event, rules);
        let new = (changes..self.ledger.changes.len()).filter_map(|place| self.ledger.changes.get(place));
        new.into_iter().any(|change| matches!(change.fate, Fate::Lost(_)))
    }

    fn follow(&mut self, record: u32, event: &Event, rules: Rules) {
        match event {
            Event::Accepted { .. } => self.follow_acceptance(record, event, rules),
            Event::Merged { write, .. } => self.merge(record, write),
            Event::Applied { .. } => self.apply(record, event, rules),
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. } => {
                self.skip(record, *leader, *dot);
            }
            Event::Inapplicable { leader, dot, action: FailureAction::Upserted, .. } => {
                self.upserted = Some((*leader, *dot));
            }
            Event::TombstoneRemoved { leader, key, dot } => self.drop_tombstone(record, *leader, key, *dot),
            Event::SnapshotSent { link, .. } => {
                let carried = self.leaders.get(&link.from).cloned().unwrap_or_default();
                self.snapshots.insert(*link, carried);
            }
            Event::SnapshotInterrupted(link) => drop(self.snapshots.remove(link)),
            Event::SnapshotLoaded(link) => self.load_snapshot(record, *link),
            Event::Left(leader) => self.leave(record, *leader),
            Event::Answered { .. } => self.answer(record, event, rules),
            Event::RequestSent { attempt } => self.send(record, attempt),
            Event::RetryRecognised { leader, dot, .. } => self.recognise(record, *leader, *dot),
            Event::ResponseReceived { attempt, response } => self.receive(record, attempt, *response),
            Event::RequestAnswered { request, dot } => self.pass_answer_on(record, request, *dot),
            Event::RequestForwarded { request: RequestMessage { number: request, .. } }
            | Event::RequestWaiting { request, .. } => {
                self.sent.entry(*request).or_insert(record);
            }
            Event::Refused { .. }
            | Event::Sent { .. }
            | Event::Lost { .. }
            | Event::Buffered { .. }
            | Event::Stopped { .. }
            | Event::Delivered { .. }
            | Event::Dropped { .. }
            | Event::Duplicated { .. }
            | Event::MessageOverridden { .. }
            | Event::WriteBuffered { .. }
            | Event::Inapplicable { .. }
            | Event::LinkResumed(_)
            | Event::MergeFailed { .. }
            | Event::HomeAssigned { .. }
            | Event::ReplicationChanged
            | Event::Crashed(_)
            | Event::Restarted(_)
            | Event::Cut(_)
            | Event::Healed(_)
            | Event::LinkAdded(_)
            | Event::LinkRemoved(_)
            | Event::TopologyChanged
            | Event::PolicyChanged
            | Event::LinksChanged
            | Event::ClockSet { .. }
            | Event::Moved(_)
            | Event::Joined(_)
            | Event::Ignored(_)
            | Event::Draining(_)
            | Event::Purged { .. }
            | Event::RequestArrived { .. }
            | Event::RequestTimedOut { .. }
            | Event::Halted => {}
        }
    }

    fn follow_acceptance(&mut self, record: u32, event: &Event, rules: Rules) {
        let Event::Accepted { leader, write, observed, acknowledged, stated_context, request } = event else {
            return;
        };
        let sent = request.and_then(|number| self.sent.get(&number).copied()).unwrap_or(record);
        let moment = Moment { sent, accepted: record };
        if rules.orders_siblings() {
            self.note_client_context(moment, write, observed, stated_context.as_ref());
        }
        let context = Shows::by(rules, stated_context.clone());
        self.accept(moment, *leader, write, observed, context, rules);
        self.acknowledge(record, *leader, write, *acknowledged);
    }

    /// Notes what a write came after, without the order of its home: what its client sent. An operation that computes came
    /// after what its leader held.
    fn note_client_context(
        &mut self,
        moment: Moment,
        write: &Write,
        observed: &[Dot],
        stated: Option<&Arc<CausalContext>>,
    ) {
        if !write.operation.is_relative() {
            self.made.note_sent(&self.seen, moment, write, observed, stated);
        }
        if let Some(client) = write.client {
            let context_since = (!write.operation.is_relative()).then_some(moment.sent);
            self.made.client_contexts.note_known(client, &write.key, write.dot, context_since);
        }
    }

    /// The answer to a forwarded request returns through the leader that forwarded it.
    fn acknowledge(&mut self, record: u32, leader: LeaderId, write: &Arc<Write>, directly: bool) {
        let acknowledgement =
            Acknowledgement { record, leader, write: write.clone(), is_forwarded: !directly };
        self.acknowledgements.push(acknowledgement);
    }

    /// An answer to a read; one to a client elsewhere travels.
    fn answer(&mut self, record: u32, event: &Event, rules: Rules) {
        let Event::Answered { leader, client, key, request, .. } = event else {
            return;
        };
        let returned = Returned::held(&self.holding(*leader, key), rules);
        match request.filter(|request| self.remote.contains_key(request)) {
            Some(request) => drop(self.answers.insert(Dot::new(*leader, request), returned)),
            None => self.note_returned(record, *client, key, &returned),
        }
    }

    /// The answer of a home reaches the leader that the client contacted. If the client is elsewhere, it travels on.
    fn pass_answer_on(&mut self, record: u32, request: &RequestMessage, dot: Dot) {
        if request.attempt.is_none()
            && let Some(returned) = self.responses.remove(&dot)
        {
            self.note_returned(record, request.client, &request.key, &returned);
        }
    }

    fn send(&mut self, record: u32, attempt: &ClientAttempt) {
        self.remote.insert(attempt.id.request, record);
        self.sent.entry(attempt.id.request).or_insert(record);
    }

    /// A leader acknowledges a write again that it has applied.
    fn recognise(&mut self, record: u32, leader: LeaderId, dot: Dot) {
        if let Some(write) = self.made.get(dot).map(|made| made.write.clone()) {
            self.acknowledge(record, leader, &write, false);
        }
    }

    /// Notes what a response that came over the network returned.
    fn receive(&mut self, record: u32, attempt: &ClientAttempt, response: ResponseKind) {
        let returned = match response {
            ResponseKind::Acknowledged(dot) => self.responses.remove(&dot),
            ResponseKind::Answered => self.answers.remove(&Dot::new(attempt.leader, attempt.id.request)),
            ResponseKind::Refused(_) => None,
        };
        if let Some(returned) = returned {
            self.note_returned(record, attempt.client, &attempt.key, &returned);
        }
    }

    /// Notes that a response returned these writes to a client.
    fn note_returned(&mut self, record: u32, client: ClientId, key: &Key, returned: &Returned) {
        let Returned { contents, versions } = returned;
        let made = &self.made;
        self.seen.note(record, client, key, contents, |dot| made.own_since(client, key, dot).is_some());
        for version in versions {
            self.made.client_contexts.note_known(client, key, *version, Some(record));
        }
    }

    /// Notes what the acknowledgements of a step return to their clients, now that merges are made.
    pub(crate) fn end_step(&mut self, rules: Rules) {
        for Acknowledgement { record, leader, write, is_forwarded } in
            std::mem::take(&mut self.acknowledgements)
        {
            // The version that the write made contains what it was computed from here.
            let computes_here = rules.kind == Kind::Statements && write.operation.is_relative();
            let version = || {
                let holding = computes_here.then(|| self.holding(leader, &write.key))?;
                Some(holding.version(write.dot)?.contents.clone())
            };
            let returned = match rules.answers_with_values {
                true => Returned::held(&self.holding(leader, &write.key), rules),
                false => Returned {
                    contents: version().unwrap_or_else(|| self.made.contents(write.dot)),
                    versions: Vec::new(),
                },
            };
            if is_forwarded {
                self.responses.insert(write.dot, returned);
            } else if let Some(client) = write.client {
                self.note_returned(record, client, &write.key, &returned);
            }
        }
    }

    /// The writes that become lost with a record.
    pub(crate) fn losses_of(&self, number: usize) -> impl Iterator<Item = Loss> {
        let changes = &self.ledger.changes;
        let holds = |place: usize| changes.get(place).is_some_and(|it| (it.record as usize) < number);
        let from = crate::search::partition_point(changes.len(), holds);
        let places = (from..changes.len())
            .map_while(move |place| changes.get(place).filter(|change| change.record as usize == number));
        places.filter_map(move |change| {
            let Fate::Lost(cause) = change.fate else {
                return None;
            };
            let (_, dot) = *self.ledger.accepted.get(change.write as usize)?;
            let (dots, to) = (&self.ledger.dots, change.to);
            Some(Loss {
                dot: dots.dot(dot)?,
                cause,
                to: to.and_then(|to| dots.dot(to)),
                record_number: number,
            })
        })
    }

    fn holding(&self, leader: LeaderId, key: &Key) -> Arc<Holding> {
        self.leaders.get(&leader).and_then(|holdings| holdings.get(key)).cloned().unwrap_or_default()
    }

    fn hold(&mut self, leader: LeaderId, key: &Key, holding: Holding) {
        self.leaders.entry(leader).or_default().insert(key.clone(), Arc::new(holding));
    }

    fn accept(
        &mut self,
        moment: Moment,
        leader: LeaderId,
        write: &Arc<Write>,
        observed: &[Dot],
        context: Shows,
        rules: Rules,
    ) {
        let Some(client) = write.client else {
            return;
        };
        let before = self.holding(leader, &write.key);
        let computes = write.operation.is_relative();
        let mut contents = Contents::Nothing;
        match rules.kind {
            Kind::Timestamps | Kind::Siblings | Kind::Merging if computes => contents = before.held.clone(),
            // The leader's new total contains its earlier ones, and no other leader's.
            Kind::Counter => {
                let own = before.versions.iter().find(|version| version.write.dot.leader == leader);
                contents = own.map(|own| own.contents.clone()).unwrap_or_default();
            }
            Kind::Set => contents = before.replaced_by(write),
            Kind::Timestamps | Kind::Siblings | Kind::Merging | Kind::Statements => {}
        }
        contents.insert(write.dot, Part::Whole);
        let contained_at_origin = match computes && rules.kind == Kind::Statements {
            true => before.held.clone(),
            false => Contents::Nothing,
        };
        let is_new = |dot: &&Dot| !self.made.client_had_seen(&self.seen, moment, client, &write.key, **dot);
        let saw = match computes {
            true => self.made.held(&before, rules.kind),
            false => WriterSaw::Client { read: observed.iter().filter(is_new).copied().collect(), context },
        };
        let is_deletion = rules.kind == Kind::Set && write.operation == Operation::Delete;
        let removed = before.reading.as_deref().filter(|_| is_deletion).cloned();
        let brought_back = match rules.kind {
            Kind::Set => before
                .removals()
                .filter(|removal| !self.made.brought_back_by(write, *removal).is_empty())
                .collect(),
            Kind::Timestamps | Kind::Siblings | Kind::Merging | Kind::Counter | Kind::Statements => {
                Vec::new()
            }
        };
        let write = write.clone();
        self.ledger.open(moment.accepted, write.dot);
        let special = Special { contained_at_origin, removed, brought_back }.unless_empty();
        self.made.insert(Made { write, moment, contents, saw, special });
    }

    fn apply(&mut self, record: u32, event: &Event, rules: Rules) {
        let Event::Applied { leader, write, via, kept, removed, reading } = event else {
            return;
        };
        let is_upsert = self.upserted.take() == Some((*leader, write.dot));
        let holdings = self.leaders.entry(*leader).or_default();
        let before = holdings.get(&write.key).cloned().unwrap_or_default();
        let replacement = Replacement {
            record,
            rules,
            made: &self.made,
            seen: &self.seen,
            before: &before,
            write,
            is_accepted_here: via.is_none() && write.client.is_some(),
            is_upsert,
            kept,
            removed,
        };
        let after = Arc::new(replacement.apply(reading.as_ref(), &mut self.ledger));
        match holdings.get_mut(&write.key) {
            Some(there) => *there = after,
            None => drop(holdings.insert(write.key.clone(), after)),
        }
    }

    fn merge(&mut self, record: u32, write: &Arc<Write>) {
        let mut contents = Contents::Nothing;
        for contained in write.merged_from.iter().flat_map(|from| from.contained()) {
            contents.insert(contained.dot, if contained.is_partial { Part::Some } else { Part::Whole });
        }
        self.made.insert(Made {
            write: write.clone(),
            moment: Moment::at(record),
            contents,
            saw: WriterSaw::Merge,
            special: None,
        });
    }

    fn skip(&mut self, record: u32, leader: LeaderId, dot: Dot) {
        let Some(made) = self.made.get(dot) else {
            return;
        };
        if !self.holding(leader, &made.write.key).held.contains(dot) {
            self.ledger.end_copy(record, dot, Ending::Lost(LossCause::Skipped), None);
        }
    }

    /// A tombstone at the end of its life: the key stays absent, so the delete is still in effect.
    fn drop_tombstone(&mut self, record: u32, leader: LeaderId, key: &Key, dot: Dot) {
        let before = self.holding(leader, key);
        let mut after = Holding { effects: before.effects.clone(), ..Holding::default() };
        for (contained, part) in before.version(dot).iter().flat_map(|version| version.contents.iter()) {
            if !after.effects.contains(&contained) {
                after.effects.push(contained);
                self.ledger.move_effect(record, contained, false, true);
            }
            self.ledger.move_copy(record, contained, Some(part), None);
        }
        self.hold(leader, key, after);
    }

    fn load_snapshot(&mut self, record: u32, link: LinkId) {
        self.forget(record, link.to, None);
        let loaded = self.snapshots.remove(&link).unwrap_or_default();
        for holding in loaded.values() {
            for (dot, part) in holding.held.iter() {
                self.ledger.move_copy(record, dot, None, Some(part));
            }
            for dot in &holding.effects {
                self.ledger.move_effect(record, *dot, false, true);
            }
        }
        self.leaders.insert(link.to, loaded);
    }

    fn leave(&mut self, record: u32, leader: LeaderId) {
        self.forget(record, leader, Some(LossCause::Stranded));
        let from_or_to = self.snapshots.keys().filter(|link| link.from == leader || link.to == leader);
        for link in from_or_to.copied().collect::<Vec<_>>() {
            self.snapshots.remove(&link);
        }
    }

    /// Ends every copy at a leader.
    fn forget(&mut self, record: u32, leader: LeaderId, cause: Option<LossCause>) {
        for holding in self.leaders.remove(&leader).unwrap_or_default().values() {
            let held = holding.held.iter().map(|(dot, part)| (dot, Some(part)));
            for (dot, part) in held.chain(holding.effects.iter().map(|dot| (*dot, None))) {
                if let Some(cause) = cause {
                    self.ledger.end_copy(record, dot, Ending::Lost(cause), None);
                }
                match part {
                    Some(part) => self.ledger.move_copy(record, dot, Some(part), None),
                    None => self.ledger.move_effect(record, dot, true, false),
                }
            }
        }
    }
}
