//! `cargo xtask strings`: lists every user-visible string with its place in the source.

use std::io::{self, Write};

use lexopt::Parser;
use lexopt::prelude::*;
use xtask::strings::{self, Text};

use crate::error::{Error, Result};
use crate::{arguments, workspace};

/// Prints the strings file by file; with `--grep`, only those that contain the word.
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
        // The reader, such as `head`, may stop early.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(Error::because("the strings cannot be printed")),
    }
}

/// A heading for each file, then one line for each of its strings.
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
