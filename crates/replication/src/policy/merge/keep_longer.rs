//! Keep longer: the value with more characters, items or fields; if equally long, the greater.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::{MergeFunction, winners};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Keeps the longest value. A deletion is shorter than any value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepLonger {}

impl Options for KeepLonger {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for KeepLonger {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let values = history.head_writes().filter_map(|write| write.value());
        Ok(values.max_by_key(|value| (length(value), *value)).cloned())
    }

    fn contains(&self, history: &MergeHistory, result: Option<&Value>) -> Contains {
        winners(history, result)
    }
}

/// The number of characters, items, fields, or digits of a number.
fn length(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.chars().count(),
        Value::Integer(number) => number.to_string().trim_start_matches('-').len(),
        Value::List(items) => items.len(),
        Value::Set(items) => items.len(),
        Value::Map(fields) => fields.len(),
    }
}
