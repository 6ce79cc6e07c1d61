//! axe-core looks for accessibility faults in a page that the browser tests have open.

use std::path::{Path, PathBuf};

use super::cache;
use super::npm::Package;
use crate::error::{Error, Result};
use crate::report;

/// The environment variable that tells the tests where the file is.
pub const ANNOUNCED_AS: &str = "AXE_CORE";

/// One version only, so that a page is found good or bad for what it is. It is a script and no
/// program, so there is nothing to look for on PATH.
const VERSION: &str = "4.14.1";
const FILE: &str = "node_modules/axe-core/axe.min.js";

/// The script, installed into the cache if need be.
pub fn ensure() -> Result<PathBuf> {
    let given = std::env::var_os(ANNOUNCED_AS).map(PathBuf::from);
    if let Some(file) = given.filter(|file| file.is_file()) {
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
    report::step(&format!("setting up axe-core {VERSION} (once on this machine, into {})", root.display()));
    Package { name: "axe-core", version: VERSION }.install(VERSION, root)
}
