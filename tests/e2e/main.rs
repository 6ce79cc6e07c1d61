//! What a person does with the page, told step by step in a real Chromium.
//!
//! The stories need a built page, Chromium and chromedriver; `cargo xtask test` sees to all three
//! and asks for these tests, which are ignored otherwise.

mod accessibility;
mod leaders_and_topology;
mod branches;
mod causality;
mod diagram_markers;
mod setup;
mod conflict_resolution;
mod control;
mod diagram;
mod faults;
mod even_frames;
mod harness;
mod keyboard;
mod menus;
mod merge_code;
mod narrow_screen;
mod first_load;
mod client_requests;
mod step_result;
mod page;
mod palette;
mod playground;
mod leader_behaviour;
mod sharing;
mod stage;
mod stepping;
mod story;
mod terms;
mod playback;
mod versions;
mod conflict_walkthrough;
