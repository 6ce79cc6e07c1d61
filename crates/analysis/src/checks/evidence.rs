//! The event that proves a witness.

use replication::Event;
use timeline::Timeline;

use super::witness::{Finding, Witness};

impl Witness {
    /// The number of the event that shows it. What is found only at the end of an instant is shown by what a leader last
    /// applied then.
    #[must_use]
    pub fn shown_by(&self, timeline: &Timeline) -> usize {
        match self.finding {
            Finding::ReadDifferently
            | Finding::DifferAfterSameWrites
            | Finding::Apart { .. }
            | Finding::Broken { .. } => self.last_applied(timeline).unwrap_or(self.number),
            Finding::NotAtRest(_)
            | Finding::Lost { .. }
            | Finding::AppliedBefore(_)
            | Finding::LostToEarlier(_)
            | Finding::Session(..)
            | Finding::OriginGap { .. }
            | Finding::CausalGap { .. }
            | Finding::Stale { .. } => self.number,
        }
    }

    /// The last event of its instant with which one of its leaders applied a write, if possible one of its writes.
    fn last_applied(&self, timeline: &Timeline) -> Option<usize> {
        let of_instant = timeline.records().range(timeline.records().before(self.at), self.number + 1);
        let applied = of_instant.rev().filter_map(|(number, record)| match &record.event {
            Event::Applied { leader, write, .. } => {
                let is_of_leader = self.leaders.is_empty() || self.leaders.contains(leader);
                is_of_leader.then(|| (number, self.writes.contains(&write.dot)))
            }
            _ => None,
        });
        let applied: Vec<(usize, bool)> = applied.collect();
        let best = applied.iter().find(|(_, is_its_own)| *is_its_own).or(applied.first());
        best.map(|(number, _)| *number)
    }
}
