//! The tools that a command needs, installed and first on PATH.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use super::tool::Tool;
use super::{cargo_fuzz, trunk, wasm_bindgen, wasm_opt, wasm_target};
use crate::error::{Error, Result};
use crate::workspace;

/// The folders of installed tools, searched before PATH.
pub struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// The tools that build the page.
    pub fn for_page() -> Result<Self> {
        wasm_target::ensure()?;
        Self::install(&[trunk::tool(), wasm_bindgen::tool()?, wasm_opt::tool()])
    }

    /// The tools that run tests in WebAssembly.
    pub fn for_wasm_tests() -> Result<Self> {
        wasm_target::ensure()?;
        Self::install(&[wasm_bindgen::tool()?])
    }

    /// The tools that run fuzz targets.
    pub fn for_fuzzing() -> Result<Self> {
        Self::install(&[cargo_fuzz::tool()])
    }

    /// Installs missing tools.
    fn install(tools: &[Tool]) -> Result<Self> {
        let folders = tools.iter().map(Tool::ensure).collect::<Result<Vec<_>>>()?;
        Ok(Self { folders })
    }

    /// A command in the workspace's root, with these tools first on PATH.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = Command::new(program);
        command.current_dir(workspace::root()).env("PATH", self.path()?);
        Ok(command)
    }

    /// A `trunk` command. It finds its tools on PATH at the versions it wants, so it downloads none.
    pub fn trunk(&self) -> Result<Command> {
        let mut command = self.command("trunk")?;
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&path));
        std::env::join_paths(folders).map_err(Error::because("cannot add a tool's folder to PATH"))
    }
}
