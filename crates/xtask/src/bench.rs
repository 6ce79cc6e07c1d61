//! `cargo xtask bench`: how fast the page seeks in a long run and plays a busy one, in a real Chromium.

use std::process::Command;

use crate::arguments::Arguments;
use crate::build::{self, Profile};
use crate::failure::Result;
use crate::tools::browser;
use crate::{report, shell, workspace};

/// Builds the page for release unless told not to, then has the `bench` example of `tests` measure it.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let build = !arguments.flag("--no-build");
    let only = arguments.value("--only")?;
    arguments.finish()?;
    if build {
        build::page(Profile::Release)?;
    }
    let browser = browser::ensure()?;
    report::step("measuring in Chromium");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "tests", "--example", "bench", "--"]);
    command.args(only);
    command.current_dir(workspace::root()).env("PAGE_FOLDER", Profile::Release.folder());
    browser.announce_to(&mut command);
    shell::run(&mut command, "measuring")
}
