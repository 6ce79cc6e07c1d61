//! Sum: adds up by how much each write changed the number.

use serde::{Deserialize, Serialize};

use crate::merge_history::{EffectKind, Effects};
use crate::policy::merge::merge_function::{MergeFunction, live_values, merge_error};
use crate::registry::{OptionInfo, Options};
use crate::script::MergeError;
use crate::value::Value;
use crate::write::{Contains, MergeHistory};

/// Adds the deltas of all writes: each is the written number minus the sum of what its writer had seen. A missing
/// value counts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sum {}

impl Options for Sum {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Sum {
    fn merge(&self, history: &MergeHistory) -> Result<Option<Value>, MergeError> {
        let Effects::Deltas(sums) = history.effects() else {
            return Err(merge_error("it is not known by how much each write changed the number"));
        };
        if live_values(history).iter().any(|value| !matches!(value, Value::Integer(_))) {
            return Err(merge_error("only whole numbers can be summed"));
        }
        let total = sums.total().ok_or_else(|| merge_error("the sum is too large"))?;
        Ok(Some(Value::Integer(total)))
    }

    fn contains(&self, _: &MergeHistory, _: Option<&Value>) -> Contains {
        Contains::All
    }

    fn effects(&self) -> EffectKind {
        EffectKind::Deltas
    }
}
