//! Command-line arguments: the task they name, and the help text.

use std::ffi::OsString;

use figure::{Request, Subject};
use lexopt::prelude::*;
use replication::{LeaderId, Micros, excerpt};

use crate::certainty::CertaintyOptions;
use crate::check::CheckOptions;
use crate::error::{Error, Result};
use crate::input::Source;
use crate::laws::LawsOptions;
use crate::sweep::SweepOptions;

/// The help text.
pub const HELP: &str = "\
Polyleader runs scenarios of multi-leader replication without a browser.

Usage:
  polyleader run FILE|LINK [--until T] [--single-leader[=ID] [--failover T]] [--json] [--trace] [--timing]
  polyleader latency FILE|LINK [--until T] [--single-leader[=ID] [--failover T]] [--json]
  polyleader check FILE|LINK [--at T] [--invariant TEXT]... [--only ID]... [--json] [--timing]
  polyleader laws FILE|LINK [--cases N] [--seed N] [--json] [--save FOLDER]
  polyleader compare FILE|LINK [--policies LIST] [--topologies LIST] [--seeds N] [--metrics LIST] [--json]
  polyleader certainty FILE|LINK [--outcome ID] [--seeds N] [--instants N] [--json]
  polyleader diagram FILE|LINK [-o OUT.svg] [--at T] [--stage] [--dark]
  polyleader link encode FILE
  polyleader link decode LINK

Commands:
  run           run a scenario; print each leader's final store, the counts and the fingerprint
  latency       run a scenario; print how long clients waited, and how busy leaders were
  check         run a scenario; print which properties hold, with evidence for those that do not
  laws          search for values on which the scenario's merge rule breaks a law; print the smallest found
  compare       run a scenario under every policy; print the fate of the accepted writes, or, with options, the
                metrics of several policies, topologies and seeds: median, and range if seeds differ
  certainty     keep a run up to an instant and redraw the randomness after it, for instants across the run;
                print how often an outcome occurs, and when it becomes certain
  diagram       draw a scenario's space-time diagram as an SVG picture
  link encode   print a scenario as a link: the part of the page's address from # on
  link decode   print the scenario in a link, as JSON

Options:
  --until T     stop at T milliseconds, after everything at that instant; default: the end of the run
  --single-leader[=ID]  run the single-leader baseline instead: this leader, by default the first, accepts all writes
  --failover T  with --single-leader: once the leader has been down for T milliseconds, another takes over
  --invariant TEXT  also check that this holds at each leader at all times, such as 'count(\"cart\") <= 5'
  --only ID     only this check: convergence, strong-eventual-consistency, no-lost-writes, causal-order,
                no-inversions, read-your-writes, monotonic-reads, monotonic-writes, writes-follow-reads,
                consistent-prefix, causal-prefix, fresh-reads, no-divergence, or invariant
  --policies LIST  these policies, separated by commas: own, client-clock, leader-clock, hybrid-clock, siblings,
                merge-code, avoidance, none, or all (the default)
  --topologies LIST  over these topologies: own (the default), all-to-all, circular, star, chain, tree, grid, random,
                or all
  --seeds N     run this many seeds, starting with the scenario's own; default: 1, for certainty 100 per instant
  --outcome ID  loss (the default), siblings, conflict, resurrection, refusal, no-answer or no-convergence
  --instants N  use N evenly spaced instants, and up to 7 more between two of them; default: 21
  --metrics LIST  print these metrics, or all; default: accepted,lost,siblings,refused,convergence-time,
                messages-per-write. JSON has all of them, with quartiles
  --cases N     how many cases to try, from 1 to 1000000; default: 2000
  --seed N      the seed of the random cases; default: 1
  --save FOLDER write the run of each counterexample to FOLDER/LAW.json
  --json        print one JSON object instead of text
  --trace       print every event, too
  --timing      print the cost of the run to standard error: events, deliveries, time and peak memory
  -o FILE       write the picture to a file; default: print it
  --at T        check as of T milliseconds, or draw that instant: with the playhead there, and later events
                faint; default: the end of the run
  --stage       draw the leaders on the map instead, with their values, links and messages in flight
  --dark        use the colours of the dark theme
  -h, --help    print this help
  -V, --version print the version

FILE is a scenario in JSON; - reads it from standard input.
LINK is an address that contains #s1.…, or that part alone.

Exit code: 0 on success, 2 on an error; 1 if a link's run does not have the fingerprint that the link states,
if a property does not hold (check), or if a law does not hold (laws).
";

/// The task of one invocation.
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
        /// The baseline to run instead.
        baseline: Option<Baseline>,
        /// How to print the report.
        format: OutputFormat,
        /// Whether to print what the run cost.
        timing: bool,
    },
    /// Print the latencies of a run.
    Latency {
        /// Where the scenario comes from.
        source: Source,
        /// The instant to stop at; `None` runs until nothing is left to happen.
        until: Option<Micros>,
        /// The baseline to run instead.
        baseline: Option<Baseline>,
        /// Whether to print JSON instead of text.
        json: bool,
    },
    /// Check a run and print the verdicts.
    Check {
        /// Where the scenario comes from.
        source: Source,
        /// What to check.
        options: CheckOptions,
    },
    /// Look for counterexamples to the laws of the scenario's merge rule.
    Laws {
        /// Where the scenario comes from.
        source: Source,
        /// What to try, and how to print what is found.
        options: LawsOptions,
    },
    /// Print the fate of a scenario's writes under every policy, or metrics.
    Compare {
        /// Where the scenario comes from.
        source: Source,
        /// What is compared; nothing given compares the fates of writes.
        options: SweepOptions,
    },
    /// Print how often an outcome occurs if the rest of the run is redrawn.
    Certainty {
        /// Where the scenario comes from.
        source: Source,
        /// What is looked at.
        options: CertaintyOptions,
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

/// The single-leader baseline of a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The leader; the scenario's first if left out.
    pub leader: Option<LeaderId>,
    /// How long it must be down before another takes over; never if left out.
    pub failover: Option<Micros>,
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
const OPTIONS: [(&str, &[&str]); 7] = [
    ("compare", &["--policies", "--topologies", "--seeds", "--metrics", "--json"]),
    ("run", &["--until", "--single-leader", "--failover", "--json", "--trace", "--timing"]),
    ("latency", &["--until", "--single-leader", "--failover", "--json"]),
    ("check", &["--at", "--invariant", "--only", "--json", "--timing"]),
    ("laws", &["--cases", "--seed", "--json", "--save"]),
    ("certainty", &["--outcome", "--seeds", "--instants", "--json"]),
    ("diagram", &["-o", "--at", "--stage", "--dark"]),
];

/// The options of all commands, as they are given.
#[derive(Default)]
struct Options {
    until: Option<Micros>,
    single_leader: Option<Option<LeaderId>>,
    failover: Option<Micros>,
    at: Option<Micros>,
    format: OutputFormat,
    timing: bool,
    invariants: Vec<String>,
    only: Vec<String>,
    sweep: SweepOptions,
    outcome: Option<String>,
    instants: Option<usize>,
    cases: Option<usize>,
    seed: Option<u64>,
    save: Option<OsString>,
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

    /// The baseline that they ask for.
    fn baseline(&self) -> Result<Option<Baseline>> {
        match (self.single_leader, self.failover) {
            (None, Some(_)) => Err(Error::usage("--failover needs --single-leader")),
            (None, None) => Ok(None),
            (Some(leader), failover) => Ok(Some(Baseline { leader, failover })),
        }
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
    Err(Error::usage(format!("{option} is an option of {}", explain::list_of(&owners))))
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
            Long("failover") => {
                options.failover = Some(parse_instant("--failover", &parser.value()?.string()?)?);
            }
            Long("single-leader") => {
                options.single_leader = Some(parser.optional_value().map(parse_leader).transpose()?);
            }
            Long("at") => options.at = Some(parse_instant("--at", &parser.value()?.string()?)?),
            Long("invariant") => options.invariants.push(parser.value()?.string()?),
            Long("only") => options.only.push(parser.value()?.string()?),
            Long("policies") => {
                options.sweep.policies = parse_list("--policies", &parser.value()?.string()?)?
            }
            Long("topologies") => {
                options.sweep.topologies = parse_list("--topologies", &parser.value()?.string()?)?
            }
            Long("metrics") => options.sweep.metrics = parse_list("--metrics", &parser.value()?.string()?)?,
            Long("seeds") => options.sweep.seeds = Some(parse_count("--seeds", &parser.value()?.string()?)?),
            Long("outcome") => options.outcome = Some(parser.value()?.string()?),
            Long("instants") => {
                options.instants = Some(parse_count("--instants", &parser.value()?.string()?)?);
            }
            Long("json") => options.format.json = true,
            Long("trace") => options.format.trace = true,
            Long("timing") => options.timing = true,
            Long("cases") => options.cases = Some(parse_cases(&parser.value()?.string()?)?),
            Long("seed") => options.seed = Some(parse_seed(&parser.value()?.string()?)?),
            Long("save") => options.save = Some(parser.value()?),
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
            let baseline = options.baseline()?;
            let Options { until, format, timing, .. } = options;
            Ok(Task::Run { source: Source::from_argument(source), until, baseline, format, timing })
        }
        ["latency", source] if !source.is_empty() => {
            let (baseline, json) = (options.baseline()?, options.format.json);
            Ok(Task::Latency { source: Source::from_argument(source), until: options.until, baseline, json })
        }
        ["latency", ..] => Err(Error::usage("“latency” takes one FILE or LINK")),
        ["check", source] if !source.is_empty() => {
            let Options { at, invariants, only, format, timing, .. } = options;
            let options = CheckOptions { at, invariants, only, json: format.json, timing };
            Ok(Task::Check { source: Source::from_argument(source), options })
        }
        ["check", ..] => Err(Error::usage("“check” takes one FILE or LINK")),
        ["laws", source] if !source.is_empty() => {
            let Options { cases, seed, save, format, .. } = options;
            let defaults = LawsOptions::default();
            let save = save.map(to_utf8).transpose()?;
            let (cases, seed) = (cases.unwrap_or(defaults.cases), seed.unwrap_or(defaults.seed));
            let options = LawsOptions { cases, seed, json: format.json, save };
            Ok(Task::Laws { source: Source::from_argument(source), options })
        }
        ["laws", ..] => Err(Error::usage("“laws” takes one FILE or LINK")),
        ["compare", source] if !source.is_empty() => {
            let options = SweepOptions { json: options.format.json, ..options.sweep };
            Ok(Task::Compare { source: Source::from_argument(source), options })
        }
        ["compare", ..] => Err(Error::usage("“compare” takes one FILE or LINK")),
        ["certainty", source] if !source.is_empty() => {
            let Options { outcome, instants, format, sweep, .. } = options;
            let options = CertaintyOptions { outcome, instants, seeds: sweep.seeds, json: format.json };
            Ok(Task::Certainty { source: Source::from_argument(source), options })
        }
        ["certainty", ..] => Err(Error::usage("“certainty” takes one FILE or LINK")),
        ["diagram", source] if !source.is_empty() => {
            let (request, output) = (options.request(), options.output.map(to_utf8).transpose()?);
            Ok(Task::Diagram { source: Source::from_argument(source), request, output })
        }
        ["diagram", ..] => Err(Error::usage("“diagram” takes one FILE or LINK")),
        ["link", "encode", source] => Ok(Task::Encode { source: Source::from_argument(source) }),
        ["link", "decode", source] => Ok(Task::Decode { source: Source::from_argument(source) }),
        ["run", ..] => Err(Error::usage("“run” takes one FILE or LINK")),
        ["link", ..] => Err(Error::usage("use “link encode FILE” or “link decode LINK”")),
        [other, ..] => Err(Error::usage(format!("unknown command “{}”", excerpt(other)))),
    }
}

/// The parts of a list, separated by commas.
fn parse_list(option: &str, list: &str) -> Result<Vec<String>> {
    let parts: Vec<String> = list.split(',').map(|part| part.trim().to_owned()).collect();
    match parts.iter().any(String::is_empty) {
        true => {
            Err(Error::usage(format!("{option} takes names separated by commas, not “{}”", excerpt(list))))
        }
        false => Ok(parts),
    }
}

fn parse_count(option: &str, number: &str) -> Result<usize> {
    let wrong = |_| Error::usage(format!("{option} takes a number, not “{}”", excerpt(number)));
    number.parse().map_err(wrong)
}

/// Refuses what is not UTF-8: a lossy conversion would name another file.
fn to_utf8(word: OsString) -> Result<String> {
    word.into_string().map_err(|word| {
        let shown = excerpt(&word.to_string_lossy());
        Error::usage(format!("the argument “{shown}” is not valid UTF-8"))
    })
}

/// Parses the id of a leader.
fn parse_leader(word: OsString) -> Result<LeaderId> {
    let word = to_utf8(word)?;
    word.parse().map_err(|_| Error::usage(format!("“{}” is not a leader ID", excerpt(&word))))
}

fn parse_cases(text: &str) -> Result<usize> {
    let most = analysis::MAX_CASES;
    let cases = text.parse().ok().filter(|cases| (1..=most).contains(cases));
    let problem = || format!("--cases takes a number from 1 to {most}, not “{}”", excerpt(text));
    cases.ok_or_else(|| Error::usage(problem()))
}

fn parse_seed(text: &str) -> Result<u64> {
    let problem = || format!("--seed takes a whole number, 0 or greater, not “{}”", excerpt(text));
    text.parse().map_err(|_| Error::usage(problem()))
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
            &["compare", "a", "--seeds", "many"],
            &["compare", "a", "--policies", "own,,none"],
            &["check"],
            &["check", "a", "b"],
            &["check", "a", "--trace"],
            &["run", "a", "--at", "3"],
            &["run", "a", "--failover", "300"],
            &["run", "a", "--single-leader=no id"],
            &["check", "a", "--single-leader"],
            &["latency"],
            &["latency", "a", "--trace"],
            &["laws"],
            &["laws", "a", "b"],
            &["laws", "a", "--trace"],
            &["laws", "a", "--cases", "0"],
            &["laws", "a", "--seed", "-1"],
            &["laws", "a", "--save"],
            &["check", "a", "--cases", "3"],
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
    fn single_leader_may_be_named_and_fail_over() {
        let baseline = |arguments: &[&str]| match parsed(arguments) {
            Ok(Task::Run { baseline, .. } | Task::Latency { baseline, .. }) => baseline,
            other => panic!("{other:?}"),
        };
        assert_eq!(baseline(&["run", "a"]), None);
        assert_eq!(baseline(&["run", "--single-leader", "a"]), Some(Baseline::default()));
        assert_eq!(
            baseline(&["latency", "a", "--single-leader=T", "--failover", "300"]),
            Some(Baseline { leader: "T".parse().ok(), failover: Some(Micros::from_ms(300)) })
        );
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
