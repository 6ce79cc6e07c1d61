//! The tools that the commands need: where each is found, and how it is set up when it is not.
//!
//! A tool is looked for on PATH first, then in this person's cache; only then is it installed,
//! into the cache. The workspace's `target` holds none of them, so cleaning it costs nothing.

pub mod axe_core;
pub mod browser;
mod cache;
mod cargo;
mod npm;
mod tool;
mod toolbox;
mod trunk;
pub mod wasm_bindgen;
mod wasm_opt;
pub mod wasm_target;

pub use toolbox::Toolbox;
