//! `cargo xtask size`: prints how much a visitor downloads, and checks that first use stays within its budget.

mod compression;
mod functions;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use compression::Sizes;
use functions::code_by_crate;
use lexopt::Parser;

use crate::error::{Error, Result};
use crate::profile::{PARTS_FOLDER, Profile};
use crate::{arguments, workspace};

/// At most this many bytes, compressed with brotli, may be fetched before the page can be used.
const FIRST_USE_BUDGET: usize = 487_000;

/// This many crates of each part are listed; the rest is one line.
const LISTED_CRATES: usize = 12;

/// Prints the sizes of `dist/`.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    print_and_check()
}

/// Prints the size of each part and of its code by crate; an error if first use exceeds its budget.
pub fn print_and_check() -> Result<()> {
    let folder = Profile::Release.folder();
    let mut first = Sizes::default();
    let mut later = Sizes::default();
    let mut lines = Vec::new();
    for file in files_below(&folder)? {
        let sizes = Sizes::of(&read(&file)?)?;
        let name = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().into_owned();
        match is_fetched_later(&name) {
            true => later.add(sizes),
            false => first.add(sizes),
        }
        if name.ends_with(".wasm") || name.ends_with(".bin") || name.ends_with(".js") {
            lines.push(sizes.line(&name));
        }
    }
    println!("{:<44} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip", "brotli");
    lines.iter().for_each(|line| println!("{line}"));
    println!("{}", first.line("first use, with HTML and CSS"));
    println!("{}", later.line("fetched later"));
    print_crates()?;
    match first.brotli <= FIRST_USE_BUDGET {
        true => Ok(()),
        false => Err(Error::new(format!(
            "first use takes {} bytes, {} more than its budget in crates/xtask/src/size/mod.rs",
            first.brotli,
            first.brotli - FIRST_USE_BUDGET
        ))),
    }
}

/// What keeps the copy of the page, once all of it has been fetched.
const OFFLINE: [&str; 2] = ["offline.js", "sw.js"];
/// The style sheets of embeds and of the dialog that makes them.
const LATER_STYLES: [&str; 3] = ["embed.css", "studio.css", "questions.css"];

/// What only pages that embed this one fetch.
const FOR_OTHER_PAGES: &str = "embed.js";

/// Whether a file is fetched on demand or once the page is idle: the chunks, whose names have a part after the module's, and their pieces,
/// the script engine, style sheets of what is not there at first, what keeps the copy, and what other pages fetch.
fn is_fetched_later(name: &str) -> bool {
    name.starts_with("merge-script-wasm")
        || name == FOR_OTHER_PAGES
        || OFFLINE.contains(&name)
        || LATER_STYLES.contains(&name)
        || name.ends_with(".pieces.bin")
        || (name.ends_with(".wasm") && name.matches('.').count() > 1)
}

/// Prints which crates the code of each part comes from, as it was before it was shrunk and lost its names.
fn print_crates() -> Result<()> {
    let folder = workspace::root().join(PARTS_FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    for file in
        files_below(&folder)?.into_iter().filter(|file| file.extension().is_some_and(|it| it == "wasm"))
    {
        let not_read = Error::because(format!("{} is not a module", file.display()));
        let crates = code_by_crate(&read(&file)?).map_err(not_read)?;
        println!(
            "\n{}: bytes of code by crate, before shrinking",
            file.file_stem().unwrap_or_default().display()
        );
        print_largest(crates);
    }
    Ok(())
}

fn print_largest(crates: BTreeMap<String, usize>) {
    let total: usize = crates.values().sum();
    let mut crates: Vec<(String, usize)> = crates.into_iter().collect();
    crates.sort_by_key(|(name, size)| (std::cmp::Reverse(*size), name.clone()));
    let rest: usize = crates.iter().skip(LISTED_CRATES).map(|(_, size)| size).sum();
    crates.truncate(LISTED_CRATES);
    for (name, size) in crates.into_iter().chain([("others".to_owned(), rest), ("total".to_owned(), total)]) {
        println!("  {size:>9} {:>5.1} %  {name}", 100.0 * size as f64 / total.max(1) as f64);
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(Error::because(format!("{} cannot be read", file.display())))
}

/// Every file below the folder, by name.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing =
        || Error::because(format!("{} cannot be read; run `cargo xtask build` first", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(missing())? {
        let path = entry.map_err(missing())?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_and_the_script_engine_are_fetched_later() {
        assert!(is_fetched_later("web-0123.inspector.wasm"));
        assert!(is_fetched_later("web-0123.pieces.bin"));
        assert!(is_fetched_later("merge-script-wasm.js"));
        assert!(is_fetched_later("embed.js"));
        for name in
            ["web-0123_bg.wasm", "web-0123.js", "web-0123-chunks.js", "index.html", "snippets/a/b.c.js"]
        {
            assert!(!is_fetched_later(name), "{name}");
        }
    }

    #[test]
    fn missing_folder_error_names_the_build_command() {
        let error = files_below(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("cargo xtask build"), "{error}");
    }
}
