//! Installing a tool from the npm registry.

use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::shell;

/// A package on the npm registry that holds programs.
pub struct Package {
    /// Its name there.
    pub name: &'static str,
    /// Its full version there, which may say more than the programs do.
    pub version: &'static str,
}

impl Package {
    /// Puts the package's programs into `root/node_modules/.bin`; `version` is only for messages.
    pub fn install(&self, version: &str, root: &Path) -> Result<()> {
        let Some(npm) = shell::on_path("npm") else {
            return Err(Error::new(format!(
                "{} {version} comes from npm, which is not on PATH: install Node.js with npm, or put {} {version} on PATH",
                self.name, self.name
            )));
        };
        std::fs::create_dir_all(root)
            .map_err(Error::because(format!("{} cannot be made", root.display())))?;
        let mut command = Command::new(npm);
        command
            .args(["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"])
            .arg(root);
        command.arg(format!("{}@{}", self.name, self.version));
        shell::run(&mut command, &format!("installing {} {} from npm", self.name, self.version))
    }
}
