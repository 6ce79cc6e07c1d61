//! `polyleader compare` with options: the metrics of a scenario under several policies, topologies and seeds.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::num::NonZeroUsize;

use analysis::{
    Distribution, METRICS, Metric, Sweep, compared_policies, compared_topologies, find_metric, settings_of,
};
use replication::{Policy, Topology, excerpt};
use scenario::Scenario;
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::input::Source;

/// Events computed at a time.
const SLICE: usize = 100_000;
/// The most seeds of one comparison.
const MAX_SEEDS: usize = 100_000;
/// What stands for the run's own policy or topology, and for all of them.
const OWN: &str = "own";
const ALL: &str = "all";
/// The metrics that are printed unless others are asked for.
const SHOWN: [&str; 6] =
    ["accepted", "lost", "siblings", "refused", "convergence-time", "messages-per-write"];

/// What is compared, and how it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SweepOptions {
    /// The ids of policies; all if there are none.
    pub policies: Vec<String>,
    /// The ids of topologies; the run's own if there are none.
    pub topologies: Vec<String>,
    /// The ids of the metrics to print.
    pub metrics: Vec<String>,
    /// How many seeds; one if it is not given.
    pub seeds: Option<usize>,
    /// As JSON instead of text.
    pub json: bool,
}

impl SweepOptions {
    /// Whether any is given.
    pub fn is_given(&self) -> bool {
        *self != Self::default()
    }
}

/// The table, or its JSON.
pub fn compare(source: &Source, options: &SweepOptions) -> Result<String> {
    let seeds = seeds(options.seeds)?;
    let metrics = metrics(&options.metrics)?;
    let scenario = source.load()?.scenario;
    let policies = policies(&scenario, &options.policies)?;
    let topologies = topologies(&scenario, &options.topologies)?;
    let settings = settings_of(&scenario, &policies, &topologies);
    let mut sweep = Sweep::new(settings, seeds);
    let shows_progress = std::io::stderr().is_terminal();
    while sweep.advance(SLICE) {
        if shows_progress {
            let (done, all) = sweep.progress();
            // Progress that cannot be written is not missed.
            let _ = write!(std::io::stderr(), "\r{done} of {all} runs");
        }
    }
    if shows_progress {
        eprintln!();
    }
    Ok(if options.json { report(&scenario, &sweep) } else { table(&sweep, &metrics) })
}

fn seeds(wanted: Option<usize>) -> Result<NonZeroUsize> {
    let seeds = NonZeroUsize::new(wanted.unwrap_or(1)).filter(|seeds| seeds.get() <= MAX_SEEDS);
    seeds.ok_or_else(|| Error::usage(format!("--seeds takes a number from 1 to {MAX_SEEDS}")))
}

fn metrics(ids: &[String]) -> Result<Vec<&'static Metric>> {
    let known = || METRICS.iter().map(|metric| metric.id).collect::<Vec<_>>().join(", ");
    let find = |id: &str| {
        find_metric(id)
            .ok_or_else(|| Error::usage(format!("unknown metric “{}”; use one of {}", excerpt(id), known())))
    };
    match ids {
        [] => SHOWN.into_iter().map(find).collect(),
        [all] if all == ALL => Ok(METRICS.iter().collect()),
        ids => ids.iter().map(|id| find(id)).collect(),
    }
}

/// The policies with these ids, by the names that tables give them.
fn policies(scenario: &Scenario, ids: &[String]) -> Result<Vec<(String, Policy)>> {
    let compared = compared_policies(scenario);
    let all = || compared.iter().map(|row| (row.name.clone(), row.policy.clone()));
    let find = |id: &String| {
        let listed = compared.iter().find(|row| row.id == id || (row.is_current && id == OWN));
        let listed = listed.map(|row| (row.name.clone(), row.policy.clone()));
        let found =
            listed.or_else(|| Policy::by_id(id).map(|policy| (policy.info().title.to_owned(), policy)));
        found.ok_or_else(|| {
            let known: Vec<&str> = compared.iter().map(|row| row.id).collect();
            Error::usage(format!("unknown policy “{}”; use one of {OWN}, {}", excerpt(id), known.join(", ")))
        })
    };
    match ids {
        [] => Ok(all().collect()),
        [every] if every == ALL => Ok(all().collect()),
        ids => ids.iter().map(find).collect(),
    }
}

/// The topologies with these ids, by their titles.
fn topologies(scenario: &Scenario, ids: &[String]) -> Result<Vec<(String, Topology)>> {
    let compared = compared_topologies(scenario);
    let own = || compared.iter().take(1).cloned().collect();
    let find = |id: &String| {
        let found = compared.iter().find(|(_, topology)| topology.info().id == id);
        found.or(compared.first().filter(|_| id == OWN)).cloned().ok_or_else(|| {
            let known: Vec<&str> = compared.iter().map(|(_, topology)| topology.info().id).collect();
            Error::usage(format!(
                "unknown topology “{}”; use one of {OWN}, {}",
                excerpt(id),
                known.join(", ")
            ))
        })
    };
    match ids {
        [] => Ok(own()),
        [every] if every == ALL => Ok(compared),
        ids => ids.iter().map(find).collect(),
    }
}

/// A line for each setting, a column for each metric.
fn table(sweep: &Sweep, metrics: &[&'static Metric]) -> String {
    let mut rows = vec![vec!["policy".to_owned(), "topology".to_owned()]];
    rows[0].extend(metrics.iter().map(|metric| metric.name.to_lowercase()));
    for (number, setting) in sweep.settings().iter().enumerate() {
        let mut row = vec![setting.policy.clone(), setting.topology.clone()];
        row.extend(
            metrics.iter().map(|metric| cell(metric, sweep.distribution(number, place_of(metric)).ok())),
        );
        rows.push(row);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}

/// `3`, `3 (1–7)`, or `–` where no run has the figure.
fn cell(metric: &Metric, found: Option<Distribution>) -> String {
    let Some(it) = found else { return "–".to_owned() };
    let show = |figure| metric.unit.show(figure);
    let mut text = show(it.median);
    if it.least != it.greatest {
        text += &format!(" ({}–{})", show(it.least), show(it.greatest));
    }
    if it.without > 0 {
        text += &format!(", none in {} of {}", it.without, it.runs + it.without);
    }
    text
}

fn report(scenario: &Scenario, sweep: &Sweep) -> String {
    let settings = sweep.settings().iter().enumerate().map(|(number, setting)| {
        let figures = METRICS.iter().map(|metric| {
            let found = sweep.distribution(number, place_of(metric)).map_or(Value::Null, distribution);
            (metric.id.to_owned(), found)
        });
        let metrics: Map<String, Value> = figures.collect();
        json!({ "policy": setting.policy, "topology": setting.topology, "metrics": metrics })
    });
    let units: Map<String, Value> =
        METRICS.iter().map(|metric| (metric.id.to_owned(), json!(metric.unit.name()))).collect();
    let report = json!({
        "title": scenario.title,
        "first_seed": scenario.seed,
        "units": units,
        "settings": settings.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn distribution(it: Distribution) -> Value {
    json!({
        "runs": it.runs, "without": it.without, "least": it.least, "lower_quartile": it.lower_quartile,
        "median": it.median, "upper_quartile": it.upper_quartile, "greatest": it.greatest,
    })
}

fn place_of(metric: &Metric) -> usize {
    METRICS.iter().position(|known| known.id == metric.id).unwrap_or_default()
}
