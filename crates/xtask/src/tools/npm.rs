//! Installing a tool from npm.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::shell;

/// A package with programs on npm.
pub struct Package {
    /// The package's name on npm.
    pub name: &'static str,
    /// The package's version, which may be longer than the one the programs print.
    pub version: &'static str,
}

impl Package {
    /// Installs the package's programs into `root/node_modules/.bin`; `version` only appears in messages.
    pub fn install(&self, version: &str, root: &Path) -> Result<()> {
        let Some(npm) = shell::on_path("npm") else {
            return Err(Error::new(format!(
                "{} {version} comes from npm, which is not on PATH: install Node.js with npm, or put {} {version} on PATH",
                self.name, self.name
            )));
        };
        std::fs::create_dir_all(root)
            .map_err(Error::because(format!("{} cannot be created", root.display())))?;
        let mut command = Command::new(npm);
        command
            .args(["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"])
            .arg(root);
        command.arg(format!("{}@{}", self.name, self.version));
        shell::run(&mut command, &format!("installing {} {} from npm", self.name, self.version))
    }
}
