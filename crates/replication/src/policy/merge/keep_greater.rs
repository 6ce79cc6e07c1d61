//! Keep larger: compares numbers numerically and texts alphabetically, also inside lists, sets and maps.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Keeps the greater value. A deletion is less than any value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepGreater {}

impl Options for KeepGreater {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for KeepGreater {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        Ok(values.mine.max(values.theirs).cloned())
    }
}
