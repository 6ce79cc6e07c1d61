//! `cargo xtask pictures`: what the page looks like, at three widths, light and dark.

use std::process::Command;

use crate::arguments::Arguments;
use crate::build::{self, Profile};
use crate::failure::Result;
use crate::tools::browser;
use crate::{report, shell, workspace};

/// Builds the page unless told not to, then has the `pictures` example of `tests` look at it.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let profile = if arguments.flag("--dev") { Profile::Dev } else { Profile::Release };
    let build = !arguments.flag("--no-build");
    let mut options = Vec::new();
    for name in ["--after", "--fragment"] {
        if let Some(value) = arguments.value(name)? {
            options.extend([name.to_owned(), value]);
        }
    }
    arguments.finish()?;
    if build {
        build::page(profile)?;
    }
    let browser = browser::ensure()?;
    report::step("taking pictures");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "tests", "--example", "pictures", "--"]);
    command.args(options).current_dir(workspace::root()).env("PAGE_FOLDER", profile.folder());
    browser.announce_to(&mut command);
    shell::run(&mut command, "taking pictures")
}
