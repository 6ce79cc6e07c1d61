//! Wrappers around the browser's APIs; nothing else in the page calls them directly.

pub mod clipboard;
pub mod events;
pub mod failure;
pub mod frames;
pub mod script_engine;
pub mod page;
pub mod initial_run;
pub mod roving_tabindex;
pub mod storage;
pub mod theme;
