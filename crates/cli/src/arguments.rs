//! Command-line arguments: the task they name, and the help text.

use std::ffi::OsString;

use figure::{Request, Subject};
use lexopt::prelude::*;
use replication::{Micros, excerpt};

use crate::check::CheckOptions;
use crate::error::{Error, Result};
use crate::input::Source;

/// The help text.
pub const HELP: &str = "\
Polyleader runs scenarios of multi-leader replication without a browser.

Usage:
  polyleader run FILE|LINK [--until T] [--json] [--trace] [--timing]
  polyleader check FILE|LINK [--at T] [--invariant TEXT]... [--only ID]... [--json] [--timing]
  polyleader compare FILE|LINK
  polyleader diagram FILE|LINK [-o OUT.svg] [--at T] [--stage] [--dark]
  polyleader link encode FILE
  polyleader link decode LINK

Commands:
  run           run a scenario; print each leader's final store, the counts and the fingerprint
  check         run a scenario; print which properties hold, and what shows that others do not
  compare       run a scenario under every policy; print what becomes of the accepted writes
  diagram       draw a scenario's space-time diagram as an SVG picture
  link encode   print a scenario as a link: the part of the page's address from # on
  link decode   print the scenario in a link, as JSON

Options:
  --until T     stop at T milliseconds, after everything at that instant; default: when nothing is left to happen
  --invariant TEXT  also check that this holds at each leader at all times, such as 'count(\"cart\") <= 5'
  --only ID     only this check: convergence, strong-eventual-consistency, no-lost-writes, causal-order,
                no-inversions, read-your-writes, monotonic-reads, monotonic-writes, writes-follow-reads,
                consistent-prefix, causal-prefix, fresh-reads, no-divergence, or invariant
  --json        print one JSON object instead of text
  --trace       print every event, too
  --timing      print to standard error what the run cost: events, deliveries, time and peak memory
  -o FILE       write the picture to a file; default: print it
  --at T        check as of T milliseconds, or draw that instant: the playhead is there, and what comes later is
                faint; default: the end of the run
  --stage       draw the leaders on the map instead, with their values, links and what is in flight
  --dark        draw with the colours of the dark theme
  -h, --help    print this help
  -V, --version print the version

FILE is a scenario in JSON; - reads it from standard input.
LINK is an address that contains #s1.…, or that part alone.

Exit code: 0 on success, 2 on an error; 1 if the run of a link has another fingerprint than the link states,
and for check if a property does not hold.
";

/// What the command is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Run a scenario and print a report.
    Run {
        /// Where the scenario comes from.
        source: Source,
        /// The instant to stop at; `None` runs until nothing is left to happen.
        until: Option<Micros>,
        /// How to print the report.
        format: OutputFormat,
        /// Whether to print what the run cost.
        timing: bool,
    },
    /// Check a run and print the verdicts.
    Check {
        /// Where the scenario comes from.
        source: Source,
        /// What to check.
        options: CheckOptions,
    },
    /// Print what becomes of a scenario's writes under every policy.
    Compare {
        /// Where the scenario comes from.
        source: Source,
    },
    /// Draw a scenario.
    Diagram {
        /// Where the scenario comes from.
        source: Source,
        /// What to draw.
        request: Request,
        /// The file to write; `None` prints the picture.
        output: Option<String>,
    },
    /// Print a scenario as a link.
    Encode {
        /// Where the scenario comes from.
        source: Source,
    },
    /// Print the scenario in a link.
    Decode {
        /// Where the link comes from.
        source: Source,
    },
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputFormat {
    /// As JSON instead of text.
    pub json: bool,
    /// With every event.
    pub trace: bool,
}

/// The task that the program's arguments name.
pub fn from_env() -> Result<Task> {
    parse(lexopt::Parser::from_env())
}

/// Which options each command has; the others have none.
const OPTIONS: [(&str, &[&str]); 3] = [
    ("run", &["--until", "--json", "--trace", "--timing"]),
    ("check", &["--at", "--invariant", "--only", "--json", "--timing"]),
    ("diagram", &["-o", "--at", "--stage", "--dark"]),
];

/// The options of all commands, as they are given.
#[derive(Default)]
struct Options {
    until: Option<Micros>,
    at: Option<Micros>,
    format: OutputFormat,
    timing: bool,
    invariants: Vec<String>,
    only: Vec<String>,
    output: Option<OsString>,
    stage: bool,
    dark: bool,
}

impl Options {
    /// The picture that they ask for.
    fn request(&self) -> Request {
        let subject = if self.stage { Subject::Stage } else { Subject::Diagram };
        Request { subject, at: self.at, dark: self.dark, horizon: None, is_alone: true }
    }
}

/// An error if an option is given that the command does not have.
fn check_options(given: &[&str], command: Option<&str>) -> Result<()> {
    let known = OPTIONS.iter().find(|(name, _)| Some(*name) == command).map_or(&[][..], |(_, known)| known);
    let Some(option) = given.iter().find(|option| !known.contains(option)) else {
        return Ok(());
    };
    let owners = OPTIONS.iter().filter(|(_, options)| options.contains(option));
    let owners: Vec<String> = owners.map(|(name, _)| format!("“{name}”")).collect();
    Err(Error::usage(format!("{option} is an option of {}", owners.join(" and "))))
}

fn parse(mut parser: lexopt::Parser) -> Result<Task> {
    let mut words: Vec<OsString> = Vec::new();
    let mut options = Options::default();
    let mut given = Vec::new();
    while let Some(argument) = parser.next()? {
        given.extend(option_name(&argument));
        match argument {
            Short('h') | Long("help") => return Ok(Task::Help),
            Short('V') | Long("version") => return Ok(Task::Version),
            Long("until") => options.until = Some(parse_instant("--until", &parser.value()?.string()?)?),
            Long("at") => options.at = Some(parse_instant("--at", &parser.value()?.string()?)?),
            Long("invariant") => options.invariants.push(parser.value()?.string()?),
            Long("only") => options.only.push(parser.value()?.string()?),
            Long("json") => options.format.json = true,
            Long("trace") => options.format.trace = true,
            Long("timing") => options.timing = true,
            Short('o') => options.output = Some(parser.value()?),
            Long("stage") => options.stage = true,
            Long("dark") => options.dark = true,
            Value(word) => words.push(word),
            other => return Err(other.unexpected().into()),
        }
    }
    let words = words.into_iter().map(to_utf8).collect::<Result<Vec<String>>>()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let task = task_of(&words, options)?;
    check_options(&given, words.first().copied())?;
    Ok(task)
}

/// An option as it is written in [`OPTIONS`]; none for help, version, words and what is not known.
fn option_name(argument: &lexopt::Arg<'_>) -> Option<&'static str> {
    let written = match argument {
        Short(letter) => format!("-{letter}"),
        Long(name) => format!("--{name}"),
        Value(_) => return None,
    };
    OPTIONS.iter().flat_map(|(_, names)| *names).find(|name| **name == written).copied()
}

fn task_of(words: &[&str], options: Options) -> Result<Task> {
    match words {
        [] | ["help", ..] => Ok(Task::Help),
        ["run"] | ["run", ""] => Err(Error::usage("“run” needs a FILE or a LINK")),
        ["run", source] => {
            let Options { until, format, timing, .. } = options;
            Ok(Task::Run { source: Source::from_argument(source), until, format, timing })
        }
        ["check", source] if !source.is_empty() => {
            let Options { at, invariants, only, format, timing, .. } = options;
            let options = CheckOptions { at, invariants, only, json: format.json, timing };
            Ok(Task::Check { source: Source::from_argument(source), options })
        }
        ["check", ..] => Err(Error::usage("“check” takes one FILE or LINK")),
        ["compare", source] if !source.is_empty() => {
            Ok(Task::Compare { source: Source::from_argument(source) })
        }
        ["compare", ..] => Err(Error::usage("“compare” takes one FILE or LINK")),
        ["diagram", source] if !source.is_empty() => {
            let (request, output) = (options.request(), options.output.map(to_utf8).transpose()?);
            Ok(Task::Diagram { source: Source::from_argument(source), request, output })
        }
        ["diagram", ..] => Err(Error::usage("“diagram” takes one FILE or LINK")),
        ["link", "encode", source] => Ok(Task::Encode { source: Source::from_argument(source) }),
        ["link", "decode", source] => Ok(Task::Decode { source: Source::from_argument(source) }),
        ["run", ..] => Err(Error::usage("“run” takes one FILE or LINK")),
        ["link", ..] => Err(Error::usage("use “link encode FILE” or “link decode LINK”")),
        [other, ..] => Err(Error::usage(format!("there is no command “{}”", excerpt(other)))),
    }
}

/// Refuses what is not UTF-8: a lossy conversion would name another file.
fn to_utf8(word: OsString) -> Result<String> {
    word.into_string().map_err(|word| {
        let shown = excerpt(&word.to_string_lossy());
        Error::usage(format!("the argument “{shown}” is not valid UTF-8"))
    })
}

/// Parses milliseconds: `120`, `120.5` or `120ms`.
fn parse_instant(option: &str, text: &str) -> Result<Micros> {
    let number = text.trim().trim_end_matches("ms").trim_end();
    serde_json::from_str(number).map_err(|_| {
        let shown = excerpt(text);
        Error::usage(format!(
            "{option} takes milliseconds, such as 120 or 40.5, up to one day, not “{shown}”"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Task> {
        parse(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn until_is_read_in_milliseconds() {
        for (text, micros) in [("120", 120_000), ("40.5", 40_500), ("7ms", 7_000), ("0", 0)] {
            assert_eq!(parse_instant("--until", text).ok(), Some(Micros(micros)), "{text}");
        }
        for text in ["", "-1", "soon", "1e99", "ms"] {
            assert!(parse_instant("--until", text).is_err(), "{text}");
        }
    }

    #[test]
    fn invalid_arguments_are_rejected() {
        for arguments in [
            &["run"][..],
            &["run", "a", "b"],
            &["walk"],
            &["link"],
            &["compare"],
            &["compare", "a", "b"],
            &["compare", "a", "--json"],
            &["check"],
            &["check", "a", "b"],
            &["check", "a", "--trace"],
            &["run", "a", "--at", "3"],
            &["diagram"],
            &["diagram", ""],
            &["diagram", "a", "b"],
            &["diagram", "a", "--json"],
            &["diagram", "a", "--at"],
            &["diagram", "a", "--at", "noon"],
            &["diagram", "a", "-o"],
            &["run", "a", "--dark"],
            &["compare", "a", "-o", "b.svg"],
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

    #[test]
    fn options_say_what_is_drawn() {
        let arguments = ["diagram", "a.json", "--stage", "--dark", "--at", "40.5", "-o", "a.svg"];
        let Ok(Task::Diagram { request, output, .. }) = parsed(&arguments) else {
            panic!("it is a picture");
        };
        assert_eq!(
            request,
            Request {
                subject: Subject::Stage,
                at: Some(Micros(40_500)),
                dark: true,
                horizon: None,
                is_alone: true
            }
        );
        assert_eq!(output.as_deref(), Some("a.svg"));
    }
}
