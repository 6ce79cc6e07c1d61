//! `polyleader compare`: the fate of a scenario's writes under every policy, as a table.

use std::fmt::Write as _;
use std::rc::Rc;

use analysis::{PolicyComparison, Progress, RunSummary};
use timeline::{LossCause, Timeline};

use crate::error::Result;
use crate::input::Source;

/// Events computed at a time; the command computes each run to its end.
const SLICE: usize = 100_000;

/// A column of the table: its heading, and the figure of a run.
type Column = (&'static str, fn(&RunSummary) -> usize);

const COLUMNS: &[Column] = &[
    ("accepted", |run| run.fates.accepted),
    ("kept", |run| run.fates.kept),
    ("partly", |run| run.fates.kept_partly),
    ("superseded", |run| run.fates.superseded),
    ("in order", |run| run.fates.overwritten_in_order),
    ("lost", |run| run.fates.lost),
    ("by timestamp", |run| run.fates.lost_by(LossCause::Discarded)),
    ("by merge", |run| run.fates.lost_by(LossCause::DiscardedByMerge)),
    ("on arrival", |run| run.fates.lost_by(LossCause::Overwritten)),
    ("skipped", |run| run.fates.lost_by(LossCause::Skipped)),
    ("leader left", |run| run.fates.lost_by(LossCause::Stranded)),
    ("resurrected", |run| run.fates.lost_by(LossCause::Resurrected)),
    ("stranded", |run| run.stranded),
    ("siblings", |run| run.conflicts),
    ("refused", |run| run.refused),
    ("unanswered", |run| run.unanswered),
];

/// Whether the leaders agree at the end.
fn leaders_at_the_end(run: &RunSummary) -> &'static str {
    match run.progress {
        Progress::Converged => "agree",
        Progress::Diverged => "disagree",
        Progress::Queued { .. } => "stuck",
        Progress::InFlight { .. } | Progress::Halted => "not at rest",
        Progress::NothingWritten => "nothing written",
        Progress::NoLeaderLeft => "none left",
    }
}

/// The same commands under every policy, one line each.
pub fn compare(source: &Source) -> Result<String> {
    let scenario = Rc::new(source.load()?.scenario);
    let mut table = PolicyComparison::new(scenario.clone(), &Timeline::new(&scenario));
    while table.progress().is_some() {
        table.advance(SLICE);
    }
    let names = table.rows().iter().map(|row| row.name.chars().count());
    let width = names.max().unwrap_or_default();
    let mut out = format!("{:width$}", "");
    for (heading, _) in COLUMNS {
        // Writing to a String cannot fail.
        let _ = write!(out, "  {heading}");
    }
    out.push_str("  leaders");
    for row in table.rows() {
        let _ = write!(out, "\n{:width$}", row.name);
        for (heading, figure) in COLUMNS {
            let number = row.summary.as_ref().map(figure).unwrap_or_default();
            let _ = write!(out, "  {number:>digits$}", digits = heading.chars().count());
        }
        let _ = write!(out, "  {}", row.summary.as_ref().map(leaders_at_the_end).unwrap_or_default());
    }
    Ok(out + "\n")
}
