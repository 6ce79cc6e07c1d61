//! The `polyleader` command: runs and draws scenarios and encodes links, without a browser.

mod arguments;
mod certainty;
mod check;
mod compare;
mod diagram;
mod error;
mod input;
mod latency;
mod laws;
mod link;
mod run;
mod sweep;
mod text;
mod timing;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::{HELP, Task};
use error::Result;
use replication::escape_control_characters;

fn main() -> ExitCode {
    merge_script::install();
    match arguments::from_env().and_then(perform) {
        Ok(Output { text, code }) => print(&text, code),
        Err(error) => {
            print_error(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

/// What a task prints, and its exit code.
struct Output {
    text: String,
    code: u8,
}

/// Prints an error message. If standard error cannot be written, the exit code still tells.
fn print_error(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "polyleader: {}", escape_control_characters(sentence));
}

/// Performs the task and returns what to print.
fn perform(task: Task) -> Result<Output> {
    let text = match task {
        Task::Help => HELP.into(),
        Task::Version => format!("polyleader {}\n", env!("CARGO_PKG_VERSION")),
        Task::Run { source, until, baseline, format, timing } => {
            run::run(&source, baseline, until, format, timing)?
        }
        Task::Latency { source, until, baseline, json } => latency::latency(&source, baseline, until, json)?,
        Task::Compare { source, options } if options.is_given() => sweep::compare(&source, &options)?,
        Task::Compare { source, .. } => compare::compare(&source)?,
        Task::Check { source, options } => {
            let (text, fails) = check::check(&source, &options)?;
            return Ok(Output { text, code: if fails { error::EXIT_NO } else { 0 } });
        }
        Task::Laws { source, options } => {
            let (text, fails) = laws::laws(&source, &options)?;
            return Ok(Output { text, code: if fails { error::EXIT_NO } else { 0 } });
        }
        Task::Certainty { source, options } => certainty::certainty(&source, &options)?,
        Task::Diagram { source, request, output } => diagram::diagram(&source, request, output.as_deref())?,
        Task::Encode { source } => link::encode(&source)?,
        Task::Decode { source } => link::decode(&source)?,
    };
    Ok(Output { text, code: 0 })
}

/// Prints to standard output; a closed pipe is not an error.
fn print(output: &str, code: u8) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(output.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            print_error(&format!("the output could not be written: {error}"));
            ExitCode::from(error::EXIT_ERROR)
        }
        _ => ExitCode::from(code),
    }
}
