//! Wrappers around the browser's APIs; nothing else in the page calls them directly.

pub mod chunk;
pub mod clipboard;
pub mod controls;
pub mod events;
pub mod failure;
pub mod focus_before;
pub mod frames;
pub mod idle;
pub mod lower_case;
pub mod page;
pub mod preferences;
pub mod roving_tabindex;
pub mod script_engine;
pub mod theme;
