//! Union: all items of both sides, so removed items come back (DDIA, 2nd ed., fig. 6-10; SEMANTICS W3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Keeps all items of both sides. Lists keep each item once, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Union {}

impl Options for Union {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Union {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let (Some(mine), Some(theirs)) = (values.mine, values.theirs) else {
            return Ok(values.mine.or(values.theirs).map(normalized));
        };
        let all: BTreeSet<Value> = items(mine)?.into_iter().chain(items(theirs)?).collect();
        Ok(Some(collection_like(mine, theirs, all)))
    }
}

/// The union of a value with a deletion: the same as with itself, so that the order of merges does not matter.
fn normalized(value: &Value) -> Value {
    items(value).map_or_else(|_| value.clone(), |items| collection_like(value, value, items))
}

/// The items of a list or a set.
pub(super) fn items(value: &Value) -> Result<BTreeSet<Value>, MergeError> {
    match value {
        Value::List(items) => Ok(items.iter().cloned().collect()),
        Value::Set(items) => Ok(items.clone()),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => {
            Err(MergeError { position: None, message: "only sets and lists can be united".into() })
        }
    }
}

/// Collects items into a list if both sides are lists, and into a set otherwise.
pub(super) fn collection_like(mine: &Value, theirs: &Value, items: BTreeSet<Value>) -> Value {
    match (mine, theirs) {
        (Value::List(_), Value::List(_)) => Value::List(items.into_iter().collect()),
        _ => Value::Set(items),
    }
}
