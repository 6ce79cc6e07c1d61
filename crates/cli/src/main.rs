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
    match arguments::read().and_then(perform) {
        Ok(output) => say(&output),
        Err(failure) => {
            eprintln!("polyleader: {failure}");
            ExitCode::from(failure.code())
        }
    }
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
            eprintln!("polyleader: the output could not be written: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
