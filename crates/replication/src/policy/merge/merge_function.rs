//! What merges two concurrent values into one.

use crate::script::{MergeInput, MergeRun, MergeError};
use crate::value::Value;

/// Makes one value of two concurrent ones.
pub trait MergeFunction {
    /// The one value; none is a deletion.
    ///
    /// # Errors
    /// Why there is none. Both values stay then.
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError>;

    /// Whether this is merge code that a person wrote.
    fn runs_script(&self) -> bool {
        false
    }

    /// The same, with how much work it was.
    fn run(&self, values: MergeInput<'_>) -> MergeRun {
        MergeRun { result: self.merge(values), cost: 0 }
    }
}
