//! What a person does with the page, told step by step in a real Chromium.
//!
//! The stories need a built page, Chromium and chromedriver; `cargo xtask test` sees to all three
//! and asks for these tests, which are ignored otherwise.

mod accessibility;
mod arranging;
mod branches;
mod causality;
mod changes;
mod choosing;
mod conflicts;
mod control;
mod diagram;
mod faults;
mod frames;
mod harness;
mod keyboard;
mod menus;
mod merge_code;
mod narrow;
mod opening;
mod operating;
mod outcome;
mod page;
mod palette;
mod playground;
mod replicating;
mod sharing;
mod stage;
mod stopping;
mod story;
mod terms;
mod time;
mod versions;
mod walks;
