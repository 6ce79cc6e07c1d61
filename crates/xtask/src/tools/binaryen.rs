//! Binaryen's library for Node.js, which shrinks the modules of the split page.

use std::path::PathBuf;

use super::{cache, wasm_opt};
use crate::error::{Error, Result};
use crate::progress;

const FILE: &str = "node_modules/binaryen/index.js";

/// The path of the library, installed into the cache if missing. It comes in one package with wasm-opt.
pub fn ensure() -> Result<PathBuf> {
    let package = wasm_opt::PACKAGE;
    let root = cache::folder()?.join(format!("wasm-opt-{}", wasm_opt::VERSION));
    let file = root.join(FILE);
    if !file.is_file() {
        progress::step(&format!(
            "installing {} {} (once per machine, into {})",
            package.name,
            package.version,
            root.display()
        ));
        package.install(package.version, &root)?;
    }
    match file.is_file() {
        true => Ok(file),
        false => Err(Error::new(format!(
            "Binaryen was installed into {}, but {FILE} is not there",
            root.display()
        ))),
    }
}
