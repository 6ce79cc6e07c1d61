//! axe-core, which the browser tests use to find accessibility problems.

use std::path::{Path, PathBuf};

use super::cache;
use super::npm::Package;
use crate::error::{Error, Result};
use crate::progress;

/// The environment variable that holds the script's path for the tests.
pub const ENV_VARIABLE: &str = "AXE_CORE";

/// Pinned, so that results change only with the page. It is a script, so PATH is not searched.
const VERSION: &str = "4.14.1";
const FILE: &str = "node_modules/axe-core/axe.min.js";

/// The path of the script, installed into the cache if missing.
pub fn ensure() -> Result<PathBuf> {
    let configured = std::env::var_os(ENV_VARIABLE).map(PathBuf::from);
    if let Some(file) = configured.filter(|file| file.is_file()) {
        return Ok(file);
    }
    let root = cache::folder()?.join(format!("axe-core-{VERSION}"));
    let file = root.join(FILE);
    if !file.is_file() {
        install(&root)?;
    }
    if file.is_file() {
        return Ok(file);
    }
    Err(Error::new(format!("axe-core was installed into {}, but {FILE} is not there", root.display())))
}

fn install(root: &Path) -> Result<()> {
    progress::step(&format!("installing axe-core {VERSION} (once per machine, into {})", root.display()));
    Package { name: "axe-core", version: VERSION }.install(VERSION, root)
}
