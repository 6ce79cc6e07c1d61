//! `polyleader run`: runs a scenario and reports its result.

use std::time::Instant;

use cli::Report;
use replication::Micros;

use crate::arguments::{Baseline, OutputFormat};
use crate::error::Result;
use crate::input::{Source, check_fingerprint};
use crate::latency::apply_baseline;
use crate::text;
use crate::timing::Timing;

/// Runs a scenario, or its baseline, up to an instant, or until nothing is left to happen, and returns the report. With
/// `timing`, prints what the run cost.
pub fn run(
    source: &Source,
    baseline: Option<Baseline>,
    until: Option<Micros>,
    format: OutputFormat,
    timing: bool,
) -> Result<String> {
    let opened = apply_baseline(source.load()?, baseline)?;
    let start = Instant::now();
    let timeline = timeline::Timeline::new(&opened.scenario);
    if timing {
        eprintln!("{}", Timing::new(&timeline, start.elapsed()));
    }
    check_fingerprint(&opened, timeline.fingerprint())?;
    let report = Report::new(&opened.scenario, &timeline, until, format.trace);
    match format.json {
        true => Ok(serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"),
        false => Ok(text::format_report(&report)),
    }
}
