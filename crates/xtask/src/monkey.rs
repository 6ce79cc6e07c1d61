//! `cargo xtask monkey`: uses the page at random for a while, or edits in two windows at once, and checks that nothing is
//! lost.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::browser;
use crate::{arguments, build, progress, shell, workspace};

const SEED: &str = "1";
const SECONDS: &str = "600";
const RANDOM_USE: &str = "random_use_loses_nothing";
const TWO_WINDOWS: &str = "edits_of_two_windows_at_once_are_all_stored";

/// Builds the page (unless `--no-build`), then runs the story of random use on it, or that of two windows.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut seed, mut seconds, mut build) = (String::from(SEED), String::from(SECONDS), true);
    let mut story = RANDOM_USE;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seed") => seed = arguments::text(&mut parser)?,
            Long("seconds") => seconds = arguments::text(&mut parser)?,
            Long("two-windows") => story = TWO_WINDOWS,
            Long("no-build") => build = false,
            _ => return Err(argument.unexpected().into()),
        }
    }
    if build {
        build::build_page(Profile::Release)?;
    }
    let browser = browser::ensure()?;
    progress::step(&format!("using the page at random for {seconds} seconds, seed {seed}"));
    let mut command = Command::new("cargo");
    command.args(["test", "--package", "tests", "--test", "e2e", "--", "--include-ignored", "--nocapture"]);
    command.arg(story).current_dir(workspace::root());
    command
        .env("PAGE_FOLDER", Profile::Release.folder())
        .env("MONKEY_SEED", seed)
        .env("MONKEY_SECONDS", &seconds)
        .env("TWO_WINDOWS_SECONDS", &seconds);
    browser.set_env(&mut command);
    shell::run(&mut command, "using the page at random")
}
