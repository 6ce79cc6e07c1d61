//! A check as a fold over the records of a run. It remembers what it has found at which record, so that it can be asked as
//! of every instant that it has followed.

use replication::{Micros, World};
use timeline::Timeline;

use super::collector::Collector;
use super::tally::Tally;
use super::witness::Witness;
use crate::invariants::NotChecked;
use crate::outcome::Outcome;
use crate::trace_state::{Agreement, ChangedPair, KeyNumbers, Moment, Replicas};

/// A check in progress. It sees every record with what holds just before it, and the end of every instant.
pub(super) trait Fold {
    /// Follows a record.
    fn follow(&mut self, _moment: &Moment<'_>) {}

    /// Follows the end of an instant at which something happened.
    fn end_instant(&mut self, _instant: &EndOfInstant<'_>) {}

    /// What had been found as of an instant, which may be any of those followed.
    fn found(&self, now: &Now<'_>) -> Found;
}

/// The end of an instant.
pub(super) struct EndOfInstant<'i> {
    /// The number of its last record.
    pub(super) number: usize,
    pub(super) at: Micros,
    pub(super) replicas: &'i Replicas,
    pub(super) agreement: &'i Agreement,
    /// The pairs of leaders of which one has changed.
    pub(super) changed_pairs: &'i [ChangedPair],
    pub(super) keys: &'i KeyNumbers,
}

/// The instant as of which checks are asked.
pub(super) struct Now<'n> {
    pub(super) timeline: &'n Timeline,
    /// When the last record up to now happened.
    pub(super) at: Micros,
    /// How many records there are up to now.
    pub(super) count: usize,
    pub(super) outcome: &'n Outcome,
    pub(super) world: &'n World,
}

impl Now<'_> {
    /// The number of the last record.
    pub(super) fn last(&self) -> usize {
        self.count.saturating_sub(1)
    }

    /// Whether nothing further happens.
    pub(super) fn is_over(&self) -> bool {
        self.count == self.timeline.records().len()
    }
}

/// What a check has found.
#[derive(Default)]
pub(super) struct Found {
    /// How many cases it has looked at.
    pub(super) checked: usize,
    /// Those in which it does not hold.
    pub(super) violations: usize,
    pub(super) witnesses: Vec<Witness>,
    pub(super) worst: Option<Witness>,
    /// Whether it cannot be told before the run is at rest.
    pub(super) is_open: bool,
    /// Why it could not be checked everywhere.
    pub(super) not_checked: Option<NotChecked>,
}

impl Found {
    /// What was collected up to now among the cases counted.
    pub(super) fn of(collector: &Collector, checked: &Tally, now: &Now<'_>) -> Self {
        let count = now.count;
        Self {
            checked: checked.up_to(count),
            violations: collector.violations(count),
            witnesses: collector.witnesses(count),
            worst: collector.worst(count),
            ..Self::default()
        }
    }
}
