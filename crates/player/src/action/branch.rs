//! Actions on branches: fork, switch, rename, remove, and compare two of them.

use replication::{LeaderId, Micros};
use scenario::Scenario;

use crate::branches::BranchId;

/// Changes the set of branches, or which of them are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum BranchAction {
    /// Forks a branch at the playhead and shows it. Both share everything before the playhead.
    Fork {
        /// Whether the new branch keeps the commands after the playhead.
        tail: ForkTail,
    },
    /// Shows another branch at the same instant.
    Switch(BranchId),
    /// Renames a branch.
    Rename(BranchId, String),
    /// Removes a branch; undo brings it back.
    Remove(BranchId),
    /// Shows another branch side by side with the current one; `None` shows the current one alone.
    Compare(Option<BranchId>),
    /// Forks a branch with the policy in this row of the policy comparison, and shows the two side by side.
    TryPolicy(usize),
    /// Forks the single-leader baseline of the run, and shows it beside the current one.
    TrySingleLeader {
        /// The leader that accepts all writes; the first if left out.
        leader: Option<LeaderId>,
        /// How long it has to be down until another takes over; `None` for no failover.
        failover: Option<Micros>,
    },
    /// Forks with another run from the beginning, under a name, and shows it beside the current one.
    Try {
        /// The name of the branch.
        name: String,
        /// Its scenario.
        scenario: Box<Scenario>,
    },
}

/// How long a single leader has to be down until another takes over, unless the user says otherwise.
pub const DEFAULT_FAILOVER: Micros = Micros::from_ms(300);

/// What happens to the commands after the fork in a new branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkTail {
    /// The new branch keeps them.
    Keep,
    /// The new branch drops them.
    Drop,
}
