//! Union: all items of all sides, so removed items come back (DDIA, 2nd ed., fig. 6-10; SEMANTICS W3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::{MergeFunction, latest, live_values, merge_error};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Keeps all items of all sides. Lists keep each item once, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Union {}

impl Options for Union {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Union {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let values = live_values(history);
        if let [value] = values[..] {
            // A deletion adds nothing; the items are put in the same order as those of a union.
            return Ok(Some(items(value).map_or_else(|_| value.clone(), |items| collection(&values, items))));
        }
        let mut all = BTreeSet::new();
        for value in &values {
            all.append(&mut items(value)?);
        }
        Ok((!values.is_empty()).then(|| collection(&values, all)))
    }

    fn contains(&self, history: &MergeHistory, _: Option<&Value>) -> Contains {
        latest(history, |_| true)
    }
}

/// The items of a list or a set.
pub(super) fn items(value: &Value) -> Result<BTreeSet<Value>, MergeError> {
    match value {
        Value::List(items) => Ok(items.iter().cloned().collect()),
        Value::Set(items) => Ok(items.clone()),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => {
            Err(merge_error("only sets and lists can be merged item by item"))
        }
    }
}

/// Collects items into a list if all these values are lists, and into a set otherwise.
pub(super) fn collection(values: &[&Value], items: BTreeSet<Value>) -> Value {
    match values.iter().all(|value| matches!(value, Value::List(_))) {
        true => Value::List(items.into_iter().collect()),
        false => Value::Set(items),
    }
}
