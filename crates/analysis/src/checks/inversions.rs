//! Last-write-wins inversions: a write lost by timestamp to one that its client had seen (SEMANTICS C3).

use std::collections::BTreeSet;

use replication::{Dot, Event, RemovalReason, VersionRule};

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::trace_state::{Moment, PerDot};
use crate::versions::{CausalOrder, compare};

/// No write loses by timestamp to one that its client had seen.
pub static INVERSIONS: Check = Check {
    id: "no-inversions",
    name: "No inversions",
    definition: "Under last write wins, no write loses to one that its client had seen, or to an earlier one.",
    kind: CheckKind::Property,
    begin: || Box::new(Inversions::default()),
};

#[derive(Default)]
struct Inversions {
    found: Collector,
    /// The number of the record with which each write was accepted.
    accepted: PerDot<usize>,
    inverted: BTreeSet<Dot>,
    checked: Tally,
}

impl Fold for Inversions {
    fn follow(&mut self, moment: &Moment<'_>) {
        match moment.event {
            Event::Accepted { write, .. } => self.accepted.insert(write.dot, moment.number),
            Event::Applied { kept, removed, .. }
                if !removed.is_empty() && moment.settings.rule() == VersionRule::Timestamps =>
            {
                let lost = removed.iter().filter(|(_, reason)| *reason == RemovalReason::Discarded);
                for (lost, _) in lost {
                    self.checked.add(moment.number, 1);
                    kept.iter().for_each(|winner| self.compare(moment, *lost, *winner));
                }
            }
            _ => {}
        }
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}

impl Inversions {
    fn compare(&mut self, moment: &Moment<'_>, lost: Dot, winner: Dot) {
        // What came after another was accepted after it, so most comparisons end here.
        let may_be = self.accepted.get(winner) < self.accepted.get(lost);
        let is_after =
            || compare(moment.timeline, lost, winner).is_some_and(|it| it.order == CausalOrder::After);
        if !may_be || self.inverted.contains(&lost) || !is_after() {
            return;
        }
        self.inverted.insert(lost);
        let Event::Applied { leader, write, .. } = moment.event else { return };
        let record = moment.timeline.writes().get(&lost);
        self.found.push(Witness {
            number: moment.number,
            at: moment.at,
            clients: record.and_then(|record| record.write.client).into_iter().collect(),
            leaders: vec![*leader],
            keys: vec![write.key.clone()],
            writes: vec![lost, winner],
            finding: Finding::LostToEarlier(winner),
        });
    }
}
