//! `cargo xtask fuzz TARGET`: feeds one of the parsers with inputs that reach ever more of the code.

mod seeds;

use std::path::PathBuf;

use lexopt::Parser;
use lexopt::prelude::*;

use crate::error::{Error, Result};
use crate::tools::Toolbox;
use crate::{arguments, progress, shell, workspace};
use seeds::Seeds;

/// The targets, each a program in `fuzz/fuzz_targets`, and the seeds of each.
const TARGETS: [(&str, Seeds); 4] = [
    ("link", Seeds::Links),
    ("scenario_json", Seeds::Scenarios),
    ("merge_code", Seeds::MergeCode),
    ("commands", Seeds::Bytes),
];

/// How long a target runs unless `--seconds` says otherwise.
const SECONDS: &str = "600";
/// An input that takes more memory is a finding, in MiB.
const MAX_MEMORY_MB: u32 = 512;
/// An input that takes longer is a finding, in seconds: fuzzed code is several times slower than released code.
const MAX_SECONDS_PER_INPUT: u32 = 20;
/// The longest input that is tried, in bytes.
const MAX_INPUT_BYTES: u32 = 16_384;

/// Builds the target without a sanitizer, which a stable toolchain can: the project has no unsafe code. Then runs it.
pub fn run(mut parser: Parser) -> Result<()> {
    let (mut target, mut seconds) = (None, String::from(SECONDS));
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seconds") => seconds = arguments::text(&mut parser)?,
            Value(name) if target.is_none() => target = Some(name.to_string_lossy().into_owned()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let (name, seeds) = find(target.as_deref())?;
    let corpus = folder().join("corpus").join(name);
    let count = seeds::write(&corpus, seeds)?;
    let tools = Toolbox::for_fuzzing()?;
    progress::step(&format!("fuzzing {name} for {seconds} s, from {count} seeds"));
    let mut command = tools.command("cargo")?;
    command.args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"]).arg(folder());
    command.arg(name).arg(&corpus).current_dir(folder());
    command.arg("--").args([
        format!("-max_total_time={seconds}"),
        format!("-rss_limit_mb={MAX_MEMORY_MB}"),
        format!("-timeout={MAX_SECONDS_PER_INPUT}"),
        format!("-max_len={MAX_INPUT_BYTES}"),
        "-print_final_stats=1".into(),
    ]);
    shell::run(&mut command, &format!("fuzzing {name}"))
}

/// The folder of the fuzz targets.
fn folder() -> PathBuf {
    workspace::root().join("fuzz")
}

fn find(name: Option<&str>) -> Result<(&'static str, Seeds)> {
    let known = TARGETS.map(|(name, _)| name).join(", ");
    let name = name.ok_or_else(|| Error::new(format!("`cargo xtask fuzz` needs a target: {known}")))?;
    TARGETS
        .into_iter()
        .find(|(target, _)| *target == name)
        .ok_or_else(|| Error::new(format!("there is no fuzz target `{name}`; the targets are {known}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_a_program() {
        for (name, _) in TARGETS {
            let file = folder().join("fuzz_targets").join(name).with_extension("rs");
            assert!(file.is_file(), "{}", file.display());
        }
    }

    #[test]
    fn unknown_target_is_named_in_the_error() {
        let error = find(Some("links")).map(drop).unwrap_err().to_string();
        assert!(error.contains("`links`") && error.contains("merge_code"), "{error}");
        assert!(find(None).is_err());
    }
}
