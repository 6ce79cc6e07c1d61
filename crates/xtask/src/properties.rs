//! `cargo xtask properties`: checks the properties of every run on many random scenarios, from a seed of its own.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::{arguments, progress, shell, workspace};

const CASES: &str = "3000";

/// Checks every property on `--cases` scenarios, drawn from `--seed` or from the time of day.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut cases, mut seed) = (String::from(CASES), None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("cases") => cases = arguments::text(&mut parser)?,
            Long("seed") => seed = Some(arguments::text(&mut parser)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let seed = seed.unwrap_or_else(new_seed);
    progress::step(&format!("checking the properties on {cases} random scenarios each, seed {seed}"));
    let mut command = Command::new("cargo");
    command.args(["test", "--release", "--package", "tests", "--test", "properties"]);
    command.current_dir(workspace::root()).env("PROPTEST_CASES", cases).env("PROPTEST_RNG_SEED", seed);
    shell::run(&mut command, "checking the properties")
}

fn new_seed() -> String {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since_epoch.as_secs().to_string()
}
