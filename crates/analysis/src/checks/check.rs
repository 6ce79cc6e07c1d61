//! The check type, and its verdict on a run.

use super::fold::{Fold, Found};
use super::witness::Witness;
use crate::invariants::NotChecked;

/// A named property of a run.
pub struct Check {
    /// Its id in commands and reports.
    pub id: &'static str,
    /// Its name, to begin a sentence with.
    pub name: &'static str,
    /// Its definition in one line.
    pub definition: &'static str,
    /// Whether a run fails for it.
    pub kind: CheckKind,
    /// Begins to follow a run.
    pub(super) begin: fn() -> Box<dyn Fold>,
}

/// Whether a run fails for a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// A run fails if it does not hold.
    Property,
    /// It is measured: asynchronous replication cannot avoid it.
    Figure,
}

/// Whether a check holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds.
    Holds,
    /// It does not, as witnesses show.
    Violated,
    /// It can be decided only at rest.
    Open,
    /// It could not be checked everywhere, and holds where it could.
    NotChecked(NotChecked),
}

/// The verdict of a check on a run as of an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The check.
    pub check: &'static Check,
    /// The invariant that it is about, as it was stated; none for other checks.
    pub invariant: Option<String>,
    /// Whether it holds.
    pub status: Status,
    /// How many cases were looked at: reads, writes, pairs of leaders.
    pub checked: usize,
    /// In how many of them it does not hold.
    pub violations: usize,
    /// The first of these, in the order of records.
    pub witnesses: Vec<Witness>,
    /// The worst of all, where they are measured.
    pub worst: Option<Witness>,
}

impl Verdict {
    pub(super) fn new(check: &'static Check, invariant: Option<String>, found: Found) -> Self {
        let Found { checked, violations, witnesses, worst, is_open, not_checked } = found;
        let status = match not_checked {
            _ if violations > 0 => Status::Violated,
            Some(why) => Status::NotChecked(why),
            None if is_open => Status::Open,
            None => Status::Holds,
        };
        Self { check, invariant, status, checked, violations, witnesses, worst }
    }

    /// Whether a run fails for it: a property that does not hold, or that could not be checked.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match (&self.status, self.check.kind) {
            (_, CheckKind::Figure) | (Status::Holds | Status::Open, CheckKind::Property) => false,
            (Status::Violated | Status::NotChecked(_), CheckKind::Property) => true,
        }
    }
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Two checks are the same if they have the same id.
impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
