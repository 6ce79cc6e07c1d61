//! Every text that a user can read on the page or in the terminal, with its place in the source.

mod html;
mod json;
mod prose;
mod rust;

use std::fs;
use std::path::Path;

/// One text of the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The file, from the workspace's root.
    pub file: String,
    /// The line that it begins on.
    pub line: usize,
    /// The text, with `{}` where something is filled in.
    pub text: String,
}

/// Folders of code whose texts reach a user. Those that do not exist are left out.
const CODE: &[&str] = &[
    "web/src",
    "crates/cli/src",
    "crates/replication/src",
    "crates/scenario/src",
    "crates/merge-script/src",
    "crates/timeline/src",
    "crates/analysis/src",
    "crates/explain/src",
    "crates/player/src",
    "crates/bindings/src",
];
/// Those that put sentences together, from single words too.
const SENTENCES: &[&str] =
    &["crates/cli/src", "crates/analysis/src", "crates/explain/src", "crates/player/src"];
const GALLERY: &str = "crates/scenario/gallery";
const PAGE: &str = "index.html";

/// All texts in the workspace at `root`, by file and line.
///
/// # Errors
/// The path of what cannot be read, and why.
pub fn all(root: &Path) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    for folder in CODE.iter().filter(|folder| root.join(folder).is_dir()) {
        let makes_sentences = SENTENCES.contains(folder);
        collect(root, folder, "rs", &mut |source| rust::texts(source, makes_sentences), &mut texts)?;
    }
    collect(root, GALLERY, "json", &mut |source| json::texts(source), &mut texts)?;
    add(root, PAGE, &mut |source| Ok(html::texts(source)), &mut texts)?;
    Ok(texts)
}

/// Finds each text of one file, with its line.
type Finder<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<(usize, String)>, String>;

fn collect(
    root: &Path,
    folder: &str,
    ending: &str,
    finder: Finder,
    texts: &mut Vec<Text>,
) -> Result<(), String> {
    let entries = fs::read_dir(root.join(folder)).map_err(|reason| format!("{folder}: {reason}"))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, ending, finder, texts)?;
        } else if Path::new(&name).extension().is_some_and(|extension| extension == ending) {
            add(root, &path, finder, texts)?;
        }
    }
    Ok(())
}

fn add(root: &Path, file: &str, finder: Finder, texts: &mut Vec<Text>) -> Result<(), String> {
    let source = fs::read_to_string(root.join(file)).map_err(|reason| format!("{file}: {reason}"))?;
    let found = finder(&source).map_err(|reason| format!("{file}: {reason}"))?;
    texts.extend(found.into_iter().map(|(line, text)| Text { file: file.to_owned(), line, text }));
    Ok(())
}
