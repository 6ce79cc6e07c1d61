//! What the command was asked to do.

use std::ffi::OsString;

use lexopt::prelude::*;
use replication::Micros;

use crate::failure::Failure;
use crate::input::Source;

/// The help text.
pub const HELP: &str = "\
Polyleader: multi-leader replication, to see, break and understand.

Usage:
  polyleader run FILE|LINK [--until T] [--json] [--trace]
  polyleader link encode FILE
  polyleader link decode LINK

Commands:
  run           runs a scenario and prints each leader's final store, the counts and the fingerprint
  link encode   prints a scenario as a link: the part of the page's address from # on
  link decode   prints the scenario in a link, as JSON

Options:
  --until T     stops at T milliseconds, that instant included; without it the run goes on to rest
  --json        prints one JSON object instead of text
  --trace       prints every event too
  -h, --help    prints this
  -V, --version prints the version

FILE is a scenario as JSON; - reads it from standard input.
LINK is an address with #s1.… in it, or that part alone.

Exit code: 0 if all went well, 2 if what was asked for could not be done, 1 if a link comes to another run than it
was made of.
";

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Run a scenario.
    Run {
        /// Which.
        source: Source,
        /// Up to when; none is to rest.
        until: Option<Micros>,
        /// How to print it.
        form: Form,
    },
    /// Print a scenario as a link.
    Encode {
        /// Which.
        source: Source,
    },
    /// Print the scenario in a link.
    Decode {
        /// Which.
        source: Source,
    },
}

/// How a run is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// As JSON.
    pub json: bool,
    /// With every event.
    pub trace: bool,
}

/// The task in the program's arguments.
pub fn read() -> Result<Task, Failure> {
    parse(lexopt::Parser::from_env())
}

fn parse(mut parser: lexopt::Parser) -> Result<Task, Failure> {
    let mut words: Vec<OsString> = Vec::new();
    let (mut until, mut form) = (None, Form::default());
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Task::Help),
            Short('V') | Long("version") => return Ok(Task::Version),
            Long("until") => until = Some(instant(&parser.value()?.string()?)?),
            Long("json") => form.json = true,
            Long("trace") => form.trace = true,
            Value(word) => words.push(word),
            other => return Err(other.unexpected().into()),
        }
    }
    let for_run = until.is_some() || form != Form::default();
    let words = words.into_iter().map(text).collect::<Result<Vec<String>, Failure>>()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] | ["link", ..] if for_run => Err(Failure::usage("--until, --json and --trace go with “run”")),
        [] | ["help", ..] => Ok(Task::Help),
        ["run"] | ["run", ""] => Err(Failure::usage("“run” needs a FILE or a LINK")),
        ["run", source] => Ok(Task::Run { source: Source::of(source), until, form }),
        ["link", "encode", source] => Ok(Task::Encode { source: Source::of(source) }),
        ["link", "decode", source] => Ok(Task::Decode { source: Source::of(source) }),
        ["run", ..] => Err(Failure::usage("“run” takes one FILE or LINK")),
        ["link", ..] => Err(Failure::usage("“link” is “link encode FILE” or “link decode LINK”")),
        [other, ..] => Err(Failure::usage(format!("there is no command “{other}”"))),
    }
}

/// To guess at a name that is not text would be to look for another file.
fn text(word: OsString) -> Result<String, Failure> {
    word.into_string().map_err(|word| {
        Failure::usage(format!("the argument “{}” is not text in UTF-8", word.to_string_lossy()))
    })
}

/// `120`, `120.5` or `120ms`, in milliseconds.
fn instant(text: &str) -> Result<Micros, Failure> {
    let number = text.trim().trim_end_matches("ms").trim_end();
    serde_json::from_str(number).map_err(|_| {
        Failure::usage(format!("--until takes milliseconds within a day, such as 120 or 40.5, not “{text}”"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Task, Failure> {
        parse(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn until_is_read_in_milliseconds() {
        for (text, micros) in [("120", 120_000), ("40.5", 40_500), ("7ms", 7_000), ("0", 0)] {
            assert_eq!(instant(text).ok(), Some(Micros(micros)), "{text}");
        }
        for text in ["", "-1", "soon", "1e99", "ms"] {
            assert!(instant(text).is_err(), "{text}");
        }
    }

    #[test]
    fn invalid_arguments_are_rejected() {
        for arguments in [
            &["run"][..],
            &["run", "a", "b"],
            &["walk"],
            &["link"],
            &["link", "encode"],
            &["link", "encode", "a", "--json"],
            &["run", "a", "--until"],
            &["run", "a", "--unless"],
        ] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
        assert_eq!(parsed(&[]).ok(), Some(Task::Help));
        assert_eq!(parsed(&["run", "--help"]).ok(), Some(Task::Help));
    }
}
