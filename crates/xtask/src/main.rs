//! `cargo xtask <command>`: the list of commands, their help, and which one was asked for.
//!
//! A command sets up what it is missing before it starts, so that a machine with rustup's cargo
//! and git is enough. An error is one sentence on standard error and a non-zero exit.

mod arguments;
mod bench;
mod build;
mod error;
mod glossary;
mod list_strings;
mod profile;
mod report;
mod screenshots;
mod serve;
mod shell;
mod size;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use error::{Error, Result};
use lexopt::Parser;
use lexopt::prelude::*;

/// One command: what it is called, what it takes, what it does, and the code that does it.
struct Command {
    name: &'static str,
    options: &'static str,
    does: &'static str,
    run: fn(Parser) -> Result<()>,
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
        name: "strings",
        options: "[--grep WORD]",
        does: "print every text that a user can read, with its place in the source",
        run: list_strings::run,
    },
    Command {
        name: "screenshots",
        options: "[--dev] [--no-build] [--after SECONDS] [--fragment '#s1.…']",
        does: "take screenshots of the page at three widths, light and dark",
        run: screenshots::run,
    },
];

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command named by the first argument; without one, or with `help`, prints the list.
fn dispatch() -> Result<()> {
    let mut parser = Parser::from_env();
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => "help".into(),
        Some(Value(name)) => name,
        Some(argument) => return Err(argument.unexpected().into()),
    };
    if name == "help" {
        print!("{}", help());
        return Ok(());
    }
    let Some(command) = COMMANDS.iter().find(|command| name == command.name) else {
        let name = name.to_string_lossy();
        return Err(Error::new(format!(
            "there is no command `{name}`; `cargo xtask help` lists the commands"
        )));
    };
    (command.run)(parser)
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
