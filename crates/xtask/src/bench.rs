//! `cargo xtask bench`: measures seeking in a long run and playing a busy one, in Chromium.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::browser;
use crate::{arguments, build, progress, shell, workspace};

/// Builds the release page (unless `--no-build`), then runs the `bench` example of `tests` on it.
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
        build::build_page(Profile::Release)?;
    }
    let browser = browser::ensure()?;
    progress::step("measuring in Chromium");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "tests", "--example", "bench", "--"]);
    command.args(only);
    command.current_dir(workspace::root()).env("PAGE_FOLDER", Profile::Release.folder());
    browser.set_env(&mut command);
    shell::run(&mut command, "measuring")
}
