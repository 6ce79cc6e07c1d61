//! Merge code that a person wrote: the engine that runs it, and its fences.
//!
//! The code is [Rhai](https://rhai.rs) and has a function `merge(mine, theirs, ancestor)`, or `merge(mine,
//! theirs)`. It gets texts, numbers, lists, maps, sets and `()` for none, and what it returns becomes the
//! value. What else it can use is what `functions.rs` and `set_functions.rs` make known, and nothing more: the engine
//! is a bare one, without its own library. So there is no clock, no randomness and no I/O, whatever the
//! library comes to have. `docs/MERGE-CODE.md` is the page about it for people, and a test holds it to what
//! is here.
//!
//! Three things keep code from hanging, crashing or filling the memory: the engine's limits (`engine.rs`), a
//! budget for what one step works on (`budget.rs`), and a look at sizes wherever little could become much.
//! Functions cannot capture variables and nothing can be caught, so that no value holds itself and no code
//! goes on behind a fence.

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

use replication::{MergeInput, MergeRun, ScriptEngine, MergeError, Value, install_script_engine};
use rhai::{CallFnOptions, Dynamic, Engine, Scope};

use compiled::{MERGE, compile_cached};
use convert::{check_limits, from_dynamic, to_dynamic};
use error::without_position;
use size::Size;

/// Runs merge code in Rhai.
pub struct RhaiEngine;

/// Makes this the engine that runs merge code in this program.
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
    let made: Dynamic = engine
        .call_fn_with_options(options, &mut Scope::new(), &code.ast, MERGE, arguments)
        .map_err(|error| error::from_runtime_error(&error))?;
    if made.is_unit() {
        return Ok(None);
    }
    let value = from_dynamic(&made).map_err(without_position)?;
    check_limits(&value).map_err(without_position)?;
    Ok(Some(value))
}
