//! `cargo xtask screenshots`: captures the page at three widths, light and dark.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::browser;
use crate::{arguments, build, progress, shell, workspace};

/// Builds the page (unless `--no-build`), then runs the `screenshots` example of `tests` on it.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut profile, mut build) = (Profile::Release, true);
    let mut options = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dev") => profile = Profile::Dev,
            Long("no-build") => build = false,
            Long("after") => options.extend(["--after".to_owned(), arguments::text(&mut parser)?]),
            Long("fragment") => options.extend(["--fragment".to_owned(), arguments::text(&mut parser)?]),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if build {
        build::build_page(profile)?;
    }
    let browser = browser::ensure()?;
    progress::step("taking screenshots");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "tests", "--example", "screenshots", "--"]);
    command.args(options).current_dir(workspace::root()).env("PAGE_FOLDER", profile.folder());
    browser.set_env(&mut command);
    shell::run(&mut command, "taking screenshots")
}
