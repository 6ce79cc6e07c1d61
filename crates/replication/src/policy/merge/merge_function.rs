//! The trait of merge functions: the writes of a key become one value.

use crate::id::LeaderId;
use crate::key::Key;
use crate::merge_history::EffectKind;
use crate::script::{MergeError, MergeRun};
use crate::value::Value;
use crate::versions::Dot;
use crate::write::{Contained, Contains, MergeHistory, Write};

/// Merges the concurrent latest writes of a key into one value, with regard to all writes of the key.
pub trait MergeFunction {
    /// The merged value; `None` is a deletion. It depends on the set of writes alone.
    ///
    /// # Errors
    /// Why the merge failed. The latest writes then stay as siblings.
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError>;

    /// The client writes whose effect the merged value has.
    fn contains(&self, history: &MergeHistory, result: Option<&Value>) -> Contains;

    /// What it needs to know of each write.
    fn effects(&self) -> EffectKind {
        EffectKind::Latest
    }

    /// The user-written merge code that it runs, if it runs any.
    fn source(&self) -> Option<&str> {
        None
    }

    /// Whether this runs user-written merge code, whose result can also depend on which of the latest writes the
    /// leader had stored.
    fn runs_script(&self) -> bool {
        false
    }

    /// The merged value with the cost of the merge. `stored` are the writes that the leader had stored before.
    fn run(&self, history: &mut MergeHistory, _stored: &[Dot]) -> MergeRun {
        MergeRun { result: self.merge(history), cost: 0 }
    }
}

/// Where two values are merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergePlace {
    /// The key that both were written to.
    pub key: Key,
    /// The leader that merges: it accepted the ancestor and the value that it stores.
    pub at: LeaderId,
    /// The leader that accepted the value that arrives.
    pub from: LeaderId,
}

/// The latest writes whose value is the result.
pub(super) fn winners(history: &MergeHistory, result: Option<&Value>) -> Contains {
    latest(history, |write| write.value() == result)
}

/// The latest writes that fulfil a condition, wholly.
pub(super) fn latest(history: &MergeHistory, is_contained: impl Fn(&Write) -> bool) -> Contains {
    let contained = history.head_writes().filter(|write| is_contained(write));
    Contains::Only(contained.map(|write| Contained { dot: write.dot, is_partial: false }).collect())
}

/// The values of the latest writes, without deletions.
pub(super) fn live_values(history: &MergeHistory) -> Vec<&Value> {
    history.head_writes().filter_map(|write| write.value()).collect()
}

/// A merge error without a position in code.
pub(super) fn merge_error(message: &str) -> MergeError {
    MergeError { position: None, message: message.into() }
}
