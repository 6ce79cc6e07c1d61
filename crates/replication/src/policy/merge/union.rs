//! Union: all items of both, so that what one of them removed comes back (DDIA, 2nd ed., fig. 6-10; SEMANTICS
//! W3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeInput, MergeError};
use crate::value::Value;

/// All items of both. Of lists, each item once, in order of size.
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

/// The items of a list or a set.
/// A value that is united with nothing: as it would be with itself, where it has items, so that it does not matter
/// what it is united with first.
fn normalized(value: &Value) -> Value {
    items(value).map_or_else(|_| value.clone(), |items| collection_like(value, value, items))
}

pub(super) fn items(value: &Value) -> Result<BTreeSet<Value>, MergeError> {
    match value {
        Value::List(items) => Ok(items.iter().cloned().collect()),
        Value::Set(items) => Ok(items.clone()),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => {
            Err(MergeError { place: None, message: "only sets and lists can be united".into() })
        }
    }
}

/// A list if both are lists, and a set otherwise.
pub(super) fn collection_like(mine: &Value, theirs: &Value, items: BTreeSet<Value>) -> Value {
    match (mine, theirs) {
        (Value::List(_), Value::List(_)) => Value::List(items.into_iter().collect()),
        _ => Value::Set(items),
    }
}
