//! What checks and invariants say of a run at an instant.

use std::collections::BTreeSet;

use analysis::{Finding, Status, Verdict, check_all, find_check};
use replication::{LeaderId, Micros};
use scenario::Scenario;
use timeline::Timeline;

/// The invariants of a run, as they have been kept up to an instant.
pub(crate) struct Invariants(Vec<Verdict>);

impl Invariants {
    /// Follows the invariants up to an instant.
    pub(crate) fn new(scenario: &Scenario, timeline: &Timeline, at: Micros) -> Self {
        Self(check_all(timeline, at, &[], &scenario.stated_invariants()))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The leaders at which one is broken now.
    pub(crate) fn broken_at(&self) -> BTreeSet<LeaderId> {
        let witnesses = self.0.iter().flat_map(|verdict| &verdict.witnesses);
        let broken = witnesses.filter(|witness| witness.finding == Finding::Broken { until: None });
        broken.flat_map(|witness| witness.leaders.iter().copied()).collect()
    }

    /// Whether there are some, and each holds at every leader now.
    pub(crate) fn hold(&self) -> bool {
        let all_are_known = |verdict: &Verdict| verdict.violations == verdict.witnesses.len();
        let could_be_checked = |verdict: &Verdict| !matches!(verdict.status, Status::NotChecked(_));
        !self.0.is_empty()
            && self.0.iter().all(|verdict| all_are_known(verdict) && could_be_checked(verdict))
            && self.broken_at().is_empty()
    }

    /// Whether there are some, and each has held at every leader so far.
    pub(crate) fn have_held(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|verdict| verdict.status == Status::Holds)
    }
}

/// Whether the check with this id holds, and has had something to check.
pub(crate) fn check_holds(id: &str, timeline: &Timeline, at: Micros) -> bool {
    let verdicts = find_check(id).map(|check| check_all(timeline, at, &[check], &[])).unwrap_or_default();
    verdicts.iter().any(|verdict| verdict.status == Status::Holds && verdict.checked > 0)
}
