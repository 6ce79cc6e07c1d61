//! The tools that the commands need: how each is found, and installed if it is missing.
//!
//! A tool is looked for on PATH, then in the user's cache; if neither has it, it is installed into the cache.
//! None is in the workspace's `target`, so `cargo clean` removes none.

pub mod axe_core;
pub mod binaryen;
pub mod browser;
mod cache;
mod cargo;
mod cargo_fuzz;
mod npm;
mod tool;
mod toolbox;
mod trunk;
pub mod wasm_bindgen;
mod wasm_opt;
pub mod wasm_target;

pub use toolbox::Toolbox;
