//! Makes WebAssembly modules as small as they get, with Binaryen's library.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::tools::{Toolbox, binaryen};
use crate::{shell, workspace};

/// The settings that decide how a module is shrunk.
pub const RULES: [&str; 2] = [include_str!("shrink.mjs"), include_str!("../tools/binaryen.rs")];

/// The script, below the workspace's root.
const SCRIPT: &str = "crates/xtask/src/build/shrink.mjs";

/// A module to shrink, and the file to write, which may be the same.
pub struct Job {
    pub from: PathBuf,
    pub to: PathBuf,
}

/// Shrinks all modules. `list` is a file in which they can be listed.
pub fn shrink_all(tools: &Toolbox, jobs: &[Job], list: &Path) -> Result<()> {
    let lines = jobs.iter().map(|job| format!("{}\t{}\n", job.from.display(), job.to.display()));
    fs::write(list, lines.collect::<String>())
        .map_err(Error::because(format!("{} cannot be written", list.display())))?;
    let mut node = tools.command("node")?;
    node.arg(workspace::root().join(SCRIPT)).arg(binaryen::ensure()?).arg(list);
    shell::run(&mut node, "shrinking the page's module")
}
