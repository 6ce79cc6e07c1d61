//! Running other programs, with nothing on standard input, and an error message if one fails.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::error::{Error, Result};

/// Runs the program to its end and shows its output. `purpose` begins the error message, as in “building the page”.
pub fn run(command: &mut Command, purpose: &str) -> Result<()> {
    finish(command.stdin(Stdio::null()), purpose).map(drop)
}

/// Runs the program to its end and returns its standard output; standard error is shown.
pub fn capture(command: &mut Command, purpose: &str) -> Result<Vec<u8>> {
    finish(command.stdin(Stdio::null()).stdout(Stdio::piped()), purpose)
}

/// Waits for the program; an error if it cannot be started or fails.
fn finish(command: &mut Command, purpose: &str) -> Result<Vec<u8>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let not_started = Error::because(format!("{purpose} failed: cannot start `{program}`"));
    let output = command.spawn().and_then(Child::wait_with_output).map_err(not_started)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Error::new(format!(
        "{purpose} failed: `{program}` ended with {}; its output is above",
        output.status
    )))
}

/// The program's standard output, if it can be started and succeeds; its standard error is hidden.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program's file in the first folder of PATH that has it.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find_map(|folder| in_folder(&folder, program))
}

/// The program's file in this folder, if it exists.
pub fn in_folder(folder: &Path, program: &str) -> Option<PathBuf> {
    let file = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    file.is_file().then_some(file)
}
