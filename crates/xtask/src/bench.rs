//! `cargo xtask bench`: how fast the page seeks in a long run and plays a busy one, in a real Chromium.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::browser;
use crate::{arguments, build, report, shell, workspace};

/// Builds the page for release unless told not to, then has the `bench` example of `tests` measure it.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut build, mut only) = (true, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-build") => build = false,
            Long("only") => only = Some(arguments::text(&mut parser)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
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
