//! Generates one test for every folder in `golden/` and every file in `spec/`: to add a test, add a file.
//!
//! The golden cases are compiled in, because WebAssembly has no file system.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const SCENARIO: &str = "scenario.json";
/// The golden files that native and WebAssembly builds must reproduce.
const GOLDEN_FILES: [&str; 2] = ["fingerprint.txt", "link.txt"];

fn main() -> io::Result<()> {
    generate_golden_tests()?;
    generate_spec_tests()
}

/// The folder of this package now: a target folder may be shared by several checkouts.
fn package_folder() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from)
}

/// Generates a test for every specification case.
fn generate_spec_tests() -> io::Result<()> {
    let folder = package_folder().join("spec");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut tests = String::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
        writeln!(tests, "statement!({name}, include_str!({file:?}));").map_err(io::Error::other)?;
    }
    write_to_out_dir("spec_cases.rs", &tests)
}

/// Generates a test for every golden run.
fn generate_golden_tests() -> io::Result<()> {
    let golden = package_folder().join("golden");
    println!("cargo::rerun-if-changed={}", golden.display());
    let mut tests = String::new();
    for folder in golden_folders(&golden)? {
        // The file that includes this one defines `golden_case!`.
        let name = folder.file_name().unwrap_or_default().to_string_lossy().replace('-', "_");
        let scenario = folder.join(SCENARIO);
        let [fingerprint, link] = GOLDEN_FILES.map(|file| include_expression(&folder.join(file)));
        writeln!(tests, "golden_case!({name}, include_str!({scenario:?}), {fingerprint}, {link});")
            .map_err(io::Error::other)?;
    }
    write_to_out_dir("golden_cases.rs", &tests)
}

/// An expression for the text of a file; empty for a new case, whose failing test then prints the text.
fn include_expression(file: &Path) -> String {
    if file.is_file() { format!("include_str!({file:?})") } else { "\"\"".to_owned() }
}

fn write_to_out_dir(name: &str, text: &str) -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo did not set OUT_DIR"))?;
    fs::write(Path::new(&out).join(name), text)
}

/// The folders with a scenario, sorted.
fn golden_folders(golden: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    if !golden.is_dir() {
        // `there_are_golden_cases` reports this better than a build error.
        return Ok(folders);
    }
    for entry in fs::read_dir(golden)? {
        let folder = entry?.path();
        if folder.join(SCENARIO).is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}
