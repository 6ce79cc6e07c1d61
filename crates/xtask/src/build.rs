//! `cargo xtask build`: builds the page's static files.

use lexopt::Parser;

use crate::arguments;
use crate::error::Result;
use crate::profile::Profile;
use crate::tools::Toolbox;
use crate::{progress, shell, size};

/// Builds the release page and prints its sizes.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    build_page(Profile::Release)?;
    size::print()
}

/// Builds the page into the profile's folder.
pub fn build_page(profile: Profile) -> Result<()> {
    let tools = Toolbox::for_page()?;
    progress::step(&format!("building the page into {}/", profile.folder_name()));
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--dist", profile.folder_name()]);
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    shell::run(&mut trunk, "building the page")
}
