//! Running other programs: with nothing on standard input, and a sentence when one fails.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// Runs to the end, showing what the program prints; `what` is what it was for.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(Error::because(format!("{what} failed, because `{program}` could not be started")))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::new(format!("{what} failed: `{program}` ended with {status}; its own words are above")))
}

/// What the program prints on standard output, if it can be started and succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first place on PATH that has this program.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find_map(|folder| in_folder(&folder, program))
}

/// The program's file in this folder, if it is there.
pub fn in_folder(folder: &Path, program: &str) -> Option<PathBuf> {
    let file = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    file.is_file().then_some(file)
}
