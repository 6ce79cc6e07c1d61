//! Conflict policies: how leaders handle concurrent writes.
//!
//! To add a policy, write one file here that implements [`ConflictPolicy`], and add one line to the list below.

mod avoidance;
mod conflict_policy;
mod crdt;
pub(crate) mod installed;
mod last_write_wins;
mod merge;
mod none;
mod read_context;
mod siblings;
#[cfg(test)]
mod tests;
mod timestamp_rule;

pub(crate) use avoidance::specificity;
pub use avoidance::{Avoidance, Elsewhere, hashed_home, key_matches};
pub use conflict_policy::{
    AcceptContext, AcceptedWrite, ConflictPolicy, MergeAttempt, RemovalReason, Resolution, StoredValue,
    VersionRule,
};
pub use crdt::{Counter, Crdt, DataType, ObservedSet, Register};
pub use last_write_wins::LastWriteWins;
pub use merge::{AddWins, Merge, MergeFunction, MergePlace, MergeRule, Script};
pub use none::ArrivalOrder;
pub(crate) use read_context::read_context_of;
pub use siblings::{Siblings, Versions};
pub use timestamp_rule::{TieBreak, TieDecision, Timestamp, TimestampRule};

use crate::registry::registry;

registry! {
    /// A conflict policy.
    Policy: behaviour -> dyn ConflictPolicy, "a policy: its name, or {\"name\": {options}}";
    None(ArrivalOrder) = "none", "None", "Each write replaces the stored value, in arrival order.";
    Avoidance(Avoidance) = "avoidance", "Avoidance", "Each key has a home leader, and only its home accepts writes.";
    LastWriteWins(LastWriteWins) = "last-write-wins", "Last write wins", "The write with the greatest timestamp is kept; the others are discarded.";
    Siblings(Siblings) = "siblings", "Siblings", "Concurrent values are kept side by side until a client merges them.";
    Merge(Merge) = "merge", "Merge on write", "A leader that finds two concurrent values merges them into one immediately.";
    Crdt(Crdt) = "crdt", "CRDT", "A data type whose operations commute: any order gives the same value.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for Policy {
    fn default() -> Self {
        Self::LastWriteWins(LastWriteWins::default())
    }
}

impl Policy {
    /// The behaviour of this policy. Only that of siblings, which the opening run has, is not installed.
    #[must_use]
    #[inline]
    pub fn as_policy(&self) -> &dyn ConflictPolicy {
        match self {
            Self::Siblings(siblings) => siblings,
            Self::None(_) | Self::Avoidance(_) | Self::LastWriteWins(_) | Self::Merge(_) | Self::Crdt(_) => {
                installed::behaviour(self)
            }
        }
    }

    /// The avoidance options, if keys have homes.
    #[must_use]
    pub fn avoidance(&self) -> Option<&Avoidance> {
        match self {
            Self::Avoidance(avoidance) => Some(avoidance),
            Self::None(_) | Self::LastWriteWins(_) | Self::Siblings(_) | Self::Merge(_) | Self::Crdt(_) => {
                None
            }
        }
    }

    /// The merge rule, if leaders merge concurrent writes, also where it is what happens under avoidance.
    #[must_use]
    pub fn merge_rule(&self) -> Option<&MergeRule> {
        match self {
            Self::Merge(merge) => Some(&merge.with),
            Self::Avoidance(avoidance) => avoidance.otherwise.merge_rule(),
            Self::None(_) | Self::LastWriteWins(_) | Self::Siblings(_) | Self::Crdt(_) => None,
        }
    }
}
