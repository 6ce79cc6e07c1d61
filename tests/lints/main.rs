//! The rules of the house that a machine can hold; each rule also has a planted fault that it must catch.
//!
//! A rule is a function from sources to faults, a fault being one sentence that begins with a place,
//! so that a test is one line and a planted fault is a string.

mod allowed;
mod architecture;
mod catch_all;
mod cycles;
mod first_line;
mod function_length;
mod modules;
mod sources;
mod tokens;
mod variants;
mod words;

use sources::{Source, below};

/// The crates in which a run is computed and explained: the same everywhere, always.
const CORE: [&str; 7] =
    ["replication", "scenario", "merge-script", "timeline", "analysis", "explain", "player"];
/// All folders with Rust in them.
const EVERYWHERE: [&str; 3] = ["crates", "web", "tests"];

fn core() -> Vec<Source> {
    let folders = CORE.map(|name| format!("crates/{name}/src"));
    folders.iter().filter(|folder| sources::root().join(folder).is_dir()).flat_map(|it| below(it)).collect()
}

fn everywhere() -> Vec<Source> {
    EVERYWHERE.iter().flat_map(|folder| below(folder)).collect()
}

/// Fails with every fault on a line of its own.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn crates_depend_only_on_crates_above_them() {
    none(&architecture::faults(&architecture::workspace()));
}

#[test]
fn the_core_has_no_clock_thread_hash_order_or_float() {
    let faults =
        core().iter().flat_map(|source| tokens::faults(source, tokens::CORE_MAY_NOT_SAY)).collect::<Vec<_>>();
    none(&allowed::remove(faults));
}

#[test]
fn the_page_leaks_nothing_and_does_not_panic() {
    let faults = below("web/src")
        .iter()
        .flat_map(|source| tokens::faults(source, tokens::PAGE_MAY_NOT_SAY))
        .collect::<Vec<_>>();
    none(&faults);
}

#[test]
fn nothing_is_left_to_do() {
    let sources = everywhere();
    none(
        &sources
            .iter()
            .flat_map(|source| tokens::faults_with_tests(source, tokens::NO_ONE_MAY_SAY))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn variants_are_told_apart_only_where_they_are_registered() {
    none(&everywhere().iter().flat_map(variants::faults).collect::<Vec<_>>());
}

#[test]
fn every_file_says_first_what_it_is_about() {
    none(&everywhere().iter().filter_map(first_line::fault).collect::<Vec<_>>());
}

#[test]
fn functions_fit_on_a_screen() {
    none(&everywhere().iter().flat_map(function_length::faults).collect::<Vec<_>>());
}

#[test]
fn files_and_folders_form_no_cycles() {
    none(&cycles::faults(&sources::crates(), cycles::KNOWN));
}

#[test]
fn matches_name_the_variants_that_they_handle() {
    let sources: Vec<Source> = ["crates", "web"].iter().flat_map(|folder| below(folder)).collect();
    none(&catch_all::faults(&sources, catch_all::KNOWN));
}

#[test]
fn texts_for_users_are_in_plain_words() {
    let texts = xtask::strings::all(&sources::root()).expect("the sources can be read");
    assert!(texts.len() > 1_000, "only {} texts are found", texts.len());
    none(&words::faults(&texts, words::FORBIDDEN, words::KNOWN));
}
