//! Actions on branches: fork, switch, rename, remove, and compare two of them.

use crate::branches::BranchId;

/// A change of which branches there are, or which of them are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum BranchAction {
    /// Forks a branch at the playhead, and shows it. What comes before is the same in both.
    Fork {
        /// Whether the commands after the playhead are in the new branch.
        tail: ForkTail,
    },
    /// Shows another branch, at the same instant.
    Switch(BranchId),
    /// Renames a branch.
    Rename(BranchId, String),
    /// Removes a branch; undo brings it back.
    Remove(BranchId),
    /// Shows another branch beside the one that is shown; or none.
    Compare(Option<BranchId>),
    /// Forks a branch with the policy of this row of the policy comparison, and shows it beside this one.
    TryPolicy(usize),
}

/// What a new branch does with the commands after the fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkTail {
    /// It keeps them.
    Keep,
    /// It drops them.
    Drop,
}
