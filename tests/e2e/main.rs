//! What a person does with the page, told step by step in a real Chromium.
//!
//! The stories need a built page, Chromium and chromedriver; `cargo xtask test` sees to all three
//! and asks for these tests, which are ignored otherwise.

mod accessibility;
mod arranging;
mod branches;
mod causality;
mod choosing;
mod conflicts;
mod control;
mod diagram;
mod harness;
mod keyboard;
mod opening;
mod operating;
mod page;
mod playground;
mod replicating;
mod sharing;
mod stopping;
mod story;
mod time;
mod versions;
