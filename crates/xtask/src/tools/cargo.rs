//! Installing a tool from crates.io.

use std::path::Path;
use std::process::Command;

use crate::error::Result;
use crate::{shell, workspace};

/// A package with programs on crates.io.
pub struct Package {
    /// The package's name on crates.io.
    pub name: &'static str,
    /// Whether a short compile matters more than a fast program.
    pub compile_quickly: bool,
}

/// Settings of Cargo's release profile that shorten the compile.
const QUICK_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

impl Package {
    /// Compiles the package's programs into `root/bin`.
    pub fn install(&self, version: &str, root: &Path) -> Result<()> {
        let mut command = Command::new("cargo");
        // The dependency versions that the package was tested with, not the newest ones.
        command.args(["install", "--locked", self.name, "--version", version, "--root"]).arg(root);
        command.current_dir(workspace::root());
        if self.compile_quickly {
            command.envs(QUICK_PROFILE);
        }
        shell::run(&mut command, &format!("installing {} {version} from crates.io", self.name))
    }
}
