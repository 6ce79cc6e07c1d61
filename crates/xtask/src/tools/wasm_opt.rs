//! wasm-opt makes the release's WebAssembly smaller.

use super::npm::Package;
use super::tool::{Accepts, Install, Tool};

/// One version only: `Trunk.toml` names it too, and sizes stay comparable.
pub fn tool() -> Tool {
    Tool {
        name: "wasm-opt",
        version: "132".to_owned(),
        accepts: Accepts::Exactly,
        programs: &["wasm-opt"],
        install: Install::Npm(Package { name: "binaryen", version: "132.0.0" }),
    }
}
