//! The tools that the commands need: where each is found, and how it is set up when it is not.
//!
//! A tool is looked for on PATH first, then in this person's cache; only then is it installed,
//! into the cache. The workspace's `target` holds none of them, so cleaning it costs nothing.

pub mod axe_core;
pub mod browser;
mod cache;
mod cargo;
mod npm;
mod tool;
pub mod trunk;
pub mod wasm_bindgen;
pub mod wasm_opt;
pub mod wasm_target;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::workspace;
use tool::Tool;

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
