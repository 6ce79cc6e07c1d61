//! `cargo xtask glossary`: GLOSSARY.md, written from the list of terms.

use lexopt::Parser;

use crate::arguments;
use crate::error::{Error, Result};
use crate::workspace;

const FILE: &str = "GLOSSARY.md";

/// Writes the file.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    let written = std::fs::write(workspace::root().join(FILE), explain::glossary());
    written.map_err(Error::because("GLOSSARY.md could not be written"))
}
