//! The Rust files that the lints read.

use std::fs;
use std::path::{Path, PathBuf};

/// One file: its path from the workspace root, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The syntax tree; every file compiles, so it parses.
    pub fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|reason| panic!("{}: {reason}", self.path))
    }
}

/// The workspace root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All Rust files below a folder, sorted by path.
pub fn rust_files(folder: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join(folder), folder, &mut sources);
    assert!(!sources.is_empty(), "{folder} has no Rust files, so its lints would check nothing");
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    sources
}

fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    let unreadable = |reason| -> ! { panic!("{name} cannot be read: {reason}") };
    for entry in fs::read_dir(folder).unwrap_or_else(|reason| unreadable(reason)) {
        let entry = entry.unwrap_or_else(|reason| unreadable(reason));
        let file = entry.path();
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if file.is_dir() {
            collect(&file, &path, sources);
        } else if file.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&file).unwrap_or_else(|reason| unreadable(reason));
            sources.push(Source { path, text });
        }
    }
}

/// Every crate's `src`, and every test program with several files, with their sources.
pub fn crates() -> Vec<(String, Vec<Source>)> {
    let mut folders = vec!["web/src".to_owned()];
    for (parent, inside) in [("crates", "/src"), ("tests", "")] {
        let entries = fs::read_dir(root().join(parent)).expect("the folder exists");
        for entry in entries.flatten() {
            let folder = format!("{parent}/{}{inside}", entry.file_name().to_string_lossy());
            let is_crate = ["lib.rs", "main.rs"].iter().any(|file| root().join(&folder).join(file).is_file());
            folders.extend(is_crate.then_some(folder));
        }
    }
    folders.sort();
    folders
        .into_iter()
        .map(|folder| {
            let sources = rust_files(&folder);
            (folder, sources)
        })
        .collect()
}

/// A made-up file with a planted fault.
#[cfg(test)]
pub fn planted(text: &str) -> Source {
    Source { path: "planted.rs".to_owned(), text: text.to_owned() }
}
