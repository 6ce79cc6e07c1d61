//! Keep longer: the value with more characters, items or fields; if equally long, the greater.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Keeps the longer value. A deletion is shorter than any value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepLonger {}

impl Options for KeepLonger {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for KeepLonger {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let by_length = |value: Option<&Value>| (value.map(length), value.cloned());
        Ok(by_length(values.mine).max(by_length(values.theirs)).1)
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
