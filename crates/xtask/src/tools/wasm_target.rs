//! The compiler's WebAssembly target.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::{report, shell, workspace};

/// The target that browsers run.
pub const NAME: &str = "wasm32-unknown-unknown";

/// Adds the target through rustup if the compiler does not have it yet.
pub fn ensure() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    report::step(&format!("adding the Rust target {NAME}"));
    if shell::on_path("rustup").is_none() {
        return Err(Error::new(format!(
            "the compiler has no target {NAME}, and rustup is not on PATH to add it"
        )));
    }
    let mut command = Command::new("rustup");
    command.args(["target", "add", NAME]).current_dir(workspace::root());
    shell::run(&mut command, &format!("adding the Rust target {NAME}"))
}

/// Asks the compiler rustup put in charge of this folder, which works without rustup too.
fn is_there() -> bool {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", NAME]).current_dir(workspace::root());
    shell::output(&mut command).is_some_and(|folder| Path::new(folder.trim()).is_dir())
}
