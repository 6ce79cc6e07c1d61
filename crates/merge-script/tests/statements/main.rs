//! Merge code as the rest of the program uses it: code and values in, a value or an error out.

mod document;
mod errors;
mod fuzz;
mod merging;
mod resource_limits;

use merge_script::RhaiEngine;
use replication::{MergeError, MergeInput, ScriptEngine as _, Value};

/// A value from JSON.
fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// The result of the code for two values and their ancestor; `null` is none.
fn merge(code: &str, mine: &str, theirs: &str, ancestor: &str) -> Result<Option<Value>, MergeError> {
    let read = |json: &str| (json != "null").then(|| value(json));
    let (mine, theirs, ancestor) = (read(mine), read(theirs), read(ancestor));
    let values = MergeInput { mine: mine.as_ref(), theirs: theirs.as_ref(), ancestor: ancestor.as_ref() };
    RhaiEngine.merge(code, values).result
}

/// The result of a merge function with this body, for no values.
fn body(body: &str) -> Result<Option<Value>, MergeError> {
    merge(&format!("fn merge(mine, theirs, ancestor) {{\n{body}\n}}"), "null", "null", "null")
}
