//! `cargo xtask bench`: measures the page's start, seeking in a long run and playing a busy one, in Chromium;
//! `cargo xtask bench core` measures the simulation and its recording, natively and in WebAssembly.

use std::process::Command;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::Result;
use crate::profile::Profile;
use crate::tools::{Toolbox, browser, wasm_bindgen, wasm_target};
use crate::{arguments, build, progress, shell, workspace};

/// Builds the release page (unless `--no-build`), then runs the `bench` example of `tests` on it.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut build, mut only, mut reference) = (true, None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-build") => build = false,
            Long("only") => only = Some(arguments::text(&mut parser)?),
            Long("reference") => reference = Some(arguments::text(&mut parser)?),
            Value(what) if what == "start" => only = Some("start".to_owned()),
            Value(what) if what == "core" => return measure_core(parser),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if build {
        build::build_page(Profile::Release)?;
    }
    let browser = browser::ensure()?;
    progress::step("measuring in Chromium");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "tests", "--example", "bench", "--"]);
    command.args(only);
    command.current_dir(workspace::root()).env("PAGE_FOLDER", Profile::Release.folder());
    command.envs(reference.map(|folder| ("REFERENCE_PAGE", folder)));
    browser.set_env(&mut command);
    shell::run(&mut command, "measuring")
}

/// Measures every standing workload of the core, first natively, then in WebAssembly, and prints both tables.
fn measure_core(parser: Parser) -> Result<()> {
    arguments::expect_none(parser)?;
    progress::step("measuring the core natively");
    let mut native = Command::new("cargo");
    native.args(["run", "--quiet", "--release", "--package", "bench"]).current_dir(workspace::root());
    shell::run(&mut native, "measuring the core natively")?;
    let tools = Toolbox::for_wasm_tests()?;
    progress::step("measuring the core in WebAssembly");
    let mut in_wasm = tools.command("cargo")?;
    in_wasm.args(["test", "--quiet", "--release", "--package", "bench", "--target", wasm_target::NAME]);
    in_wasm.args(["--", "--nocapture"]).current_dir(workspace::root());
    in_wasm.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", wasm_bindgen::TEST_RUNNER);
    in_wasm.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    shell::run(&mut in_wasm, "measuring the core in WebAssembly")
}
