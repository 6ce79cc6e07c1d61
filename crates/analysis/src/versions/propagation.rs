//! The propagation of a write: every event that concerns it, and its state at each leader.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Dot, Event, LeaderId, LinkId, Micros, Record, RemovalReason, World};

use timeline::Timeline;

use super::decision::Decision;

/// At most this many records of a write are listed.
const MAX_STEPS: usize = 300;
/// At most this many removals of a write at one leader are remembered.
const MAX_ENDS: usize = 32;

/// How a write propagates through the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Propagation {
    /// The write.
    pub dot: Dot,
    /// The numbers of the records that concern it, in order.
    pub records: Vec<usize>,
    /// How many further records concern it.
    pub omitted: usize,
    visits: BTreeMap<LeaderId, Visit>,
}

/// The records of a write at one leader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Visit {
    arrived: Option<usize>,
    applied: Option<(usize, Option<LinkId>)>,
    /// When it was removed or not stored at all, with the reason and the version kept instead.
    ends: Vec<(usize, RemovalReason, Option<Dot>)>,
    skipped: Option<usize>,
}

/// The status of a write at one leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaStatus {
    /// The leader.
    pub leader: LeaderId,
    /// The record by which the write arrived or was accepted there, and when.
    pub arrived: Option<(usize, Micros)>,
    /// Whether it is stored there now.
    pub kept: bool,
    /// Its state there.
    pub state: ReplicaState,
    /// The rule by which it was kept or removed, where one decided.
    pub decision: Option<Decision>,
}

/// The state of a write at one leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaState {
    /// The leader has left.
    LeaderLeft,
    /// It is stored alone.
    Kept,
    /// It is stored alongside others: as siblings, or as parts of one combined value.
    KeptBeside {
        /// The other versions.
        others: Vec<Dot>,
        /// Whether they are siblings, rather than parts of one combined value.
        siblings: bool,
    },
    /// It was removed, in favour of this version if there is one.
    Removed(RemovalReason, Option<Dot>),
    /// It could not be applied there, and was skipped.
    Skipped,
    /// It was applied, and no version of it is stored.
    NothingKept,
    /// It was already superseded in the snapshot.
    SupersededInSnapshot,
    /// It has arrived and is buffered.
    Buffered,
    /// It is in flight from this leader.
    InFlight(LeaderId),
    /// It has not arrived.
    NotArrived,
}

/// The propagation of these writes through the whole run.
#[must_use]
pub fn propagation_of(timeline: &Timeline, dots: &BTreeSet<Dot>) -> BTreeMap<Dot, Propagation> {
    let new = |dot: &Dot| {
        (*dot, Propagation { dot: *dot, records: Vec::new(), omitted: 0, visits: BTreeMap::new() })
    };
    let mut propagations: BTreeMap<Dot, Propagation> = dots.iter().map(new).collect();
    let accepted =
        dots.iter().filter_map(|dot| timeline.writes().get(dot)).map(|record| record.record_number);
    let first = accepted.min().unwrap_or(timeline.records().len());
    for (number, record) in timeline.records().range(first, timeline.records().len()) {
        for_each_write(&record, &mut |dot| {
            if let Some(propagation) = propagations.get_mut(&dot) {
                propagation.note(number, &record);
            }
        });
    }
    propagations
}

/// Calls `tell` once for every write that a record concerns.
fn for_each_write(record: &Record, tell: &mut dyn FnMut(Dot)) {
    match &record.event {
        Event::Applied { write, removed, .. } => {
            tell(write.dot);
            removed.iter().filter(|(dot, _)| *dot != write.dot).for_each(|(dot, _)| tell(*dot));
        }
        Event::Merged { write, sources, .. } => {
            tell(write.dot);
            sources.iter().for_each(|dot| tell(*dot));
        }
        Event::MergeFailed { sources, .. } => sources.iter().for_each(|dot| tell(*dot)),
        // An assignment is no write to a key, and a leader that gives up waiting has not met the write.
        Event::HomeAssigned { .. } | Event::Purged { .. } => {}
        other => other.dot().into_iter().for_each(tell),
    }
}

impl Propagation {
    fn note(&mut self, number: usize, record: &Record) {
        match self.records.len() < MAX_STEPS {
            true => self.records.push(number),
            false => self.omitted += 1,
        }
        let dot = self.dot;
        match &record.event {
            Event::Delivered { message } => {
                let visit = self.visits.entry(message.link.to).or_default();
                visit.arrived.get_or_insert(number);
            }
            Event::Inapplicable { leader, action: replication::FailureAction::Skipped, .. } => {
                self.visits.entry(*leader).or_default().skipped.get_or_insert(number);
            }
            Event::Applied { leader, write, via, kept, removed, .. } => {
                let visit = self.visits.entry(*leader).or_default();
                if write.dot == dot {
                    visit.applied.get_or_insert((number, *via));
                }
                let fate = removed.iter().find(|(lost, _)| *lost == dot).map(|(_, fate)| *fate);
                let winner = match kept.contains(&write.dot) && write.dot != dot {
                    true => Some(write.dot),
                    false => kept.iter().copied().find(|kept| *kept != dot),
                };
                if let Some(fate) = fate.filter(|_| visit.ends.len() < MAX_ENDS) {
                    visit.ends.push((number, fate, winner));
                }
            }
            _ => {}
        }
    }

    /// The number of the record by which this leader applied it, if it did.
    #[must_use]
    pub fn applied_at(&self, leader: LeaderId) -> Option<usize> {
        self.visits.get(&leader)?.applied.map(|(number, _)| number)
    }

    /// Its records among the first `count`.
    #[must_use]
    pub fn records_before(&self, count: usize) -> &[usize] {
        &self.records[..self.records.partition_point(|number| *number < count)]
    }

    /// The status at each leader after the first `count` records, with the world at that point.
    #[must_use]
    pub fn replicas(&self, timeline: &Timeline, count: usize, world: &World) -> Vec<ReplicaStatus> {
        let gone = timeline.all_leaders().iter().filter(|lane| world.former_members.contains_key(lane));
        let there = world.members.iter().chain(gone.filter(|lane| self.visits.contains_key(lane)));
        there.map(|id| self.replica(timeline, count, world, *id)).collect()
    }

    fn replica(&self, timeline: &Timeline, count: usize, world: &World, id: LeaderId) -> ReplicaStatus {
        let nothing = Visit::default();
        let visit = self.visits.get(&id).unwrap_or(&nothing);
        let so_far = |number: &usize| *number < count;
        let arrived = visit.arrived.or(visit.applied.map(|(number, _)| number)).filter(so_far);
        let arrived = arrived.and_then(|number| Some((number, timeline.records().get(number)?.at)));
        let view = ReplicaView { timeline, world, dot: self.dot, leader: id };
        let applied = visit.applied.map(|(number, _)| number).filter(so_far);
        let end = visit.ends.iter().rev().find(|(number, ..)| *number < count);
        let skipped = visit.skipped.filter(so_far).is_some();
        let kept = view.is_kept();
        let (state, decision) = if world.former_members.contains_key(&id) {
            (ReplicaState::LeaderLeft, None)
        } else if kept {
            view.kept(applied)
        } else {
            match (end, applied) {
                (Some((number, fate, winner)), _) => view.removed(*number, *fate, *winner),
                (None, _) if skipped => (ReplicaState::Skipped, None),
                (None, Some(_)) => (ReplicaState::NothingKept, None),
                (None, None) => (view.not_applied(), None),
            }
        };
        ReplicaStatus { leader: id, arrived, kept, state, decision }
    }
}

/// One write at one leader now.
struct ReplicaView<'a> {
    timeline: &'a Timeline,
    world: &'a World,
    dot: Dot,
    leader: LeaderId,
}

impl ReplicaView<'_> {
    fn entry(&self) -> Option<&replication::Entry> {
        let key = &self.timeline.writes().get(&self.dot)?.write.key;
        self.world.leaders.get(&self.leader)?.store.get(key)
    }

    fn is_kept(&self) -> bool {
        self.entry().is_some_and(|entry| entry.dots().any(|dot| dot == self.dot))
    }

    /// How it is stored, and why.
    fn kept(&self, applied: Option<usize>) -> (ReplicaState, Option<Decision>) {
        let dots = self.entry().into_iter().flat_map(|entry| entry.dots());
        let others: Vec<Dot> = dots.filter(|dot| *dot != self.dot).collect();
        let siblings = self.entry().is_some_and(replication::Entry::has_siblings);
        if !others.is_empty() {
            return (ReplicaState::KeptBeside { others, siblings }, None);
        }
        let decision = applied.and_then(|number| Decision::of_keeping(self.timeline, number, self.dot));
        (ReplicaState::Kept, decision)
    }

    fn removed(
        &self,
        number: usize,
        fate: RemovalReason,
        winner: Option<Dot>,
    ) -> (ReplicaState, Option<Decision>) {
        let decision =
            winner.map(|winner| Decision::of_removal(self.timeline, number, self.dot, winner, fate));
        (ReplicaState::Removed(fate, winner), decision)
    }

    fn not_applied(&self) -> ReplicaState {
        let leader = self.world.leaders.get(&self.leader);
        if leader.is_some_and(|leader| leader.applied.contains(self.dot)) {
            return ReplicaState::SupersededInSnapshot;
        }
        if leader.is_some_and(|leader| leader.buffered.iter().any(|it| it.entry.write.dot == self.dot)) {
            return ReplicaState::Buffered;
        }
        let mut in_flight = self.world.messages_in_transit();
        let message = in_flight.find(|(link, sent)| link.to == self.leader && sent.dot == self.dot);
        message.map_or(ReplicaState::NotArrived, |(link, _)| ReplicaState::InFlight(link.from))
    }
}
