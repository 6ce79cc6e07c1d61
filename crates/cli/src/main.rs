//! The `polyleader` command: runs scenarios and packs links, without a browser.

mod arguments;
mod failure;
mod input;
mod link;
mod report;
mod run;
mod text;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::{HELP, Task};
use failure::Failure;

fn main() -> ExitCode {
    merge_script::install();
    match arguments::read().and_then(perform) {
        Ok(output) => say(&output),
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}

/// Says what is wrong. Where even that cannot be written, the exit code is left.
fn complain(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "polyleader: {}", text::in_one_line(sentence));
}

/// What the task prints.
fn perform(task: Task) -> Result<String, Failure> {
    match task {
        Task::Help => Ok(HELP.into()),
        Task::Version => Ok(format!("polyleader {}\n", env!("CARGO_PKG_VERSION"))),
        Task::Run { source, until, form } => run::run(&source, until, form),
        Task::Encode { source } => link::encode(&source),
        Task::Decode { source } => link::decode(&source),
    }
}

/// Prints, quietly if whoever reads has gone away.
fn say(output: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(output.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            complain(&format!("the output could not be written: {error}"));
            ExitCode::from(failure::WRONG)
        }
        _ => ExitCode::SUCCESS,
    }
}
