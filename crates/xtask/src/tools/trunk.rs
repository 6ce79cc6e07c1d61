//! trunk builds and serves the page.

use super::cargo::Package;
use super::tool::{Accepts, Install, Tool};

/// trunk 0.21: the last line that builds with the project's compiler.
pub fn tool() -> Tool {
    Tool {
        name: "trunk",
        version: "0.21.14".to_owned(),
        accepts: Accepts::Beginning("0.21."),
        programs: &["trunk"],
        // trunk waits for cargo nearly all its time: a third of the compile is worth more.
        install: Install::Cargo(Package { name: "trunk", compile_quickly: true }),
    }
}
