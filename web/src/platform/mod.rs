//! Wrappers around the browser's APIs; nothing else in the page calls them directly.

pub mod chunk;
pub mod clipboard;
pub mod events;
pub mod failure;
pub mod frames;
pub mod idle;
pub mod initial_run;
pub mod page;
pub mod reading;
pub mod roving_tabindex;
pub mod script_engine;
pub mod storage;
pub mod theme;
