//! The compiler's WebAssembly target.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::{progress, shell, workspace};

/// The target triple that browsers run.
pub const NAME: &str = "wasm32-unknown-unknown";

/// Adds the target with rustup if it is missing.
pub fn ensure() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    progress::step(&format!("adding the Rust target {NAME}"));
    if shell::on_path("rustup").is_none() {
        return Err(Error::new(format!(
            "the Rust target {NAME} is missing, and rustup is not on PATH to add it"
        )));
    }
    let mut command = Command::new("rustup");
    command.args(["target", "add", NAME]).current_dir(workspace::root());
    shell::run(&mut command, &format!("adding the Rust target {NAME}"))
}

/// Asks rustc rather than rustup, which may not be installed.
fn is_installed() -> bool {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", NAME]).current_dir(workspace::root());
    shell::output(&mut command).is_some_and(|folder| Path::new(folder.trim()).is_dir())
}
