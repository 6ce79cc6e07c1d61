//! What merges two concurrent values into one.

use crate::script::{Concurrent, Ran, ScriptFault};
use crate::value::Value;

/// Makes one value of two concurrent ones.
pub trait MergeFunction {
    /// The one value; none is a deletion.
    ///
    /// # Errors
    /// Why there is none. Both values stay then.
    fn merge(&self, values: Concurrent<'_>) -> Result<Option<Value>, ScriptFault>;

    /// Whether this is merge code that a person wrote.
    fn runs_script(&self) -> bool {
        false
    }

    /// The same, with how much work it was.
    fn run(&self, values: Concurrent<'_>) -> Ran {
        Ran { result: self.merge(values), cost: 0 }
    }
}
