//! `cargo xtask glossary`: GLOSSARY.md, generated from the list of terms.

use std::process::Command;

use lexopt::Parser;

use crate::error::{Error, Result};
use crate::{arguments, shell, workspace};

const FILE: &str = "GLOSSARY.md";

/// Has the `glossary` example of `explain` print the glossary, and writes it to the file.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    // A program of its own, so that xtask compiles even if the product does not.
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "explain", "--example", "glossary"]);
    let glossary = shell::capture(command.current_dir(workspace::root()), "generating the glossary")?;
    std::fs::write(workspace::root().join(FILE), glossary)
        .map_err(Error::because(format!("{FILE} cannot be written")))
}
