//! What a recorded run proves, one subject in each module. One program, because linking takes longer than most tests.

mod causality;
mod clock_sensitivity;
mod common;
mod homes;
mod invariants;
mod latency;
mod versions;
