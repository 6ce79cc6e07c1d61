//! The work budget of one merge, where Rhai's own limits are too coarse or lose the position in the code.
//!
//! Rhai counts steps and bounds lists, maps and texts. It does not see how much data one step touches, the names in
//! maps, or the items of a set. So each use of a variable is charged with the size of its value. When Rhai stops at
//! its own limit it also forgets the position, so the limits that users meet are checked here, at each use of a
//! variable, and Rhai's own limits are slightly higher.

use std::cell::Cell;

use replication::nested_too_deeply;
use rhai::{Array, Dynamic, EvalAltResult, EvalContext, FnPtr, Map, Position};

use crate::limits::{
    BYTES_PER_EVENT, MAX_BYTES_TOUCHED, MAX_CALL_DEPTH, MAX_STEPS, MAX_VARIABLES, MAX_WORKING_DEPTH,
    MAX_WORKING_ITEMS, MAX_WORKING_TEXT_BYTES, STEPS_PER_EVENT,
};
use crate::set::Set;
use crate::size::Size;

/// The result of a function that merge code calls.
pub type ScriptResult<T> = Result<T, Box<EvalAltResult>>;

thread_local! {
    /// The bytes that the current merge may still touch.
    static BYTES_LEFT: Cell<usize> = const { Cell::new(0) };
    /// The steps that the current merge has taken.
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Resets the budget for a new merge.
pub fn reset() {
    BYTES_LEFT.set(MAX_BYTES_TOUCHED);
    STEPS.set(0);
}

/// Records the number of steps taken so far.
pub fn record_steps(steps: u64) {
    STEPS.set(steps);
}

/// The cost of the merge in units of one event: by steps or by bytes touched, whichever is greater.
pub fn cost() -> usize {
    let steps = usize::try_from(STEPS.get()).unwrap_or(usize::MAX);
    let bytes = MAX_BYTES_TOUCHED - BYTES_LEFT.get();
    1 + (steps / STEPS_PER_EVENT).max(bytes / BYTES_PER_EVENT)
}

/// Charges for bytes that are read or created.
pub fn charge(bytes: usize) -> ScriptResult<()> {
    let over_budget =
        || runtime_error(format!("the code processes too much data: {MAX_BYTES_TOUCHED} bytes at most"));
    BYTES_LEFT.set(BYTES_LEFT.get().checked_sub(bytes).ok_or_else(over_budget)?);
    Ok(())
}

/// Charges for the use of a value.
pub fn charge_value(value: &Dynamic) -> ScriptResult<()> {
    let size = size_of(value)?;
    if size.is_workable() { charge(size.bytes()) } else { Err(value_too_large()) }
}

/// Charges for the use of a variable, and checks all limits there.
pub fn charge_variable(name: &str, context: &EvalContext) -> ScriptResult<()> {
    if STEPS.get() > MAX_STEPS {
        return Err(runtime_error(too_many_steps()));
    }
    if context.call_level() > MAX_CALL_DEPTH {
        return Err(runtime_error(too_many_calls()));
    }
    if context.scope().len() > MAX_VARIABLES {
        return Err(runtime_error(too_many_variables()));
    }
    context.scope().get(name).map_or(Ok(()), charge_value)
}

/// A runtime error with this message; the engine adds the position.
pub fn runtime_error(sentence: impl AsRef<str>) -> Box<EvalAltResult> {
    EvalAltResult::ErrorRuntime(sentence.as_ref().into(), Position::NONE).into()
}

/// The error for a value that exceeds the size limits.
pub fn value_too_large() -> Box<EvalAltResult> {
    runtime_error(too_large_message())
}

/// The message for a value that exceeds the size limits.
pub fn too_large_message() -> String {
    format!(
        "a value grows too large: {MAX_WORKING_ITEMS} items and {MAX_WORKING_TEXT_BYTES} bytes of text at most"
    )
}

/// The message for code that takes too many steps.
pub fn too_many_steps() -> String {
    format!("the code takes too long: {MAX_STEPS} steps at most")
}

/// The message for calls that are nested too deeply.
pub fn too_many_calls() -> String {
    format!("function calls are nested too deeply: {MAX_CALL_DEPTH} levels at most")
}

/// The message for a function with too many variables.
pub fn too_many_variables() -> String {
    format!("there are too many variables: {MAX_VARIABLES} at most")
}

fn size_of(value: &Dynamic) -> ScriptResult<Size> {
    let mut size = Size::default();
    add_size(&mut size, value, 1)?;
    Ok(size)
}

fn add_size(size: &mut Size, value: &Dynamic, depth: usize) -> ScriptResult<()> {
    if depth > MAX_WORKING_DEPTH {
        return Err(runtime_error(nested_too_deeply(MAX_WORKING_DEPTH)));
    }
    let add_item = |size: &mut Size, item| {
        size.items += 1;
        add_size(size, item, depth + 1)
    };
    if let Ok(text) = value.as_immutable_string_ref() {
        size.text_bytes += text.len();
    } else if let Some(list) = value.read_lock::<Array>() {
        list.iter().try_for_each(|item| add_item(size, item))?;
    } else if let Some(map) = value.read_lock::<Map>() {
        for (name, field) in map.iter() {
            size.text_bytes += name.len();
            add_item(size, field)?;
        }
    } else if let Some(set) = value.read_lock::<Set>() {
        set.items().iter().for_each(|item| size.add_item(item));
    } else if let Some(function) = value.read_lock::<FnPtr>() {
        function.iter_curry().try_for_each(|bound| add_item(size, bound))?;
    }
    Ok(())
}
