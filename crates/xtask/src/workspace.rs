//! The workspace's root, the folder that it is built into, and versions from its lock file.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::shell;

/// The folder of the root `Cargo.toml`.
pub fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // Shorter in messages than `…/crates/xtask/../..`.
    crates.canonicalize().unwrap_or(crates)
}

/// The folder that cargo builds into, which a user may have set.
pub fn target_folder() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--no-deps"]).current_dir(root());
    let metadata = shell::capture(&mut cargo, "asking cargo for its folder")?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata)
        .map_err(Error::because("cargo's description of the workspace cannot be read"))?;
    let folder = metadata["target_directory"].as_str();
    folder.map(PathBuf::from).ok_or_else(|| Error::new("cargo does not say which folder it builds into"))
}

/// The version of `package` in `Cargo.lock`.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path)
        .map_err(Error::because(format!("{} cannot be read", path.display())))?;
    version_in(&lock, package).ok_or_else(|| {
        Error::new(format!(
            "Cargo.lock has no package `{package}`; run `cargo update --workspace` to repair it"
        ))
    })
}

/// The version that follows the line naming `package`.
fn version_in(lock: &str, package: &str) -> Option<String> {
    let named = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != named).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_version_is_found_by_exact_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.126"));
        assert_eq!(version_in(lock, "trunk"), None);
    }
}
