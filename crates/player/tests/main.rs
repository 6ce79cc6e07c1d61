//! The behaviour of a user's work on a run, one subject in each module. One program, because linking takes longer than
//! most tests.

mod branching;
mod breakpoints;
mod causality;
mod clients_and_capacity;
mod documents;
mod edits;
mod faults;
mod homes;
mod horizon;
mod long_runs;
mod merging;
mod notable_instants;
mod playing;
mod random_actions;
mod removing;
mod suited;
mod topologies;
mod verdicts;
