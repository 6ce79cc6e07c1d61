//! Installing a tool from crates.io by compiling it here.

use std::path::Path;
use std::process::Command;

use crate::error::Result;
use crate::{shell, workspace};

/// A package on crates.io that holds programs.
pub struct Package {
    /// Its name there.
    pub name: &'static str,
    /// Whether a short compile matters more than a fast program.
    pub compile_quickly: bool,
}

/// Cargo's release profile, turned towards a short compile.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

impl Package {
    /// Compiles the package's programs and puts them into `root/bin`.
    pub fn install(&self, version: &str, root: &Path) -> Result<()> {
        let mut command = Command::new("cargo");
        // The lock file that the package was tested with, not the newest of everything.
        command.args(["install", "--locked", self.name, "--version", version, "--root"]).arg(root);
        command.current_dir(workspace::root());
        if self.compile_quickly {
            command.envs(QUICK);
        }
        shell::run(&mut command, &format!("installing {} {version} from crates.io", self.name))
    }
}
