//! The Rhai engine with its limits: no clock, randomness or I/O, and nothing unbounded.
//!
//! Its limits are slightly higher than those of `budget.rs`, which reports the position in the code.

use rhai::{Engine, EvalContext, OptimizationLevel};

use crate::budget::{charge_variable, record_steps};
use crate::limits::{
    MAX_CALL_DEPTH, MAX_EXPRESSION_DEPTH, MAX_FUNCTIONS, MAX_STEPS, MAX_VARIABLES, MAX_WORKING_ITEMS,
    MAX_WORKING_TEXT_BYTES,
};
use crate::{functions, set_functions};

/// Rhai looks functions up by hash; a fixed seed makes the hash the same in every build.
const HASH_SEED: [u64; 4] = [0x706f, 0x6c79, 0x6c65, 0x6164];

/// Symbols that would run dynamic code, hide values from the limits, catch limit errors, or behave differently on
/// 32-bit targets, as ranges do as text indices.
const DISABLED_SYMBOLS: [&str; 7] = ["eval", "Fn", "curry", "this", "try", "..", "..="];

/// How many steps beyond the limit Rhai stops code that uses no variable.
const STEP_MARGIN: u64 = 1_000;

/// The factor beyond the size limit at which Rhai itself stops a single step.
const SIZE_MARGIN_FACTOR: usize = 4;
/// How many variables beyond the limit Rhai allows: defining one need not use another.
const VARIABLE_MARGIN: usize = 8;

/// An engine with the functions of merge code and no others.
pub fn limited_engine() -> Engine {
    // This fails if the seed is already set, which is harmless: results do not depend on hashes.
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
