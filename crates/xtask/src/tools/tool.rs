//! A tool as data, and finding or installing it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{cache, cargo, npm};
use crate::error::{Error, Result};
use crate::{progress, shell};

/// A program that the project needs at a certain version.
pub struct Tool {
    /// Its name, in messages and in the cache.
    pub name: &'static str,
    /// The version to install.
    pub version: String,
    /// Which versions on PATH are acceptable.
    pub accepts: Accepts,
    /// Its programs; the first one prints the version.
    pub programs: &'static [&'static str],
    /// How to install it into the cache.
    pub install: Install,
}

/// Which versions of a tool are acceptable.
pub enum Accepts {
    /// Only the wanted one.
    Exactly,
    /// Any with this prefix, such as `0.21.`.
    Prefix(&'static str),
}

/// Where a tool comes from.
pub enum Install {
    /// From crates.io, by compiling it.
    Cargo(cargo::Package),
    /// From npm.
    Npm(npm::Package),
}

impl Tool {
    /// The folder of the tool's programs, which are installed if missing.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(folder) = self.folder_on_path() {
            return Ok(folder);
        }
        let root = cache::folder()?.join(format!("{}-{}", self.name, self.version));
        let programs = self.programs_folder(&root);
        if self.is_installed_in(&programs) {
            return Ok(programs);
        }
        progress::step(&format!(
            "installing {} {} (once per machine, into {})",
            self.name,
            self.version,
            root.display()
        ));
        match &self.install {
            Install::Cargo(package) => package.install(&self.version, &root)?,
            Install::Npm(package) => package.install(&self.version, &root)?,
        }
        if self.is_installed_in(&programs) {
            return Ok(programs);
        }
        Err(Error::new(format!(
            "{} was installed into {}, but its version is not {}",
            self.name,
            root.display(),
            self.version
        )))
    }

    /// The folder on PATH that has all the tool's programs at an acceptable version.
    fn folder_on_path(&self) -> Option<PathBuf> {
        let folder = shell::on_path(self.programs.first()?)?.parent()?.to_owned();
        self.is_installed_in(&folder).then_some(folder)
    }

    fn programs_folder(&self, root: &Path) -> PathBuf {
        match self.install {
            Install::Cargo(_) => root.join("bin"),
            Install::Npm(_) => root.join("node_modules/.bin"),
        }
    }

    /// Whether the folder has all programs, at an acceptable version.
    fn is_installed_in(&self, folder: &Path) -> bool {
        let is_complete = self.programs.iter().all(|program| shell::in_folder(folder, program).is_some());
        is_complete
            && self.version_in(folder).is_some_and(|found| self.accepts.matches(&found, &self.version))
    }

    fn version_in(&self, folder: &Path) -> Option<String> {
        let program = shell::in_folder(folder, self.programs.first()?)?;
        first_version(&shell::output(Command::new(program).arg("--version"))?)
    }
}

impl Accepts {
    fn matches(&self, found: &str, wanted: &str) -> bool {
        match self {
            Self::Exactly => found == wanted,
            Self::Prefix(prefix) => found.starts_with(prefix),
        }
    }
}

/// The first word that begins with a digit: 132 in `wasm-opt version 132 (…)`.
fn first_version(text: &str) -> Option<String> {
    text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_parsed_from_each_tools_output() {
        assert_eq!(first_version("trunk 0.21.14\n").as_deref(), Some("0.21.14"));
        assert_eq!(first_version("wasm-opt version 132 (version_132)").as_deref(), Some("132"));
        assert_eq!(first_version("no such thing"), None);
    }

    #[test]
    fn only_acceptable_versions_match() {
        assert!(Accepts::Exactly.matches("0.2.126", "0.2.126"));
        assert!(!Accepts::Exactly.matches("0.2.130", "0.2.126"));
        assert!(Accepts::Prefix("0.21.").matches("0.21.9", "0.21.14"));
        assert!(!Accepts::Prefix("0.21.").matches("0.22.1", "0.21.14"));
    }
}
