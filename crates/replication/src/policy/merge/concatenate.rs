//! Concatenate: one value after the other, in ascending order.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::{MergeFunction, latest, live_values, merge_error};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Joins texts with a slash and lists end to end, the lesser first. A deletion adds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Concatenate {}

impl Options for Concatenate {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Concatenate {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let mut values = live_values(history);
        values.sort();
        if let [] | [_] = values[..] {
            return Ok(values.first().copied().cloned());
        }
        let text = |value: &&Value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(_) | Value::List(_) | Value::Set(_) | Value::Map(_) => None,
        };
        let list = |value: &&Value| match value {
            Value::List(items) => Some(items.clone()),
            Value::Text(_) | Value::Integer(_) | Value::Set(_) | Value::Map(_) => None,
        };
        if let Some(texts) = values.iter().map(text).collect::<Option<Vec<_>>>() {
            return Ok(Some(Value::Text(texts.join("/"))));
        }
        match values.iter().map(list).collect::<Option<Vec<_>>>() {
            Some(lists) => Ok(Some(Value::List(lists.concat()))),
            None => Err(merge_error("only two strings or two lists can be concatenated")),
        }
    }

    fn contains(&self, history: &MergeHistory, _: Option<&Value>) -> Contains {
        latest(history, |_| true)
    }
}
