//! `cargo xtask test`: every test there is.

use std::process::Command;

use lexopt::Parser;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::{Toolbox, axe_core, browser, wasm_bindgen, wasm_target};
use crate::{arguments, build, report, shell, workspace};

/// How many browsers run side by side: more of them make each other late.
const BROWSERS_AT_ONCE: &str = "--test-threads=2";

/// Quick tests first, so that what is broken shows early.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    native()?;
    in_wasm()?;
    build::page(Profile::Release)?;
    in_the_browser()
}

/// Unit tests, property tests, golden runs and the rules of the house.
fn native() -> Result<()> {
    report::step("running the native tests");
    shell::run(&mut cargo_test(&["--workspace"]), "the native tests")
}

/// The same golden runs, compiled to WebAssembly and run by Node.js.
fn in_wasm() -> Result<()> {
    let tools = Toolbox::for_wasm_tests()?;
    report::step("running the golden tests in WebAssembly");
    let mut command = tools.command("cargo")?;
    command.args(["test", "--package", "tests", "--test", "golden", "--target", wasm_target::NAME]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", wasm_bindgen::TEST_RUNNER);
    shell::run(&mut command, "the golden tests in WebAssembly")
}

/// What a person does, in a real Chromium, on the page as it would be published.
fn in_the_browser() -> Result<()> {
    let browser = browser::ensure()?;
    let axe_core = axe_core::ensure()?;
    report::step("running the tests in Chromium");
    // The whole workspace is named so that the features stay those of the native tests, and
    // nothing is compiled twice.
    let mut command =
        cargo_test(&["--workspace", "--test", "e2e", "--", "--include-ignored", BROWSERS_AT_ONCE]);
    browser.announce_to(&mut command);
    command.env("PAGE_FOLDER", Profile::Release.folder()).env(axe_core::ANNOUNCED_AS, axe_core);
    shell::run(&mut command, "the tests in Chromium")
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test"]).args(arguments).current_dir(workspace::root());
    command
}
