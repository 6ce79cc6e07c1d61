//! `cargo xtask glossary`: GLOSSARY.md, written from the list of terms.

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use crate::workspace;

const FILE: &str = "GLOSSARY.md";

/// Writes the file anew.
pub fn run(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let written = std::fs::write(workspace::root().join(FILE), explain::glossary());
    written.map_err(Failure::because("GLOSSARY.md could not be written"))
}
