//! The rules of the house that a machine can hold; each rule also has a planted fault that it must catch.
//!
//! A rule is a function from sources to faults, a fault being one sentence that begins with a place,
//! so that a test is one line and a planted fault is a string.

mod allowed;
mod arrows;
mod first_line;
mod function_length;
mod layers;
mod sources;
mod words;

use sources::{Source, below};

/// The crates in which a run is computed: the same everywhere, always.
const CORE: [&str; 4] =
    ["crates/replication/src", "crates/merge-script/src", "crates/scenario/src", "crates/player/src"];
/// All folders with Rust in them.
const EVERYWHERE: [&str; 3] = ["crates", "web", "tests"];

fn core() -> Vec<Source> {
    CORE.iter().flat_map(|folder| below(folder)).collect()
}

fn everywhere() -> Vec<Source> {
    EVERYWHERE.iter().flat_map(|folder| below(folder)).collect()
}

/// Fails with every fault on a line of its own.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn crates_depend_only_upwards() {
    none(&arrows::faults(&arrows::workspace()));
}

#[test]
fn the_page_imports_from_shared_modules_and_never_back_or_sideways() {
    none(&below("web/src").iter().flat_map(layers::faults).collect::<Vec<_>>());
}

#[test]
fn the_core_has_no_clock_thread_hash_order_or_float() {
    let faults =
        core().iter().flat_map(|source| words::faults(source, words::CORE_MAY_NOT_SAY)).collect::<Vec<_>>();
    none(&allowed::remove(faults));
}

#[test]
fn the_page_leaks_nothing_and_does_not_panic() {
    let faults = below("web/src")
        .iter()
        .flat_map(|source| words::faults(source, words::PAGE_MAY_NOT_SAY))
        .collect::<Vec<_>>();
    none(&faults);
}

#[test]
fn nothing_is_left_to_do() {
    let sources = everywhere();
    none(
        &sources
            .iter()
            .flat_map(|source| words::faults_with_tests(source, words::NO_ONE_MAY_SAY))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_says_first_what_it_is_about() {
    none(&everywhere().iter().filter_map(first_line::fault).collect::<Vec<_>>());
}

#[test]
fn functions_fit_on_a_screen() {
    none(&everywhere().iter().flat_map(function_length::faults).collect::<Vec<_>>());
}
