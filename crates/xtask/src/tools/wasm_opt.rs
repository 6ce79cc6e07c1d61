//! wasm-opt, which shrinks the release's WebAssembly.

use super::npm::Package;
use super::tool::{Accepts, Install, Tool};

/// Pinned to the version in `Trunk.toml`, so that sizes stay comparable.
pub fn tool() -> Tool {
    Tool {
        name: "wasm-opt",
        version: "132".to_owned(),
        accepts: Accepts::Exactly,
        programs: &["wasm-opt"],
        install: Install::Npm(Package { name: "binaryen", version: "132.0.0" }),
    }
}
