//! The core against implementations that others wrote.
//!
//! [`version_vectors`] and [`registers`] hold it to the crate `crdts`, on random runs. [`observed`] alone knows what
//! the core's events and stores look like. Another type of `crdts` needs one more [`replay::Oracle`].

mod observed;
mod registers;
mod replay;
mod runs;
mod version_vectors;

use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment asks for another number. What fails is kept by hand, by its cause.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
