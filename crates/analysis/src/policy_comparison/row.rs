//! One row of the policy comparison.

use replication::Policy;

use super::summary::RunSummary;

/// One policy of the table.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// What the policy is called there.
    pub name: String,
    /// The policy.
    pub policy: Policy,
    /// Whether it is that of the run that is shown.
    pub is_current: bool,
    /// What the run comes to under it, once that is computed.
    pub summary: Option<RunSummary>,
}
