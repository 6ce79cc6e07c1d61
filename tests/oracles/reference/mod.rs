//! An independent reference of the simulation, written from its specification alone.
//!
//! From the trace of a run it takes what the environment did: which requests were accepted where and when,
//! which messages arrived, who joined, left, crashed and restarted, and which settings changed.
//! Everything else it predicts with plain sets of dots, recomputed at each step, and compares.

use serde_json::Value;

mod accepting;
mod accounting;
mod applying;
mod changes;
mod clocks;
mod difference;
mod dots;
mod event;
mod features;
mod homes;
mod leaving;
mod merging;
mod numbers;
mod operations;
mod replay;
mod requests;
pub mod scenarios;
mod sessions;
mod settings;
mod stores;
mod transport;
mod values;
mod verdicts;
mod waiting;
mod world;

pub use difference::Difference;

/// Replays the report of a run, with its trace, against its scenario, and returns all differences.
pub fn differences(scenario: &Value, report: &Value) -> Vec<Difference> {
    let mut replay = replay::Replay::new(scenario);
    let trace = report["trace"].as_array().map(Vec::as_slice).unwrap_or_default();
    replay.run(trace);
    replay.compare_report(report);
    replay.differences
}
