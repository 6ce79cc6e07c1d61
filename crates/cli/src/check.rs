//! `polyleader check`: the verdicts of checks and invariants on a run.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use analysis::{CHECKS, Check, CheckRun, INVARIANT, Verdict, find_check};
use cli::CheckReport;
use replication::{Micros, escape_control_characters, excerpt};
use scenario::Scenario;
use scenario::invariants::Invariant;
use scenario::invariants::limits::MAX_INVARIANTS;
use timeline::Timeline;

use crate::error::{Error, Result};
use crate::input::{Source, check_fingerprint};

/// What is to be checked, and how the verdicts are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// The instant as of which checks are asked; `None` is the end of the run.
    pub at: Option<Micros>,
    /// The invariants in addition to those of the scenario, as they are stated.
    pub invariants: Vec<String>,
    /// The ids of the checks; all if there are none. Invariants that are stated here are checked in any case.
    pub only: Vec<String>,
    /// As JSON instead of text.
    pub json: bool,
    /// Whether to print what the checks cost.
    pub timing: bool,
}

/// The verdicts, and whether the run fails.
pub fn check(source: &Source, options: &CheckOptions) -> Result<(String, bool)> {
    let invariants = read_invariants(&options.invariants)?;
    let checks = find_checks(&options.only)?;
    let opened = source.load()?;
    let invariants = with_those_of(&opened.scenario, options, invariants)?;
    let timeline = Timeline::new(&opened.scenario);
    check_fingerprint(&opened, timeline.fingerprint()).map_err(|error| Error::OtherRun(error.to_string()))?;
    let at = options.at.unwrap_or_else(|| timeline.ends_at());
    let start = Instant::now();
    let mut run = CheckRun::new(&timeline, &checks, &invariants);
    run.advance(at);
    let verdicts = run.verdicts();
    if options.timing {
        eprintln!("{}", timing(&opened.scenario, &timeline, start.elapsed()));
    }
    let report = CheckReport::new(&opened.scenario, &timeline, at, &verdicts);
    let fails = verdicts.iter().any(Verdict::is_failure);
    let text = match options.json {
        true => serde_json::to_string_pretty(&report).unwrap_or_default() + "\n",
        false => lines(&report),
    };
    Ok((text, fails))
}

fn read_invariants(texts: &[String]) -> Result<Vec<Invariant>> {
    if texts.len() > MAX_INVARIANTS {
        return Err(too_many());
    }
    let read = |text: &String| {
        let error = |error| Error::Invariant { text: text.clone(), error };
        text.parse::<Invariant>().map_err(error)
    };
    texts.iter().map(read).collect()
}

/// The invariants of the scenario, unless only other checks are asked for, and then those that are stated beside it.
fn with_those_of(
    scenario: &Scenario,
    options: &CheckOptions,
    stated: Vec<Invariant>,
) -> Result<Vec<Invariant>> {
    let only = &options.only;
    let are_asked_for = only.is_empty() || only.iter().any(|id| id == INVARIANT.id);
    let mut all = if are_asked_for { scenario.stated_invariants() } else { Vec::new() };
    all.extend(stated);
    match all.len() > MAX_INVARIANTS {
        true => Err(too_many()),
        false => Ok(all),
    }
}

fn too_many() -> Error {
    Error::usage(format!("at most {MAX_INVARIANTS} invariants can be checked at once"))
}

fn find_checks(ids: &[String]) -> Result<Vec<&'static Check>> {
    if ids.is_empty() {
        return Ok(CHECKS.to_vec());
    }
    let is_named = |check: &&&Check| ids.iter().any(|id| id == check.id);
    if let Some(id) = ids.iter().find(|id| find_check(id).is_none() && *id != INVARIANT.id) {
        let known: Vec<&str> = CHECKS.iter().map(|check| check.id).chain([INVARIANT.id]).collect();
        let problem = format!("unknown check “{}”; use one of {}", excerpt(id), known.join(", "));
        return Err(Error::usage(problem));
    }
    Ok(CHECKS.iter().filter(is_named).copied().collect())
}

/// One line for each verdict, and one for each further witness.
fn lines(report: &CheckReport) -> String {
    let title = if report.title.is_empty() { "Untitled run" } else { &report.title };
    let mut out = format!("{title}\nat {}\n\n", report.at_ms);
    for verdict in &report.verdicts {
        let mark = match (verdict.fails, verdict.status) {
            (true, _) => "FAILS ",
            (false, "holds") => "holds ",
            (false, "open") => "open  ",
            (false, _) => "figure",
        };
        // Writing to a String cannot fail.
        let line = format!("{} {}", verdict.question, verdict.sentence);
        let _ = writeln!(out, "{mark}  {}", escape_control_characters(&line));
    }
    let failures = report.verdicts.iter().filter(|verdict| verdict.fails).count();
    let _ = match failures {
        0 => writeln!(out, "\nall hold"),
        1 => writeln!(out, "\n1 fails"),
        many => writeln!(out, "\n{many} fail"),
    };
    out
}

/// What the checks cost, next to simulating the same run.
fn timing(scenario: &Scenario, timeline: &Timeline, checks: Duration) -> String {
    let start = Instant::now();
    let (setup, commands) = scenario.setup_and_commands();
    let mut run = replication::Simulation::new(&setup, &commands);
    while run.step(&mut |_| {}) {}
    let simulation = start.elapsed();
    let [checks_ms, simulation_ms] = [checks, simulation].map(|time| time.as_secs_f64() * 1e3);
    let ratio = checks.as_secs_f64() / simulation.as_secs_f64().max(1e-9);
    let events = timeline.records().len();
    format!(
        "{events} events: checked in {checks_ms:.1} ms, simulated in {simulation_ms:.1} ms, ratio {ratio:.2}"
    )
}
