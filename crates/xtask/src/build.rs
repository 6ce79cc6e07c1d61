//! `cargo xtask build`: the page as static files, for release or for looking at.

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::Result;
use crate::tools::Toolbox;
use crate::{report, shell, size, workspace};

/// How the page is compiled, and with it where its files go.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Small and fast; slow to compile.
    Release,
    /// Quick to compile; for work on the page.
    Dev,
}

impl Profile {
    /// The folder of the page's files, from the workspace's root.
    pub fn folder_name(self) -> &'static str {
        match self {
            Self::Release => "dist",
            Self::Dev => "dist-dev",
        }
    }

    /// The folder of the page's files.
    pub fn folder(self) -> PathBuf {
        workspace::root().join(self.folder_name())
    }
}

/// Builds for release and prints the sizes.
pub fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    page(Profile::Release)?;
    size::print()
}

/// Builds the page's files.
pub fn page(profile: Profile) -> Result<()> {
    let tools = Toolbox::for_the_page()?;
    report::step(&format!("building the page into {}/", profile.folder_name()));
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--dist", profile.folder_name()]);
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    shell::run(&mut trunk, "building the page")
}
