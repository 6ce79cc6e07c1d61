//! Background computation: the run of the last edit, and the policy comparison.

use std::rc::Rc;

use analysis::PolicyComparison;
use timeline::BuildProgress;

use crate::job::Job;

/// Background jobs.
#[derive(Clone, Debug, Default)]
pub(super) struct Background {
    /// The edit whose run is still being computed.
    pub(super) job: Option<Rc<Job>>,
    /// The policy comparison, if it is open.
    pub(super) policies: Option<Rc<PolicyComparison>>,
}

/// Equal if both have made the same progress.
impl PartialEq for Background {
    fn eq(&self, other: &Self) -> bool {
        let policies = |background: &Self| background.policies.as_ref().map(Rc::as_ptr);
        self.progress() == other.progress()
            && self.waits_for_scripts() == other.waits_for_scripts()
            && policies(self) == policies(other)
    }
}

impl Background {
    /// The progress of the last edit's run; `None` if it is done.
    pub(super) fn progress(&self) -> Option<BuildProgress> {
        self.job.as_ref().map(|job| job.progress())
    }

    /// Whether anything can be computed now.
    pub(super) fn is_computing(&self) -> bool {
        let table = self.policies.as_ref().is_some_and(|table| table.progress().is_some());
        (self.job.is_some() || table) && !self.waits_for_scripts()
    }

    /// Whether the next computation needs the script engine, which is not loaded yet.
    pub(super) fn waits_for_scripts(&self) -> bool {
        match (&self.job, &self.policies) {
            (Some(job), _) => job.waits_for_scripts,
            (None, Some(table)) => table.waits_for_scripts(),
            (None, None) => false,
        }
    }
}
