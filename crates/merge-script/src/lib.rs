//! User-written merge code: the engine that runs it, and its limits.
//!
//! The code is [Rhai](https://rhai.rs) and defines a function `merge(mine, theirs, ancestor)` or `merge(mine,
//! theirs)`. It receives texts, numbers, lists, maps, sets, and `()` for a deleted value, and returns the merged
//! value. It can call only the functions that `functions.rs` and `set_functions.rs` register: the engine is raw,
//! without Rhai's standard library, so there is no clock, randomness or I/O. `docs/MERGE-CODE.md` is the user
//! documentation, and tests keep it accurate.
//!
//! Three things keep code from hanging, crashing or exhausting memory: the engine's limits (`engine.rs`), a budget
//! for the data that each step touches (`budget.rs`), and size checks wherever a small input could produce a large
//! output. Functions cannot capture variables and errors cannot be caught, so no value contains itself and no code
//! continues after exceeding a limit.

mod budget;
mod compiled;
mod convert;
mod engine;
mod error;
mod functions;
pub mod limits;
mod set;
mod set_functions;
mod size;

use replication::{MergeError, MergeInput, MergeRun, ScriptEngine, Value, install_script_engine};
use rhai::{CallFnOptions, Dynamic, Engine, Scope};

use compiled::{MERGE, compile_cached};
use convert::{check_limits, from_dynamic, to_dynamic};
use error::without_position;
use size::Size;

/// The script engine for Rhai.
pub struct RhaiEngine;

/// Installs this as the script engine of the program.
pub fn install() {
    install_script_engine(&RhaiEngine);
}

thread_local! {
    static ENGINE: Engine = engine::limited_engine();
}

impl ScriptEngine for RhaiEngine {
    fn check(&self, source: &str) -> Result<(), MergeError> {
        ENGINE.with(|engine| compile_cached(engine, source).map(drop))
    }

    fn merge(&self, source: &str, values: MergeInput<'_>) -> MergeRun {
        budget::reset();
        let result = ENGINE.with(|engine| merge(engine, source, values));
        MergeRun { result, cost: budget::cost() }
    }
}

fn merge(engine: &Engine, source: &str, values: MergeInput<'_>) -> Result<Option<Value>, MergeError> {
    let code = compile_cached(engine, source)?;
    let MergeInput { mine, theirs, ancestor } = values;
    let all = [mine, theirs, ancestor];
    if !all.iter().flatten().all(|value| Size::of(value).is_workable()) {
        return Err(without_position("a value is too large for merge code"));
    }
    let parameters = if code.takes_ancestor { 3 } else { 2 };
    let arguments: Vec<Dynamic> = all[..parameters].iter().map(|value| to_dynamic(*value)).collect();
    let options = CallFnOptions::new().eval_ast(false);
    let returned: Dynamic = engine
        .call_fn_with_options(options, &mut Scope::new(), &code.ast, MERGE, arguments)
        .map_err(|error| error::from_runtime_error(&error))?;
    if returned.is_unit() {
        return Ok(None);
    }
    let value = from_dynamic(&returned).map_err(without_position)?;
    check_limits(&value).map_err(without_position)?;
    Ok(Some(value))
}
