//! Sum: adds both sides and subtracts the common ancestor once.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeError, MergeInput};
use crate::value::Value;

/// Adds both numbers and subtracts the common ancestor. A missing value counts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sum {}

impl Options for Sum {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Sum {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let (mine, theirs) = (number(values.mine)?, number(values.theirs)?);
        // The ancestor may have been of another type.
        let ancestor = number(values.ancestor).unwrap_or(0);
        let sum = i128::from(mine) + i128::from(theirs) - i128::from(ancestor);
        let sum = i64::try_from(sum).map_err(|_| merge_error("the sum is too large"))?;
        Ok(Some(Value::Integer(sum)))
    }
}

fn number(value: Option<&Value>) -> Result<i64, MergeError> {
    match value {
        None => Ok(0),
        Some(Value::Integer(number)) => Ok(*number),
        Some(_) => Err(merge_error("only whole numbers can be summed")),
    }
}

fn merge_error(message: &str) -> MergeError {
    MergeError { position: None, message: message.into() }
}
