//! The script engine that runs merge code: a separate WebAssembly module, fetched when a run first needs it.

use std::cell::RefCell;

use replication::{MergeError, MergeInput, MergeRun, ScriptEngine, install_script_engine};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/platform/script_engine.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn fetch_module() -> Result<JsValue, JsValue>;

    /// The loaded module. Its functions take and return the JSON of `crates/merge-script-wasm`.
    #[derive(Clone)]
    type Module;

    #[wasm_bindgen(method, catch)]
    fn check(this: &Module, source: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn merge(this: &Module, source: &str, values: &str) -> Result<String, JsValue>;
}

thread_local! {
    static MODULE: RefCell<Option<Module>> = const { RefCell::new(None) };
}

/// Runs scripts in the loaded module.
struct WasmScriptEngine;

impl ScriptEngine for WasmScriptEngine {
    fn check(&self, source: &str) -> Result<(), MergeError> {
        let answer = MODULE.with_borrow(|module| module.as_ref()?.check(source).ok());
        parse_answer(answer).unwrap_or_else(|| Err(engine_stopped()))
    }

    fn merge(&self, source: &str, values: MergeInput<'_>) -> MergeRun {
        let MergeInput { mine, theirs, ancestor } = values;
        let values = serde_json::to_string(&[mine, theirs, ancestor]).unwrap_or_default();
        let answer = MODULE.with_borrow(|module| module.as_ref()?.merge(source, &values).ok());
        parse_answer(answer).unwrap_or_else(|| MergeRun { result: Err(engine_stopped()), cost: 0 })
    }
}

fn parse_answer<T: DeserializeOwned>(answer: Option<String>) -> Option<T> {
    serde_json::from_str(&answer?).ok()
}

fn engine_stopped() -> MergeError {
    MergeError { position: None, message: "the script engine has stopped; reload the page".into() }
}

/// Fetches the module and installs it as the script engine. Returns whether that succeeded.
pub async fn load_script_engine() -> bool {
    let Ok(module) = fetch_module().await else {
        return false;
    };
    MODULE.set(Some(module.unchecked_into()));
    install_script_engine(&WasmScriptEngine);
    true
}
