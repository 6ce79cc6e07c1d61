//! What became of every write, as far as the record tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::{OrdMap, Vector};
use replication::{CausalContext, Dot, Event, LeaderId, Micros, Record, RemovalReason, Write};

use crate::index::EventKind;

/// A write, with what the record tells of it and no leader knows.
#[derive(Clone, Debug)]
pub struct WriteRecord {
    /// The write.
    pub write: Arc<Write>,
    /// When it was accepted.
    pub at: Micros,
    /// The number of the record that says so.
    pub record_number: usize,
    /// The versions that its writer had last seen.
    pub observed: Vec<Dot>,
    /// Versions besides these that it superseded: its leader knew of them, even where its client did not.
    pub also_superseded: BTreeSet<Dot>,
    /// Whether it has done all that it was meant to do, and no version is left of it: a removal, or a
    /// tombstone that was dropped.
    pub fully_superseded: bool,
    /// The first time that a leader threw it away or overwrote it: the record's number, the leader, and what
    /// it kept instead.
    pub first_loss: Option<(usize, LeaderId, Vec<Dot>)>,
}

/// All writes of a run. Copies share what they have in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writes {
    pub(crate) all: OrdMap<Dot, Arc<WriteRecord>>,
    /// Those of clients, each with the number of the record by which it was accepted, in that order.
    pub(crate) by_clients: Vector<(u32, Dot)>,
    /// Those that are spent.
    spent: Vector<Dot>,
    /// What each leader has applied.
    applied: BTreeMap<LeaderId, CausalContext>,
}

impl Writes {
    /// Takes in the next record, and says what it is a sign of because of what there was before.
    pub(crate) fn add(&mut self, number: usize, record: &Record) -> Vec<EventKind> {
        match &record.event {
            Event::Accepted { write, observed, .. } | Event::Merged { write, sources: observed, .. } => {
                self.insert(number, write, observed.clone(), record.at);
            }
            Event::HomeAssigned { write, .. } if !self.all.contains_key(&write.dot) => {
                self.insert(number, write, Vec::new(), record.at);
            }
            Event::Applied { leader, write, kept, removed, via, .. } => {
                let mut signs = Vec::new();
                signs.extend(self.apply(*leader, write.dot).then_some(EventKind::Repeated));
                signs.extend(
                    removed.iter()
                        .any(|(_, fate)| *fate == RemovalReason::Discarded)
                        .then_some(EventKind::VersionDiscarded),
                );
                // After a change of policy what comes may be left out, and nothing said of it.
                let is_left_out = !kept.contains(&write.dot) && removed.iter().all(|(dot, _)| *dot != write.dot);
                let is_thrown_away =
                    is_left_out || removed.iter().any(|(_, fate)| *fate != RemovalReason::Superseded);
                signs.extend(is_thrown_away.then_some(EventKind::VersionRemoved));
                signs.extend(self.note_losses(number, *leader, kept, removed).then_some(EventKind::WriteLost));
                self.note_succession(write.dot, removed, via.is_none());
                self.note_late_arrival(write.dot, kept, removed);
                return signs;
            }
            Event::TombstoneRemoved { dot, .. } => self.mark_fully_superseded(*dot),
            _ => {}
        }
        Vec::new()
    }

    fn insert(&mut self, index: usize, write: &Arc<Write>, observed: Vec<Dot>, at: Micros) {
        if write.client.is_some() {
            // A run has a million events at the most.
            self.by_clients.push_back((index as u32, write.dot));
        }
        let (write, succeeds) = (write.clone(), BTreeSet::new());
        let record =
            WriteRecord { write, at, record_number: index, observed, also_superseded: succeeds, fully_superseded: false, first_loss: None };
        self.all.insert(record.write.dot, Arc::new(record));
    }

    /// Whether the leader had applied it before.
    fn apply(&mut self, leader: LeaderId, dot: Dot) -> bool {
        let applied = self.applied.entry(leader).or_default();
        let again = applied.contains(dot);
        applied.insert(dot);
        again
    }

    /// Whether any of these was not lost before.
    fn note_losses(
        &mut self,
        number: usize,
        leader: LeaderId,
        kept: &[Dot],
        gone: &[(Dot, RemovalReason)],
    ) -> bool {
        let mut is_first = false;
        for (dot, _) in gone.iter().filter(|(_, fate)| *fate != RemovalReason::Superseded) {
            if self.all.get(dot).is_some_and(|lost| lost.first_loss.is_none())
                && let Some(lost) = self.all.get_mut(dot)
            {
                Arc::make_mut(lost).first_loss = Some((number, leader, kept.to_vec()));
                is_first = true;
            }
        }
        is_first
    }

    /// What a write supersedes lives on in it. A write that is itself not kept where it was accepted is
    /// spent.
    fn note_succession(&mut self, dot: Dot, gone: &[(Dot, RemovalReason)], accepted_here: bool) {
        let superseded =
            gone.iter().filter(|(_, fate)| *fate == RemovalReason::Superseded).map(|(dot, _)| *dot);
        let (own, others): (Vec<Dot>, Vec<Dot>) = superseded.partition(|gone| *gone == dot);
        let is_spent = accepted_here && !own.is_empty();
        let is_known = |there: &Arc<WriteRecord>| {
            others.iter().all(|dot| there.also_superseded.contains(dot)) && (there.fully_superseded || !is_spent)
        };
        if self.all.get(&dot).is_none_or(is_known) {
            return;
        }
        if let Some(record) = self.all.get_mut(&dot) {
            Arc::make_mut(record).also_superseded.extend(others);
        }
        if is_spent {
            self.mark_fully_superseded(dot);
        }
    }

    /// A write that comes where it has been superseded already lives on in those that had seen it: the order
    /// in which they come makes no difference.
    fn note_late_arrival(&mut self, dot: Dot, kept: &[Dot], gone: &[(Dot, RemovalReason)]) {
        if !gone.contains(&(dot, RemovalReason::Superseded)) {
            return;
        }
        for later in kept.iter().filter(|later| **later != dot) {
            let is_news = |later: &Arc<WriteRecord>| {
                later.write.context.contains(dot) && !later.also_superseded.contains(&dot)
            };
            if self.all.get(later).is_some_and(is_news)
                && let Some(later) = self.all.get_mut(later)
            {
                Arc::make_mut(later).also_superseded.insert(dot);
            }
        }
    }

    fn mark_fully_superseded(&mut self, dot: Dot) {
        if self.all.get(&dot).is_some_and(|record| !record.fully_superseded)
            && let Some(record) = self.all.get_mut(&dot)
        {
            Arc::make_mut(record).fully_superseded = true;
            self.spent.push_back(dot);
        }
    }

    /// Whether neither writer had seen the other version, by what their clients and leaders knew.
    pub(crate) fn are_concurrent(&self, one: Dot, other: Dot) -> bool {
        let had_seen = |dot: Dot, seen: Dot| {
            self.all.get(&dot).is_some_and(|record| {
                record.observed.contains(&seen)
                    || record.also_superseded.contains(&seen)
                    || record.write.context.contains(seen)
            })
        };
        !had_seen(one, other) && !had_seen(other, one)
    }

    /// Those that are spent.
    pub(crate) fn fully_superseded(&self) -> impl Iterator<Item = Dot> {
        self.spent.iter().copied()
    }
}
