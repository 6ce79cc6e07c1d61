//! The engine for merge code as a WebAssembly module of its own, which the page fetches once a run needs it.
//!
//! Everything crosses as JSON, in the form that a file has: values as `[mine, theirs, ancestor]`, each `null`
//! where there is none; the answers as serde writes a `Result<(), ScriptFault>` and a `Ran`.

use merge_script::RhaiEngine;
use replication::{MergeInput, MergeRun, ScriptEngine, MergeError, Value};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Whether the code can be run at all.
#[wasm_bindgen]
#[must_use]
pub fn check(source: &str) -> String {
    serde_json::to_string(&RhaiEngine.check(source)).unwrap_or_default()
}

/// What the code makes of two values, and how much work that was.
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
