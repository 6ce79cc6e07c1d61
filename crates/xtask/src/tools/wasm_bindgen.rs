//! wasm-bindgen's command-line tool and test runner.

use super::cargo::Package;
use super::tool::{Accepts, Install, Tool};
use crate::error::Result;
use crate::workspace;

/// The runner that `cargo test` starts for tests compiled to WebAssembly.
pub const TEST_RUNNER: &str = "wasm-bindgen-test-runner";

/// The tool at exactly the crate's version: any other refuses the crate's output.
pub fn tool() -> Result<Tool> {
    Ok(Tool {
        name: "wasm-bindgen",
        version: workspace::locked_version("wasm-bindgen")?,
        accepts: Accepts::Exactly,
        programs: &["wasm-bindgen", TEST_RUNNER],
        install: Install::Cargo(Package { name: "wasm-bindgen-cli", compile_quickly: true }),
    })
}
