//! Crates whose tests are one program: every file of theirs belongs to it, or it would not be compiled, and nobody would
//! notice.

use std::fs;
use std::path::Path;

/// The tests of one crate.
pub struct TestFolder {
    /// Its path from the workspace's root.
    pub path: String,
    /// The crate's manifest.
    pub manifest: String,
    /// The program that the files belong to, if there is one.
    pub program: String,
    /// The names of its files without `.rs`, apart from the program's.
    pub files: Vec<String>,
}

/// The tests of all crates below a folder.
pub fn all(root: &Path) -> Vec<TestFolder> {
    let crates = fs::read_dir(root.join("crates")).expect("the folder exists").flatten();
    crates
        .map(|entry| {
            let folder = entry.path().join("tests");
            let read = |file: &Path| fs::read_to_string(file).unwrap_or_default();
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let names =
                files.filter_map(|file| file.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned));
            TestFolder {
                path: format!("crates/{}/tests", entry.file_name().display()),
                manifest: read(&entry.path().join("Cargo.toml")),
                program: read(&folder.join("main.rs")),
                files: names.filter(|name| name != "main").collect(),
            }
        })
        .collect()
}

/// One sentence for each file that is in no program.
pub fn violations(folder: &TestFolder) -> Vec<String> {
    if !folder.manifest.contains("autotests = false") {
        return Vec::new();
    }
    let is_in_a_program = |name: &&String| {
        let is_module = folder.program.lines().any(|line| line == format!("mod {name};"));
        is_module || folder.manifest.lines().any(|line| line == format!("name = \"{name}\""))
    };
    let left_out = folder.files.iter().filter(|name| !is_in_a_program(name));
    left_out
        .map(|name| format!("{}/{name}.rs: is in no test program; add `mod {name};` to main.rs", folder.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_that_no_program_includes_is_reported() {
        let folder = |manifest: &str| TestFolder {
            path: "crates/planted/tests".to_owned(),
            manifest: manifest.to_owned(),
            program: "//! Tests.\n\nmod one;\n".to_owned(),
            files: ["one", "two", "three"].map(str::to_owned).to_vec(),
        };
        let found = violations(&folder("autotests = false\n\n[[test]]\nname = \"two\"\n"));
        assert_eq!(
            found,
            ["crates/planted/tests/three.rs: is in no test program; add `mod three;` to main.rs"]
        );
        assert!(violations(&folder("[package]\n")).is_empty(), "each file is a program there");
    }
}
