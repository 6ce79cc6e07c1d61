//! Concatenate: one value after the other. This is neither associative nor idempotent, so leaders may diverge
//! (SEMANTICS W3).

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Joins texts with a slash and lists end to end, the lesser first. A deletion adds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Concatenate {}

impl Options for Concatenate {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Concatenate {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let (Some(mine), Some(theirs)) = (values.mine, values.theirs) else {
            return Ok(values.mine.or(values.theirs).cloned());
        };
        match (mine.min(theirs), mine.max(theirs)) {
            (Value::Text(first), Value::Text(second)) => Ok(Some(Value::Text(format!("{first}/{second}")))),
            (Value::List(first), Value::List(second)) => Ok(Some(Value::List([&first[..], second].concat()))),
            _ => {
                let message = "only two texts or two lists can be put one behind the other".into();
                Err(MergeError { position: None, message })
            }
        }
    }
}
