//! Every user-visible string, on the page or in the terminal, with its place in the source.

mod html;
mod json;
mod prose;
mod rust;

use std::fs;
use std::path::Path;

/// One user-visible string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The file, relative to the workspace's root.
    pub file: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The string, with its `{}` placeholders.
    pub text: String,
}

/// Source folders whose strings reach users; missing folders are skipped.
const SOURCE_FOLDERS: &[&str] = &[
    "web/src",
    "crates/cli/src",
    "crates/replication/src",
    "crates/scenario/src",
    "crates/merge-script/src",
    "crates/timeline/src",
    "crates/analysis/src",
    "crates/explain/src",
    "crates/lessons/src",
    "crates/player/src",
    "crates/bindings/src",
];
/// The folders that build sentences, where a single word may be a fragment of one.
const SENTENCE_FOLDERS: &[&str] = &[
    "crates/cli/src",
    "crates/analysis/src",
    "crates/explain/src",
    "crates/lessons/src",
    "crates/player/src",
];
/// The folders of example runs and of lessons.
const JSON_FOLDERS: [&str; 2] = ["crates/scenario/gallery", "crates/lessons/lessons"];
const PAGES: [&str; 2] = ["index.html", "web/first-paint.html"];

/// All strings in the workspace at `root`, by file and line.
///
/// # Errors
/// The path of a file that cannot be read or parsed, and why.
pub fn all(root: &Path) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    for folder in SOURCE_FOLDERS.iter().filter(|folder| root.join(folder).is_dir()) {
        let builds_sentences = SENTENCE_FOLDERS.contains(folder);
        collect(root, folder, "rs", &mut |source| rust::texts(source, builds_sentences), &mut texts)?;
    }
    for folder in JSON_FOLDERS {
        collect(root, folder, "json", &mut |source| json::texts(source), &mut texts)?;
    }
    for page in PAGES {
        add(root, page, &mut |source| Ok(html::texts(source)), &mut texts)?;
    }
    Ok(texts)
}

/// Finds each string of one file, with its line number.
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
