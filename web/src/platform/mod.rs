//! The few calls to the browser, each wrapped once.

pub mod clipboard;
pub mod events;
pub mod failure;
pub mod frames;
pub mod merge_code;
pub mod page;
pub mod start;
pub mod stops;
pub mod storage;
pub mod theme;
