//! One row of the policy comparison.

use replication::Policy;

use super::summary::RunSummary;

/// One policy of the comparison.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// Its id in commands.
    pub id: &'static str,
    /// The name of the policy in the comparison.
    pub name: String,
    /// The policy.
    pub policy: Policy,
    /// Whether it is the policy of the run that is shown.
    pub is_current: bool,
    /// The result under this policy, once computed.
    pub summary: Option<RunSummary>,
}
