//! The tools that a command needs, set up and put before PATH.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use super::tool::Tool;
use super::{trunk, wasm_bindgen, wasm_opt, wasm_target};
use crate::error::{Error, Result};
use crate::workspace;

/// The folders of the tools that were set up, to be searched before PATH.
pub struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Everything that building the page takes.
    pub fn for_the_page() -> Result<Self> {
        wasm_target::ensure()?;
        Self::with(&[trunk::tool(), wasm_bindgen::tool()?, wasm_opt::tool()])
    }

    /// What running tests in WebAssembly takes.
    pub fn for_wasm_tests() -> Result<Self> {
        wasm_target::ensure()?;
        Self::with(&[wasm_bindgen::tool()?])
    }

    /// Sets up each of the tools.
    fn with(tools: &[Tool]) -> Result<Self> {
        let folders = tools.iter().map(Tool::ensure).collect::<Result<Vec<_>>>()?;
        Ok(Self { folders })
    }

    /// A command in the workspace's root that finds these tools before any others.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = Command::new(program);
        command.current_dir(workspace::root()).env("PATH", self.path()?);
        Ok(command)
    }

    /// A `trunk` command; it finds its tools here at the versions it wants, and so downloads none.
    pub fn trunk(&self) -> Result<Command> {
        let mut command = self.command("trunk")?;
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&before));
        std::env::join_paths(folders).map_err(Error::because("a tool's folder cannot be put on PATH"))
    }
}
