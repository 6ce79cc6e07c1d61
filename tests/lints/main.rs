//! Lints over the sources; each has a planted fault that it must catch.
//!
//! A lint is a function from sources to violations. A violation is one sentence that starts with its
//! position, so a test is one line and a planted fault is a string.

mod architecture;
mod catch_all;
mod cycles;
mod exceptions;
mod fields;
mod first_line;
mod function_length;
mod layers;
mod modules;
mod sources;
mod test_programs;
mod tokens;
mod variants;
mod words;

use sources::{Source, rust_files};

/// The crates that compute and explain a run, deterministically.
const CORE: [&str; 8] =
    ["replication", "scenario", "merge-script", "timeline", "analysis", "explain", "lessons", "player"];
/// All folders with Rust sources.
const EVERYWHERE: [&str; 3] = ["crates", "web", "tests"];

fn core() -> Vec<Source> {
    let folders = CORE.map(|name| format!("crates/{name}/src"));
    folders
        .iter()
        .filter(|folder| sources::root().join(folder).is_dir())
        .flat_map(|it| rust_files(it))
        .collect()
}

fn everywhere() -> Vec<Source> {
    EVERYWHERE.iter().flat_map(|folder| rust_files(folder)).collect()
}

/// Fails with one violation per line.
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn crates_depend_only_on_earlier_crates() {
    assert_none(&architecture::violations(&architecture::workspace()));
}

#[test]
fn core_has_no_clock_thread_hash_order_or_float() {
    let violations = core()
        .iter()
        .flat_map(|source| tokens::violations(source, tokens::FORBIDDEN_IN_CORE))
        .collect::<Vec<_>>();
    assert_none(&exceptions::remove(violations));
}

#[test]
fn web_neither_leaks_nor_panics_nor_reads_the_world() {
    let violations = rust_files("web/src")
        .iter()
        .flat_map(|source| tokens::violations(source, tokens::FORBIDDEN_IN_WEB))
        .collect::<Vec<_>>();
    assert_none(&violations);
}

#[test]
fn no_unfinished_work_is_left() {
    let sources = everywhere();
    assert_none(
        &sources
            .iter()
            .flat_map(|source| tokens::violations_with_tests(source, tokens::FORBIDDEN_EVERYWHERE))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn variants_are_matched_only_in_their_registry() {
    assert_none(&everywhere().iter().flat_map(variants::violations).collect::<Vec<_>>());
}

#[test]
fn every_file_starts_with_its_subject() {
    assert_none(&everywhere().iter().filter_map(first_line::violation).collect::<Vec<_>>());
}

#[test]
fn functions_fit_on_a_screen() {
    assert_none(&everywhere().iter().flat_map(function_length::violations).collect::<Vec<_>>());
}

#[test]
fn files_and_folders_have_no_dependency_cycles() {
    assert_none(&cycles::violations(&sources::crates()));
}

#[test]
fn page_modules_import_only_from_lower_layers() {
    assert_none(&rust_files("web/src").iter().flat_map(layers::violations).collect::<Vec<_>>());
}

#[test]
fn matches_have_no_panicking_catch_all() {
    let sources: Vec<Source> = ["crates", "web"].iter().flat_map(|folder| rust_files(folder)).collect();
    assert_none(&sources.iter().flat_map(catch_all::violations).collect::<Vec<_>>());
}

#[test]
fn text_fields_keep_what_is_typed() {
    assert_none(&rust_files("web/src").iter().flat_map(fields::violations).collect::<Vec<_>>());
}

#[test]
fn every_test_file_is_compiled() {
    let folders = test_programs::all(&sources::root());
    assert!(folders.iter().any(|folder| folder.files.len() > 10), "the tests are found");
    assert_none(&folders.iter().flat_map(test_programs::violations).collect::<Vec<_>>());
}

#[test]
fn user_visible_texts_use_plain_words() {
    let texts = xtask::strings::all(&sources::root()).expect("the sources can be read");
    assert!(texts.len() > 1_000, "only {} texts are found", texts.len());
    assert_none(&words::violations(&texts, words::FORBIDDEN));
}
