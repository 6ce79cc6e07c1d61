//! The trait of merge functions: two concurrent values become one.

use crate::script::{MergeError, MergeInput, MergeRun};
use crate::value::Value;

/// Merges two concurrent values into one.
pub trait MergeFunction {
    /// The merged value; `None` is a deletion.
    ///
    /// # Errors
    /// Why the merge failed. Both values then stay as siblings.
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError>;

    /// Whether this runs user-written merge code.
    fn runs_script(&self) -> bool {
        false
    }

    /// The merged value with the cost of the merge.
    fn run(&self, values: MergeInput<'_>) -> MergeRun {
        MergeRun { result: self.merge(values), cost: 0 }
    }
}
