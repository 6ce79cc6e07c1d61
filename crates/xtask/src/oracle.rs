//! `cargo xtask oracle`: compares many random runs with the independent reference, in release.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::{arguments, progress, shell, workspace};

/// The runs that a release is checked with.
const SCENARIOS: &str = "20000";

/// Runs the oracle’s random scenarios: `--scenarios` of them, from the seed `--first` on.
pub fn run(mut parser: Parser) -> Result<()> {
    let mut scenarios = String::from(SCENARIOS);
    let mut first = String::from("0");
    while let Some(argument) = parser.next()? {
        match argument {
            Long("scenarios") => scenarios = arguments::text(&mut parser)?,
            Long("first") => first = arguments::text(&mut parser)?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    progress::step(&format!("comparing {scenarios} random runs from {first} on with the reference"));
    let mut command = Command::new("cargo");
    command.args([
        "test",
        "--release",
        "--package",
        "tests",
        "--test",
        "oracles",
        "random_runs",
        "--",
        "--nocapture",
    ]);
    command.current_dir(workspace::root());
    command.env("ORACLE_SCENARIOS", scenarios).env("ORACLE_FIRST", first);
    shell::run(&mut command, "comparing random runs with the reference")
}
