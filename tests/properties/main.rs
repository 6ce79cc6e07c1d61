//! Properties of every run, checked on random scenarios.
//!
//! A failing case is shrunk and printed as scenario JSON, which the page can open; keep it in `spec/`, named by its
//! cause. The cases are the same in every run; `cargo xtask properties` checks many others.

mod accounting;
mod breakpoints;
mod causality;
mod checks;
mod convergence;
mod delivery;
mod differences;
mod edits;
mod error_messages;
mod healing;
mod homes;
mod in_transit;
mod last_write_wins;
mod listing_order;

mod matrix;
mod merging;
mod message_overrides;
mod plain;
mod redraws;
mod remote_clients;
mod replay;
mod rings;
mod round_trips;
mod scenarios;
mod siblings;
mod workloads;

use proptest::prelude::ProptestConfig;

/// The number of cases, unless `PROPTEST_CASES` overrides it. Failures are kept by hand as cases of the
/// specification.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
