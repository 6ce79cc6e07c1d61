//! A command of xtask that runs beside others, and whose output waits until it has ended.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::error::{Error, Result};
use crate::workspace;

/// A command that has been started. It is stopped when it is dropped before its end.
pub struct Background {
    name: &'static str,
    process: Child,
    output: PathBuf,
}

impl Background {
    /// Starts `cargo xtask NAME`.
    pub fn start(name: &'static str) -> Result<Self> {
        let output = workspace::root().join(format!("target/xtask-{name}.log"));
        let not_started = || Error::because(format!("`cargo xtask {name}` cannot be started"));
        // Cargo may build into another folder.
        std::fs::create_dir_all(workspace::root().join("target")).map_err(not_started())?;
        let log = File::create(&output).map_err(not_started())?;
        let mut command = Command::new(std::env::current_exe().map_err(not_started())?);
        command.arg(name).stdin(Stdio::null());
        command.stdout(log.try_clone().map_err(not_started())?).stderr(log);
        Ok(Self { name, process: command.spawn().map_err(not_started())?, output })
    }

    /// Waits for its end and prints its output; an error if it failed.
    pub fn finish(mut self) -> Result<()> {
        let name = self.name;
        let status =
            self.process.wait().map_err(Error::because(format!("`cargo xtask {name}` was not awaited")))?;
        let output = std::fs::read_to_string(&self.output)
            .map_err(Error::because(format!("{} cannot be read", self.output.display())))?;
        eprint!("{output}");
        match status.success() {
            true => Ok(()),
            false => Err(Error::new(format!("`cargo xtask {name}` failed; its output is above"))),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Both fail if it has already ended, which is fine.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
