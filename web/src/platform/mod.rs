//! The few calls to the browser, each wrapped once.

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
