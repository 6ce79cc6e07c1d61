//! `cargo xtask build`: the page as static files, for release or for development.

use lexopt::Parser;

use crate::arguments;
use crate::error::Result;
use crate::profile::Profile;
use crate::tools::Toolbox;
use crate::{report, shell, size};

/// Builds for release and prints the sizes.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
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
