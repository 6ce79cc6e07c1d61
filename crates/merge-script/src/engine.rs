//! The engine with its fences: no clock, randomness or I/O, and nothing without end.
//!
//! Its own limits stand a little behind those of `budget.rs`, which can say where the code is.

use rhai::{Engine, EvalContext, OptimizationLevel};

use crate::budget::{record_steps, charge_variable};
use crate::limits::{
    MAX_CALL_DEPTH, MAX_EXPRESSION_DEPTH, MAX_FUNCTIONS, MAX_STEPS, MAX_VARIABLES, MAX_WORKING_ITEMS,
    MAX_WORKING_TEXT_BYTES,
};
use crate::{functions, set_functions};

/// Functions are looked up by a hash; with these it is the same in every run of every build.
const HASH_SEED: [u64; 4] = [0x706f, 0x6c79, 0x6c65, 0x6164];

/// What would run code that is not there to be read, hide values from the fences, catch a stop at them, or
/// mean something else where a count has 32 bits, as ranges do when they are used as places in a text.
const DISABLED_SYMBOLS: [&str; 7] = ["eval", "Fn", "curry", "this", "try", "..", "..="];

/// So many steps after the last one the engine itself stops code that uses no variable.
const STEP_MARGIN: u64 = 1_000;

/// How many times as large a value may become within one step before the engine itself stops.
const SIZE_MARGIN_FACTOR: usize = 4;
/// The same for variables, of which one that is made need not use another.
const VARIABLE_MARGIN: usize = 8;

/// An engine that knows the functions of merge code, and no others.
pub fn limited_engine() -> Engine {
    // Where it is fixed already there is another engine; what merge code comes to does not show the hashes.
    let _ = rhai::config::hashing::set_hashing_seed(Some(HASH_SEED));
    let mut engine = Engine::new_raw();
    engine
        .set_optimization_level(OptimizationLevel::None)
        .set_strict_variables(true)
        .set_max_operations(MAX_STEPS + STEP_MARGIN)
        .set_max_call_levels(MAX_CALL_DEPTH + 1)
        .set_max_expr_depths(MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_DEPTH)
        .set_max_variables(MAX_VARIABLES + VARIABLE_MARGIN)
        .set_max_functions(MAX_FUNCTIONS)
        .set_max_string_size(SIZE_MARGIN_FACTOR * MAX_WORKING_TEXT_BYTES)
        .set_max_array_size(SIZE_MARGIN_FACTOR * MAX_WORKING_ITEMS)
        .set_max_map_size(SIZE_MARGIN_FACTOR * MAX_WORKING_ITEMS);
    for symbol in DISABLED_SYMBOLS {
        engine.disable_symbol(symbol);
    }
    engine.on_progress(|steps| {
        record_steps(steps);
        None
    });
    #[expect(
        deprecated,
        reason = "it is marked as what may change, and the release is pinned by the lock file"
    )]
    engine.on_var(|name, _, context: EvalContext| charge_variable(name, &context).map(|()| None));
    functions::register(&mut engine);
    set_functions::register(&mut engine);
    engine
}
