//! User-written merge code, run by the installed script engine.

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::MAX_SCRIPT_BYTES;
use crate::policy::merge::merge_function::MergeFunction;
use crate::registry::{OptionInfo, OptionKind, Options};
use crate::script::{MergeError, MergeInput, MergeRun, script_engine};
use crate::value::Value;

/// The code in a new scenario, until the user changes it.
const DEFAULT_SOURCE: &str =
    "fn merge(mine, theirs, ancestor) {\n    if mine > theirs { mine } else { theirs }\n}";

/// The merge code option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// The code: a function `merge(mine, theirs, ancestor)`.
    #[serde(deserialize_with = "source_within_bounds")]
    pub source: String,
}

impl Default for Script {
    fn default() -> Self {
        Self { source: DEFAULT_SOURCE.into() }
    }
}

impl Options for Script {
    const OPTIONS: &'static [OptionInfo] =
        &[OptionInfo { id: "source", label: "Merge code", help: "", section: None, kind: OptionKind::Code }];
}

impl MergeFunction for Script {
    fn merge(&self, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
        self.run(values).result
    }

    fn runs_script(&self) -> bool {
        true
    }

    fn run(&self, values: MergeInput<'_>) -> MergeRun {
        match script_engine() {
            Ok(engine) => engine.merge(&self.source, values),
            Err(error) => MergeRun { result: Err(error), cost: 0 },
        }
    }
}

fn source_within_bounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let source = String::deserialize(deserializer)?;
    match source.len() <= MAX_SCRIPT_BYTES {
        true => Ok(source),
        false => {
            let message = format!("the merge code is too long: {MAX_SCRIPT_BYTES} bytes at most");
            Err(serde::de::Error::custom(message))
        }
    }
}
