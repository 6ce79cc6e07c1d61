//! `cargo xtask COMMAND`: the list of commands, their help, and dispatch.
//!
//! A command first installs the tools it needs, so rustup's cargo, git and npm are all a machine must have.
//! An error is one sentence on standard error and a non-zero exit code.

mod arguments;
mod background;
mod bench;
mod build;
mod error;
mod fuzz;
mod glossary;
mod list_strings;
mod monkey;
mod oracle;
mod profile;
mod progress;
mod properties;
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

/// A command of xtask, as the help lists it.
struct Command {
    name: &'static str,
    options: &'static str,
    description: &'static str,
    run: fn(Parser) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        options: "[--port 8080]",
        description: "build the page, serve it on localhost and print its address",
        run: serve::run,
    },
    Command {
        name: "test",
        options: "",
        description: "run every test: native, in WebAssembly and in the browser",
        run: test::run,
    },
    Command {
        name: "build",
        options: "",
        description: "build the release page into dist/ and print its sizes",
        run: build::run,
    },
    Command {
        name: "size",
        options: "",
        description: "print the raw and compressed sizes of dist/",
        run: size::run,
    },
    Command {
        name: "bench",
        options: "[start|core] [--no-build] [--only start|seeks|frames] [--reference FOLDER]",
        description: "measure the page's start (beside RaftScope's in a folder), seeks in a run of a million events and frames with fifty leaders, in Chromium; with core, the simulation and its recording, natively and in WebAssembly",
        run: bench::run,
    },
    Command {
        name: "oracle",
        options: "[--scenarios 20000] [--first 0]",
        description: "compare random runs with the independent reference of the simulation, in release",
        run: oracle::run,
    },
    Command {
        name: "properties",
        options: "[--cases 3000] [--seed NUMBER]",
        description: "check the properties of every run on random scenarios that CI does not check",
        run: properties::run,
    },
    Command {
        name: "fuzz",
        options: "link|scenario_json|merge_code|commands [--seconds 600]",
        description: "feed a parser and the simulation with inputs that reach ever more of the code",
        run: fuzz::run,
    },
    Command {
        name: "monkey",
        options: "[--seed 1] [--seconds 600] [--two-windows] [--no-build]",
        description: "click, type, edit, undo, reload and switch tabs at random, or edit in two windows at once, and check that nothing is lost",
        run: monkey::run,
    },
    Command {
        name: "glossary",
        options: "",
        description: "generate GLOSSARY.md from the list of terms",
        run: glossary::run,
    },
    Command {
        name: "strings",
        options: "[--grep WORD]",
        description: "print every user-visible string with its place in the source",
        run: list_strings::run,
    },
    Command {
        name: "screenshots",
        options: "[--dev] [--no-build] [--after SECONDS] [--fragment '#s1.…']",
        description: "take screenshots of the page at three widths, light and dark",
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

/// The help text: every command with its options and description.
fn help() -> String {
    let mut text = String::from("The project's own commands; each installs the tools it needs first.\n\n");
    for Command { name, options, description, .. } in COMMANDS {
        text.push_str(&format!("  cargo xtask {name} {options}\n      {description}\n"));
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
