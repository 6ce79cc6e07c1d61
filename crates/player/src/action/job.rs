//! Actions on background jobs: opening a run, continuing or cancelling its computation, and comparing policies.

use scenario::Permalink;

/// Starts, continues or stops a background job.
#[derive(Clone, Debug, PartialEq)]
pub enum JobAction {
    /// Opens another run.
    Open(Box<Permalink>),
    /// Continues computing the run of the last edit, or else the policy comparison.
    ContinueRun {
        /// The maximum number of events to compute.
        events: usize,
    },
    /// Cancels the run of the last edit, and the edit itself.
    CancelRun,
    /// Starts or stops comparing the same commands under every policy.
    ComparePolicies(bool),
}
