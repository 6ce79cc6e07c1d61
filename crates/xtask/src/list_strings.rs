//! `cargo xtask strings`: every text that a user can read, with its place.

use std::io::{self, Write};

use lexopt::Parser;
use lexopt::prelude::*;
use xtask::strings::{self, Text};

use crate::error::{Error, Result};
use crate::{arguments, workspace};

/// Prints the texts, those with a word in them if one is given, file by file.
pub fn run(mut parser: Parser) -> Result<()> {
    let mut word = String::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("grep") => word = arguments::text(&mut parser)?.to_lowercase(),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let texts = strings::all(&workspace::root()).map_err(Error::new)?;
    let printed = listing(texts.iter().filter(|text| text.text.to_lowercase().contains(&word)));
    match io::stdout().write_all(printed.as_bytes()) {
        // Who reads it may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Error::because("the texts cannot be printed")),
    }
}

/// One line for each text, and one for each file before its first.
fn listing<'a>(texts: impl Iterator<Item = &'a Text>) -> String {
    let mut printed = String::new();
    let mut file = "";
    for text in texts {
        if text.file != file {
            let gap = if file.is_empty() { "" } else { "\n" };
            printed.push_str(&format!("{gap}{}\n", text.file));
            file = &text.file;
        }
        printed.push_str(&format!("{}:{}  {:?}\n", text.file, text.line, text.text));
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_grouped_by_file() {
        let text = |file: &str, line| Text { file: file.to_owned(), line, text: "Undo".to_owned() };
        let listed = listing([text("a.rs", 1), text("a.rs", 2), text("b.rs", 3)].iter());
        assert_eq!(listed, "a.rs\na.rs:1  \"Undo\"\na.rs:2  \"Undo\"\n\nb.rs\nb.rs:3  \"Undo\"\n");
    }
}
