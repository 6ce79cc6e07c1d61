//! wasm-opt, which shrinks the script engine's WebAssembly, and the page's when trunk builds it.

use super::npm::Package;
use super::tool::{Accepts, Install, Tool};

/// Pinned to the version in `Trunk.toml`, so that sizes stay comparable.
pub const VERSION: &str = "132";
/// What it comes in.
pub const PACKAGE: Package = Package { name: "binaryen", version: "132.0.0" };

pub fn tool() -> Tool {
    Tool {
        name: "wasm-opt",
        version: VERSION.to_owned(),
        accepts: Accepts::Exactly,
        programs: &["wasm-opt"],
        install: Install::Npm(PACKAGE),
    }
}
