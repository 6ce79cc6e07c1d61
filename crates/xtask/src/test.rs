//! `cargo xtask test`: runs every test.

use std::process::Command;

use lexopt::Parser;

use crate::background::Background;
use crate::error::Result;
use crate::profile::Profile;
use crate::tools::{Toolbox, axe_core, browser, wasm_bindgen, wasm_target};
use crate::{arguments, progress, shell, workspace};

/// Three stories at once: a story waits now and then, for the frames that it needs, and more would slow each other down.
const BROWSER_THREADS: &str = "--test-threads=3";

/// The story that takes as long as `cargo xtask monkey` tells it to.
const WITHOUT_RANDOM_USE: [&str; 2] = ["--skip", "random_use_loses_nothing"];

/// Runs the quick tests first, so that failures show early. Meanwhile the page is built, which mostly keeps one core
/// busy.
pub fn run(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    let page = Background::start("build")?;
    run_native()?;
    run_in_wasm()?;
    progress::step("waiting for the page");
    page.finish()?;
    run_in_browser()
}

/// Unit tests, property tests, golden runs and lints.
fn run_native() -> Result<()> {
    progress::step("running the native tests");
    shell::run(&mut cargo_test(&["--workspace"]), "the native tests")
}

/// The golden runs, compiled to WebAssembly and run by Node.js.
fn run_in_wasm() -> Result<()> {
    let tools = Toolbox::for_wasm_tests()?;
    progress::step("running the golden tests in WebAssembly");
    let mut command = tools.command("cargo")?;
    command.args(["test", "--package", "tests", "--test", "golden", "--target", wasm_target::NAME]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", wasm_bindgen::TEST_RUNNER);
    shell::run(&mut command, "the golden tests in WebAssembly")
}

/// The end-to-end stories in Chromium, on the release page.
fn run_in_browser() -> Result<()> {
    let browser = browser::ensure_for_stories()?;
    let axe_core = axe_core::ensure()?;
    progress::step("running the tests in Chromium");
    // `--workspace` keeps the features of the native tests, so that nothing is compiled twice.
    let mut command =
        cargo_test(&["--workspace", "--test", "e2e", "--", "--include-ignored", BROWSER_THREADS]);
    command.args(WITHOUT_RANDOM_USE);
    browser.set_env(&mut command);
    command.env("PAGE_FOLDER", Profile::Release.folder()).env(axe_core::ENV_VARIABLE, axe_core);
    shell::run(&mut command, "the tests in Chromium")
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test"]).args(arguments).current_dir(workspace::root());
    command
}
