//! The input of metrics: a finished run, its traffic and its divergence.

use replication::{Event, Micros};
use timeline::{EventKind, Timeline};

use super::divergence_series::DivergenceSeries;
use super::traffic::Traffic;
use crate::outcome::Outcome;

/// A whole run, as metrics see it.
pub struct RunFacts<'a> {
    /// The recorded run.
    pub timeline: &'a Timeline,
    /// Its outcome at the end.
    pub outcome: Outcome,
    /// What replication sent.
    pub traffic: Traffic,
    /// How many pairs of leaders differ, over time.
    pub divergence: DivergenceSeries,
    /// Entries of the contexts that leaders store with their versions at the end, dots included, and the number of these
    /// versions.
    pub metadata: (u64, u64),
}

impl<'a> RunFacts<'a> {
    /// Looks at a run.
    #[must_use]
    pub fn of(timeline: &'a Timeline) -> Self {
        let end = timeline.run_at(timeline.ends_at(), None);
        let world = end.world();
        let entries = world.leaders.values().flat_map(|leader| leader.store.iter());
        let versions = entries.flat_map(|(_, entry)| entry.versions.iter());
        let metadata = versions.fold((0, 0), |(entries, versions), version| {
            (entries + version.context.len() as u64 + 1, versions + 1)
        });
        Self {
            timeline,
            outcome: Outcome::new(timeline, timeline.records().len(), world),
            traffic: Traffic::of(timeline),
            divergence: DivergenceSeries::of(timeline),
            metadata,
        }
    }

    /// How many records are of a kind.
    #[must_use]
    pub fn count(&self, kind: EventKind) -> u64 {
        self.timeline.index().count(kind, self.timeline.records().len()) as u64
    }

    /// When the last client's write was accepted; none if there was none.
    #[must_use]
    pub fn last_accepted_at(&self) -> Option<Micros> {
        let mut latest = self.timeline.latest(&[EventKind::Accepted], self.timeline.records().len());
        latest.find_map(|(_, record)| match record.event {
            Event::Accepted { .. } => Some(record.at),
            _ => None,
        })
    }
}
