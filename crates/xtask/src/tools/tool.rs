//! One tool as data, and the steps that make sure it is there.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{cache, cargo, npm};
use crate::error::{Error, Result};
use crate::{report, shell};

/// A program that the project needs at a certain version.
pub struct Tool {
    /// The name of its folder in the cache, and in what is said about it.
    pub name: &'static str,
    /// The version that is installed when none is there.
    pub version: String,
    /// Which versions on PATH will do.
    pub accepts: Accepts,
    /// The programs that belong to it; the first one tells the version.
    pub programs: &'static [&'static str],
    /// How it is installed into the cache.
    pub install: Install,
}

/// Which versions of a tool will do.
pub enum Accepts {
    /// Only the wanted one.
    Exactly,
    /// Any that begins so, such as `0.21.`.
    Beginning(&'static str),
}

/// Where a tool comes from.
pub enum Install {
    /// From crates.io, compiled here.
    Cargo(cargo::Package),
    /// From the npm registry.
    Npm(npm::Package),
}

impl Tool {
    /// The folder that holds the tool's programs, installed there if need be.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(folder) = self.folder_on_path() {
            return Ok(folder);
        }
        let root = cache::folder()?.join(format!("{}-{}", self.name, self.version));
        let programs = self.programs_folder(&root);
        if self.is_in(&programs) {
            return Ok(programs);
        }
        report::step(&format!(
            "setting up {} {} (once on this machine, into {})",
            self.name,
            self.version,
            root.display()
        ));
        match &self.install {
            Install::Cargo(package) => package.install(&self.version, &root)?,
            Install::Npm(package) => package.install(&self.version, &root)?,
        }
        if self.is_in(&programs) {
            return Ok(programs);
        }
        Err(Error::new(format!(
            "{} was installed into {}, but does not say that it is version {}",
            self.name,
            root.display(),
            self.version
        )))
    }

    /// The folder on PATH that has all the tool's programs at a version that will do.
    fn folder_on_path(&self) -> Option<PathBuf> {
        let folder = shell::on_path(self.programs.first()?)?.parent()?.to_owned();
        self.is_in(&folder).then_some(folder)
    }

    fn programs_folder(&self, root: &Path) -> PathBuf {
        match self.install {
            Install::Cargo(_) => root.join("bin"),
            Install::Npm(_) => root.join("node_modules/.bin"),
        }
    }

    /// Whether all programs are in the folder, and the first one tells a version that will do.
    fn is_in(&self, folder: &Path) -> bool {
        let all_there = self.programs.iter().all(|program| shell::in_folder(folder, program).is_some());
        all_there && self.version_in(folder).is_some_and(|found| self.accepts.version(&found, &self.version))
    }

    fn version_in(&self, folder: &Path) -> Option<String> {
        let program = shell::in_folder(folder, self.programs.first()?)?;
        first_version(&shell::output(Command::new(program).arg("--version"))?)
    }
}

impl Accepts {
    fn version(&self, found: &str, wanted: &str) -> bool {
        match self {
            Self::Exactly => found == wanted,
            Self::Beginning(beginning) => found.starts_with(beginning),
        }
    }
}

/// The first word that begins with a digit: `wasm-opt version 132 (…)` is at 132.
fn first_version(text: &str) -> Option<String> {
    text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_the_tools_print() {
        assert_eq!(first_version("trunk 0.21.14\n").as_deref(), Some("0.21.14"));
        assert_eq!(first_version("wasm-opt version 132 (version_132)").as_deref(), Some("132"));
        assert_eq!(first_version("no such thing"), None);
    }

    #[test]
    fn only_the_versions_that_will_do_are_accepted() {
        assert!(Accepts::Exactly.version("0.2.126", "0.2.126"));
        assert!(!Accepts::Exactly.version("0.2.130", "0.2.126"));
        assert!(Accepts::Beginning("0.21.").version("0.21.9", "0.21.14"));
        assert!(!Accepts::Beginning("0.21.").version("0.22.1", "0.21.14"));
    }
}
