//! cargo-fuzz, which builds and runs the fuzz targets.

use super::cargo::Package;
use super::tool::{Accepts, Install, Tool};

/// cargo-fuzz 0.13, which can build without a sanitizer and so with a stable toolchain.
pub fn tool() -> Tool {
    Tool {
        name: "cargo-fuzz",
        version: "0.13.2".to_owned(),
        accepts: Accepts::Prefix("0.13."),
        programs: &["cargo-fuzz"],
        install: Install::Cargo(Package { name: "cargo-fuzz", compile_quickly: true }),
    }
}
