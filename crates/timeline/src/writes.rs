//! Write records: for every write, what its writer had seen and what it superseded.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use persistent::Map;
use replication::{CausalContext, Dot, Event, LeaderId, Micros, Record, RemovalReason, Write};

use crate::index::EventKind;

/// A write, with what only the whole trace shows about it.
#[derive(Clone, Debug)]
pub struct WriteRecord {
    /// The write.
    pub write: Arc<Write>,
    /// When it was accepted.
    pub at: Micros,
    /// The number of the record of its acceptance.
    pub record_number: usize,
    /// The versions its writer had last seen.
    pub observed: Vec<Dot>,
    /// Further versions it superseded: known to its leader, though not to its client.
    pub also_superseded: BTreeSet<Dot>,
}

/// All writes of a run. Copies share their common part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writes {
    pub(crate) all: Map<Dot, Arc<WriteRecord>>,
    /// The writes that each leader has applied.
    applied: BTreeMap<LeaderId, CausalContext>,
}

impl Writes {
    /// Adds the next record, and returns the kinds that follow from what came before it.
    pub(crate) fn add(&mut self, number: usize, record: &Record) -> Vec<EventKind> {
        match &record.event {
            Event::Accepted { write, observed, .. } | Event::Merged { write, sources: observed, .. } => {
                self.insert(number, write, observed.clone(), record.at);
            }
            Event::HomeAssigned { write, .. } if !self.all.contains_key(&write.dot) => {
                self.insert(number, write, Vec::new(), record.at);
            }
            Event::Applied { leader, write, kept, removed, .. } => {
                let mut kinds = Vec::new();
                kinds.extend(self.apply(*leader, write.dot).then_some(EventKind::Repeated));
                kinds.extend(
                    removed
                        .iter()
                        .any(|(_, fate)| *fate == RemovalReason::Discarded)
                        .then_some(EventKind::VersionDiscarded),
                );
                // What a merge left out may have been kept by this write alone, as long as it was under way.
                let is_omitted = !kept.contains(&write.dot);
                let is_removed =
                    is_omitted || removed.iter().any(|(_, fate)| *fate != RemovalReason::Superseded);
                kinds.extend(is_removed.then_some(EventKind::VersionRemoved));
                self.note_succession(write.dot, removed);
                self.note_late_arrival(write.dot, kept, removed);
                return kinds;
            }
            _ => {}
        }
        Vec::new()
    }

    fn insert(&mut self, record_number: usize, write: &Arc<Write>, observed: Vec<Dot>, at: Micros) {
        let (write, also_superseded) = (write.clone(), BTreeSet::new());
        let record = WriteRecord { write, at, record_number, observed, also_superseded };
        self.all.insert(record.write.dot, Arc::new(record));
    }

    /// Notes that a leader applied a write; returns whether it had done so before.
    fn apply(&mut self, leader: LeaderId, dot: Dot) -> bool {
        let applied = self.applied.entry(leader).or_default();
        let is_repeated = applied.contains(dot);
        applied.insert(dot);
        is_repeated
    }

    /// Notes which versions a write superseded.
    fn note_succession(&mut self, dot: Dot, removed: &[(Dot, RemovalReason)]) {
        let superseded = |(removed, reason): &&(Dot, RemovalReason)| {
            *reason == RemovalReason::Superseded && *removed != dot
        };
        let others: Vec<Dot> = removed.iter().filter(superseded).map(|(dot, _)| *dot).collect();
        if others.is_empty() {
            return;
        }
        let is_new = |there: &Arc<WriteRecord>| !others.iter().all(|dot| there.also_superseded.contains(dot));
        if self.all.get(&dot).is_some_and(is_new)
            && let Some(record) = self.all.get_mut(&dot)
        {
            Arc::make_mut(record).also_superseded.extend(others);
        }
    }

    /// A write that arrives after its successor lives on in it too: the order of arrival makes no difference.
    fn note_late_arrival(&mut self, dot: Dot, kept: &[Dot], removed: &[(Dot, RemovalReason)]) {
        if !removed.contains(&(dot, RemovalReason::Superseded)) {
            return;
        }
        for later in kept.iter().filter(|later| **later != dot) {
            let is_new = |later: &Arc<WriteRecord>| {
                later.write.context.contains(dot) && !later.also_superseded.contains(&dot)
            };
            if self.all.get(later).is_some_and(is_new)
                && let Some(later) = self.all.get_mut(later)
            {
                Arc::make_mut(later).also_superseded.insert(dot);
            }
        }
    }

    /// Whether two versions are concurrent: neither writer, client or leader, had seen the other.
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
}
