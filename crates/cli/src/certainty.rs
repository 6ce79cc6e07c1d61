//! `polyleader certainty`: when an outcome becomes certain, found by redrawing the rest of the run many times.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::num::NonZeroUsize;

use analysis::{Certainty, CertaintySearch, POSSIBLE_OUTCOMES, PossibleOutcome, find_possible_outcome};
use replication::excerpt;
use serde_json::json;
use timeline::Timeline;

use crate::error::{Error, Result};
use crate::input::Source;

/// Events computed at a time.
const SLICE: usize = 100_000;
/// The most runs for each instant, and the most instants.
const MAX_SEEDS: usize = 100_000;
const MAX_INSTANTS: usize = 1_000;
const DEFAULT_SEEDS: usize = 100;
const DEFAULT_INSTANTS: usize = 21;
/// The width of a whole bar, in characters.
const BAR: usize = 20;

/// What is looked at, and how it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertaintyOptions {
    /// The id of the outcome; the first one if it is not given.
    pub outcome: Option<String>,
    /// How many runs for each instant.
    pub seeds: Option<usize>,
    /// How many evenly spaced instants.
    pub instants: Option<usize>,
    /// As JSON instead of text.
    pub json: bool,
}

/// The share of runs with the outcome by instant, and when it is certain.
pub fn certainty(source: &Source, options: &CertaintyOptions) -> Result<String> {
    let outcome = outcome(options.outcome.as_deref())?;
    let seeds = count("--seeds", options.seeds.unwrap_or(DEFAULT_SEEDS), 1, MAX_SEEDS)?;
    let instants = count("--instants", options.instants.unwrap_or(DEFAULT_INSTANTS), 2, MAX_INSTANTS)?;
    let scenario = source.load()?.scenario;
    let ends_at = Timeline::new(&scenario).ends_at();
    let mut search = CertaintySearch::new(&scenario, outcome, ends_at, instants, seeds);
    let shows_progress = std::io::stderr().is_terminal();
    while search.advance(SLICE) {
        if shows_progress {
            let (done, all) = search.progress();
            // Progress that cannot be written is not missed.
            let _ = write!(std::io::stderr(), "\r{done} of at most {all} runs");
        }
    }
    if shows_progress {
        eprintln!();
    }
    Ok(if options.json { report(outcome, search.found()) } else { text(outcome, search.found()) })
}

fn outcome(id: Option<&str>) -> Result<&'static PossibleOutcome> {
    let Some(id) = id else { return Ok(&POSSIBLE_OUTCOMES[0]) };
    find_possible_outcome(id).ok_or_else(|| {
        let known: Vec<&str> = POSSIBLE_OUTCOMES.iter().map(|outcome| outcome.id).collect();
        Error::usage(format!("unknown outcome “{}”; use one of {}", excerpt(id), known.join(", ")))
    })
}

fn count(option: &str, number: usize, least: usize, most: usize) -> Result<NonZeroUsize> {
    let allowed = NonZeroUsize::new(number).filter(|_| (least..=most).contains(&number));
    allowed.ok_or_else(|| Error::usage(format!("{option} takes a number from {least} to {most}")))
}

fn text(outcome: &PossibleOutcome, found: &Certainty) -> String {
    let mut out = format!("{}\n\n", explain::describe_certainty(outcome, found));
    for point in &found.points {
        let bar = "█".repeat(point.holding * BAR / point.runs.max(1));
        let at = point.at.to_string();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{at:>14}  {:>4} of {}  {bar}", point.holding, point.runs);
    }
    out
}

fn report(outcome: &PossibleOutcome, found: &Certainty) -> String {
    let points = found
        .points
        .iter()
        .map(|point| json!({ "from_ms": point.at, "runs": point.runs, "holding": point.holding }));
    let report = json!({
        "outcome": outcome.id,
        "holds": found.holds,
        "certain_from_ms": found.certain_from(),
        "points": points.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
