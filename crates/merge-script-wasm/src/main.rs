//! The merge script engine as a separate WebAssembly module, which the page loads on demand.
//!
//! All data crosses the boundary as JSON: values as `[mine, theirs, ancestor]`, each `null` if deleted; results as
//! serde writes a `Result<(), MergeError>` and a `MergeRun`.

use merge_script::RhaiEngine;
use replication::{MergeError, MergeInput, MergeRun, ScriptEngine, Value};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Checks that the code compiles and defines a merge function.
#[wasm_bindgen]
#[must_use]
pub fn check(source: &str) -> String {
    serde_json::to_string(&RhaiEngine.check(source)).unwrap_or_default()
}

/// Runs the code on two values; returns the merged value and the cost.
#[wasm_bindgen]
#[must_use]
pub fn merge(source: &str, values: &str) -> String {
    let ran = match serde_json::from_str::<[Option<Value>; 3]>(values) {
        Ok([mine, theirs, ancestor]) => {
            let (mine, theirs, ancestor) = (mine.as_ref(), theirs.as_ref(), ancestor.as_ref());
            RhaiEngine.merge(source, MergeInput { mine, theirs, ancestor })
        }
        Err(error) => {
            let message = format!("the values could not be read: {error}");
            MergeRun { result: Err(MergeError { position: None, message }), cost: 0 }
        }
    };
    serde_json::to_string(&ran).unwrap_or_default()
}
