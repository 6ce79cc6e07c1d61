//! End-to-end stories: what a user does on the page, step by step, in Chromium.
//!
//! They need a built page, Chromium and chromedriver, which `cargo xtask test` provides; by default they are ignored.

mod accessibility;
mod branches;
mod causality;
mod chunks;
mod client_requests;
mod conflict_resolution;
mod conflict_walkthrough;
mod control;
mod diagram;
mod diagram_markers;
mod documents;
mod elements;
mod even_frames;
mod failure;
mod faults;
mod files;
mod first_load;
mod first_paint;
mod harness;
mod keyboard;
mod leader_behaviour;
mod leaders_and_topology;
mod loading;
mod menus;
mod merge_code;
mod monkey;
mod narrow_screen;
mod page;
mod palette;
mod playback;
mod playground;
mod presentation;
mod scenario_dialog;
mod setup;
mod sharing;
mod stage;
mod step_result;
mod stepping;
mod story;
mod tabs;
mod terms;
mod text_from_elsewhere;
mod vectors;
mod versions;
