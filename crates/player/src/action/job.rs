//! Actions on background jobs: continuing or cancelling the computation of a run, and comparing policies.

/// Continues or stops a background job.
#[derive(Clone, Debug, PartialEq)]
pub enum JobAction {
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
