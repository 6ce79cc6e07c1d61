//! Actions on what is computed in the background: opening a run, continuing or cancelling its computation, and the
//! policy comparison.

use scenario::Permalink;

/// Something to compute, or to stop computing.
#[derive(Clone, Debug, PartialEq)]
pub enum JobAction {
    /// Opens another run.
    Open(Box<Permalink>),
    /// Continues computing the run of the last edit, or the policy comparison.
    ContinueRun {
        /// How many events at most.
        events: usize,
    },
    /// Cancels the run of the last edit, and with it the edit.
    CancelRun,
    /// Computes the same commands under every policy; or no longer.
    ComparePolicies(bool),
}
