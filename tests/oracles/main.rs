//! The core matches published implementations, and a model that shares no code with it.
//!
//! [`version_vectors`], [`registers`] and [`data_types`] compare it with the crate `crdts` on random runs;
//! [`model_checking`] compares it with a `stateright` model on every interleaving of a few writes; [`reference`]
//! predicts whole runs from the specification alone, and [`reference_runs`] compares; [`queues`] compares the waiting
//! times at a leader with queueing theory. Only
//! [`observed`] knows the core's events and stores. Another type of `crdts` needs one more
//! [`replay::Oracle`].

mod data_types;
mod isolation;
mod model;
mod model_checking;
mod model_config;
mod observed;
mod queues;
mod reference;
mod reference_runs;
mod registers;
mod replay;
mod runs;
mod schedules;
mod version_vectors;

use proptest::prelude::ProptestConfig;

/// The number of cases, unless `PROPTEST_CASES` overrides it. Failures are kept by hand as cases of the
/// specification.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
