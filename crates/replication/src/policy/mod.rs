//! How conflicts are handled.
//!
//! To add a policy: one file here that implements [`ConflictPolicy`], and one line in the list below.

mod last_write_wins;
mod none;
mod siblings;

use std::sync::Arc;

pub use last_write_wins::{LastWriteWins, TieBreak, Timestamp};
pub use none::ApplyAsItComes;
pub use siblings::Siblings;

use crate::choice::choices;
use crate::store::Entry;
use crate::versions::{CausalContext, Dot, VersionVector};
use crate::write::Write;

/// What became of a version that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The writer of a version that replaced it had seen it.
    Superseded,
    /// Another came later and was put in its place; nobody compared the two.
    Overwritten,
    /// It lost to another by the policy's rule.
    Discarded,
}

/// What a store keeps once a write is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The versions that are kept, in any order.
    pub kept: Vec<Arc<Write>>,
    /// Those that are not, the incoming write perhaps among them.
    pub gone: Vec<(Dot, Fate)>,
}

/// What a policy decides, from what a leader knows and nothing else.
pub trait ConflictPolicy {
    /// What to keep of what there is and what comes.
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Outcome;

    /// The causal context that a read hands out: empty where the policy keeps none. `applied` is what the
    /// leader has applied, without gaps.
    fn context(&self, _entry: &Entry, _applied: &VersionVector) -> CausalContext {
        CausalContext::new()
    }

    /// Whether the answer to a write carries the values that are there then, with their context, as in DDIA's
    /// shopping cart (SEMANTICS R2).
    fn answers_writes_with_values(&self) -> bool {
        false
    }
}

choices! {
    /// How conflicts are handled.
    Policy: dyn ConflictPolicy, "a policy: its name, or {\"name\": {options}}";
    None(ApplyAsItComes) = "none", "None", "Each write replaces what is there, in the order of arrival.";
    LastWriteWins(LastWriteWins) = "last-write-wins", "Last write wins", "The greatest timestamp is kept; the others are thrown away.";
    Siblings(Siblings) = "siblings", "Siblings", "Concurrent values are kept side by side until a person merges them.";
}

#[allow(clippy::derivable_impls, reason = "the macro makes the enum")]
impl Default for Policy {
    fn default() -> Self {
        Self::LastWriteWins(LastWriteWins::default())
    }
}
