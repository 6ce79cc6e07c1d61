//! Lints over the sources; each has a planted fault that it must catch.
//!
//! A lint is a function from sources to violations. A violation is one sentence that starts with its
//! position, so a test is one line and a planted fault is a string.

mod allowed;
mod architecture;
mod catch_all;
mod cycles;
mod first_line;
mod function_length;
mod modules;
mod sources;
mod words;

use sources::{Source, below};

/// The crates that compute and explain a run, deterministically.
const CORE: [&str; 7] =
    ["replication", "scenario", "merge-script", "timeline", "analysis", "explain", "player"];
/// All folders with Rust sources.
const EVERYWHERE: [&str; 3] = ["crates", "web", "tests"];

fn core() -> Vec<Source> {
    let folders = CORE.map(|name| format!("crates/{name}/src"));
    folders.iter().filter(|folder| sources::root().join(folder).is_dir()).flat_map(|it| below(it)).collect()
}

fn everywhere() -> Vec<Source> {
    EVERYWHERE.iter().flat_map(|folder| below(folder)).collect()
}

/// Fails with one violation per line.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn crates_depend_only_on_earlier_crates() {
    none(&architecture::faults(&architecture::workspace()));
}

#[test]
fn core_has_no_clock_thread_hash_order_or_float() {
    let faults =
        core().iter().flat_map(|source| words::faults(source, words::CORE_MAY_NOT_SAY)).collect::<Vec<_>>();
    none(&allowed::remove(faults));
}

#[test]
fn web_neither_leaks_nor_panics() {
    let faults = below("web/src")
        .iter()
        .flat_map(|source| words::faults(source, words::PAGE_MAY_NOT_SAY))
        .collect::<Vec<_>>();
    none(&faults);
}

#[test]
fn no_unfinished_work_is_left() {
    let sources = everywhere();
    none(
        &sources
            .iter()
            .flat_map(|source| words::faults_with_tests(source, words::NO_ONE_MAY_SAY))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_starts_with_its_subject() {
    none(&everywhere().iter().filter_map(first_line::fault).collect::<Vec<_>>());
}

#[test]
fn functions_fit_on_a_screen() {
    none(&everywhere().iter().flat_map(function_length::faults).collect::<Vec<_>>());
}

#[test]
fn files_and_folders_have_no_dependency_cycles() {
    none(&cycles::faults(&sources::crates(), cycles::KNOWN));
}

#[test]
fn matches_have_no_panicking_catch_all() {
    let sources: Vec<Source> = ["crates", "web"].iter().flat_map(|folder| below(folder)).collect();
    none(&catch_all::faults(&sources, catch_all::KNOWN));
}
