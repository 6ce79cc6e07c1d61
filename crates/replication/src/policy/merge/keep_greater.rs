//! Keep greater: compares numbers numerically and texts alphabetically, also inside lists, sets and maps.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::{MergeFunction, winners};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Keeps the greatest value. A deletion is less than any value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepGreater {}

impl Options for KeepGreater {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for KeepGreater {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        Ok(history.head_writes().filter_map(|write| write.value()).max().cloned())
    }

    fn contains(&self, history: &MergeHistory, result: Option<&Value>) -> Contains {
        winners(history, result)
    }
}
