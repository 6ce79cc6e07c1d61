//! `cargo xtask <command>`: the list of commands, their help, and which one was asked for.
//!
//! A command sets up what it is missing before it starts, so that a machine with rustup's cargo
//! and git is enough. A failure is one sentence on standard error and a non-zero exit.

mod arguments;
mod bench;
mod build;
mod failure;
mod glossary;
mod pictures;
mod report;
mod serve;
mod shell;
mod size;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use arguments::Arguments;
use failure::{Failure, Result};

/// One command: what it is called, what it takes, what it does, and the code that does it.
struct Command {
    name: &'static str,
    options: &'static str,
    does: &'static str,
    run: fn(Arguments) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        options: "[--port 8080]",
        does: "build the page, serve it on this machine and print its address",
        run: serve::run,
    },
    Command {
        name: "test",
        options: "",
        does: "run every test there is: native, WebAssembly and the browser's",
        run: test::run,
    },
    Command {
        name: "build",
        options: "",
        does: "build the page for release into dist/ and print its sizes",
        run: build::run,
    },
    Command {
        name: "size",
        options: "",
        does: "print the raw and compressed sizes of what is in dist/",
        run: size::run,
    },
    Command {
        name: "bench",
        options: "[--no-build] [--only seeks|frames]",
        does: "measure seeks in a run of a million events, and frames with fifty leaders, in Chromium",
        run: bench::run,
    },
    Command { name: "glossary", options: "", does: "write GLOSSARY.md", run: glossary::run },
    Command {
        name: "pictures",
        options: "[--dev] [--no-build] [--after SECONDS] [--fragment '#s1.…']",
        does: "take pictures of the page at three widths, light and dark",
        run: pictures::run,
    },
];

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Run the command named by the first argument; without one, or with `help`, print the list.
fn dispatch() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "help".to_owned());
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(());
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Failure::new(format!(
            "there is no command `{name}`; `cargo xtask help` lists the commands"
        )));
    };
    (command.run)(Arguments::new(command.name, words.collect()))
}

/// The list of commands, one under the other.
fn help() -> String {
    let mut text = String::from("The project's own commands; each sets up what it is missing.\n\n");
    for Command { name, options, does, .. } in COMMANDS {
        text.push_str(&format!("  cargo xtask {name} {options}\n      {does}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let text = help();
        for command in COMMANDS {
            assert!(text.contains(&format!("cargo xtask {}", command.name)));
        }
    }
}
