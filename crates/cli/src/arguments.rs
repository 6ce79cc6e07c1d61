//! Command-line arguments: the task they name, and the help text.

use std::ffi::OsString;

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
  polyleader link encode FILE
  polyleader link decode LINK

Commands:
  run           run a scenario; print each leader's final store, the counts and the fingerprint
  check         run a scenario; print which properties hold, and what shows that others do not
  compare       run a scenario under every policy; print what becomes of the accepted writes
  link encode   print a scenario as a link: the part of the page's address from # on
  link decode   print the scenario in a link, as JSON

Options:
  --until T     stop at T milliseconds, after everything at that instant; default: when nothing is left to happen
  --at T        check as of T milliseconds; default: the end of the run
  --invariant TEXT  also check that this holds at each leader at all times, such as 'count(\"cart\") <= 5'
  --only ID     only this check: convergence, strong-eventual-consistency, no-lost-writes, causal-order,
                no-inversions, read-your-writes, monotonic-reads, monotonic-writes, writes-follow-reads,
                consistent-prefix, causal-prefix, fresh-reads, no-divergence, or invariant
  --json        print one JSON object instead of text
  --trace       print every event, too
  --timing      print to standard error what the run cost: events, deliveries, time and peak memory
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

/// The options of all commands, as they are given.
#[derive(Default)]
struct Options {
    until: Option<Micros>,
    at: Option<Micros>,
    format: OutputFormat,
    timing: bool,
    invariants: Vec<String>,
    only: Vec<String>,
}

impl Options {
    /// Whether an option is given that only `run` has.
    fn has_run_options(&self) -> bool {
        self.until.is_some() || self.format.trace
    }

    /// Whether an option is given that only `check` has.
    fn has_check_options(&self) -> bool {
        self.at.is_some() || !self.invariants.is_empty() || !self.only.is_empty()
    }

    /// Whether an option is given that `run` and `check` have.
    fn has_shared_options(&self) -> bool {
        self.format.json || self.timing
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Task> {
    let mut words: Vec<OsString> = Vec::new();
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
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
            Value(word) => words.push(word),
            other => return Err(other.unexpected().into()),
        }
    }
    let words = words.into_iter().map(to_utf8).collect::<Result<Vec<String>>>()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    task(&words, options)
}

fn task(words: &[&str], options: Options) -> Result<Task> {
    let is_alone = matches!(words, [] | ["link" | "compare", ..]);
    if (options.has_run_options() && (is_alone || words.first() == Some(&"check")))
        || (options.has_shared_options() && is_alone)
    {
        return Err(Error::usage(
            "--until and --trace are options of “run”, --json and --timing of “run” and “check”",
        ));
    }
    if options.has_check_options() && words.first() != Some(&"check") {
        return Err(Error::usage("--at, --invariant and --only are options of “check”"));
    }
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
