//! trunk, which builds and serves the page.

use super::cargo::Package;
use super::tool::{Accepts, Install, Tool};

/// trunk 0.21: the newest release line that compiles with the project's toolchain.
pub fn tool() -> Tool {
    Tool {
        name: "trunk",
        version: "0.21.14".to_owned(),
        accepts: Accepts::Prefix("0.21."),
        programs: &["trunk"],
        // trunk mostly waits for cargo, so a quick compile matters more than a fast program.
        install: Install::Cargo(Package { name: "trunk", compile_quickly: true }),
    }
}
