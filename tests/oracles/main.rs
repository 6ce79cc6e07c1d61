//! The core against implementations that others wrote: [`version_vectors`] against the crate `crdts`.

mod version_vectors;

use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment asks for another number. What fails is kept by hand, by its cause.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
