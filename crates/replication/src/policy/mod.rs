//! How conflicts are handled.
//!
//! To add a policy: one file here that implements [`ConflictPolicy`], and one line in the list below.

mod avoidance;
mod conflict_policy;
mod crdt;
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
    AcceptContext, AcceptedWrite, ConflictPolicy, MergeAttempt, RemovalReason, Resolution,
};
pub use crdt::{Counter, Crdt, DataType, ObservedSet, Register};
pub use last_write_wins::LastWriteWins;
pub use merge::{Merge, MergeFunction, MergeRule, Script};
pub use none::ArrivalOrder;
pub(crate) use read_context::context_of;
pub use siblings::{Siblings, Versions};
pub use timestamp_rule::{TieBreak, Timestamp, TimestampRule};

use crate::registry::registry;

registry! {
    /// How conflicts are handled.
    Policy: as_policy -> dyn ConflictPolicy, "a policy: its name, or {\"name\": {options}}";
    None(ArrivalOrder) = "none", "None", "Each write replaces what is there, in the order of arrival.";
    Avoidance(Avoidance) = "avoidance", "Avoidance", "Each key has a home leader, and only that one accepts its writes.";
    LastWriteWins(LastWriteWins) = "last-write-wins", "Last write wins", "The greatest timestamp is kept; the others are thrown away.";
    Siblings(Siblings) = "siblings", "Siblings", "Concurrent values are kept side by side until a person merges them.";
    Merge(Merge) = "merge", "Merge on write", "The leader that finds two concurrent values makes one of them at once.";
    Crdt(Crdt) = "crdt", "CRDT", "A data type whose operations go together in any order.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for Policy {
    fn default() -> Self {
        Self::LastWriteWins(LastWriteWins::default())
    }
}

impl Policy {
    /// The rules of conflict avoidance, where keys have homes.
    #[must_use]
    pub fn avoidance(&self) -> Option<&Avoidance> {
        match self {
            Self::Avoidance(avoidance) => Some(avoidance),
            Self::None(_) | Self::LastWriteWins(_) | Self::Siblings(_) | Self::Merge(_) | Self::Crdt(_) => {
                None
            }
        }
    }
}
