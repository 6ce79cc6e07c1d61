//! Sum: what both sides added to what they came from.

use serde::{Deserialize, Serialize};

use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, Options};
use crate::script::{MergeInput, MergeError};
use crate::value::Value;

/// Both numbers added up, less what both came from. Nothing counts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sum {}

impl Options for Sum {
    const OPTIONS: &'static [OptionInfo] = &[];
}

impl MergeFunction for Sum {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        let (mine, theirs) = (number(values.mine)?, number(values.theirs)?);
        // What both came from may have been of another kind before.
        let ancestor = number(values.ancestor).unwrap_or(0);
        let sum = i128::from(mine) + i128::from(theirs) - i128::from(ancestor);
        let sum = i64::try_from(sum).map_err(|_| fault("the sum is too large"))?;
        Ok(Some(Value::Integer(sum)))
    }
}

fn number(value: Option<&Value>) -> Result<i64, MergeError> {
    match value {
        None => Ok(0),
        Some(Value::Integer(number)) => Ok(*number),
        Some(_) => Err(fault("only whole numbers can be summed")),
    }
}

fn fault(message: &str) -> MergeError {
    MergeError { place: None, message: message.into() }
}
