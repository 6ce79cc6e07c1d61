//! The core against implementations that others wrote, and against a model that shares no code with it.
//!
//! [`version_vectors`], [`registers`] and [`data_types`] hold it to the crate `crdts`, on random runs;
//! [`small_worlds`] holds it to a model in `stateright`, on every interleaving of a few writes. [`observed`]
//! alone knows what the core's events and stores look like. Another type of `crdts` needs one more
//! [`replay::Oracle`].

mod data_types;
mod model;
mod observed;
mod registers;
mod replay;
mod runs;
mod small_world;
mod small_worlds;
mod timing;
mod version_vectors;

use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment asks for another number. What fails is kept by hand, by its cause.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
