//! `polyleader latency`: how long the clients of a run waited, and how busy its leaders were.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use analysis::{LatencyReport, LatencySummary, LeaderLoad, Percentiles};
use replication::{ClientId, LeaderId, Micros};
use scenario::Permalink;
use serde::Serialize;
use timeline::Timeline;

use crate::arguments::Baseline;
use crate::error::{Error, Result};
use crate::input::Source;

/// The scenario, or its baseline. That is another run, so the fingerprint of a link does not apply.
pub fn apply_baseline(opened: Permalink, baseline: Option<Baseline>) -> Result<Permalink> {
    let Some(Baseline { leader, failover }) = baseline else {
        return Ok(opened);
    };
    let leaders = &opened.scenario.leaders;
    let first = leaders.first().map(|spec| spec.id);
    let wanted = leader.or(first).filter(|id| leaders.iter().any(|spec| spec.id == *id));
    let Some(wanted) = wanted else {
        let id = leader.map(|leader| leader.to_string()).unwrap_or_default();
        return Err(Error::usage(format!("there is no leader “{id}”")));
    };
    Ok(Permalink::of(opened.scenario.with_single_leader(wanted, failover)))
}

/// Runs a scenario, or its baseline, and returns its latencies.
pub fn latency(
    source: &Source,
    baseline: Option<Baseline>,
    until: Option<Micros>,
    json: bool,
) -> Result<String> {
    let opened = apply_baseline(source.load()?, baseline)?;
    let timeline = Timeline::new(&opened.scenario);
    let at = until.unwrap_or_else(|| timeline.ends_at());
    let run = timeline.run_at(at, None);
    let report = LatencyReport::new(&timeline, timeline.count_at(at), run.world());
    Ok(match json {
        true => serde_json::to_string_pretty(&ReportFields::of(at, &report)).unwrap_or_default() + "\n",
        false => text_of(at, &report),
    })
}

/// The JSON form of a report.
#[derive(Serialize)]
struct ReportFields {
    at_ms: Micros,
    total: SummaryFields,
    clients: BTreeMap<ClientId, SummaryFields>,
    leaders: Vec<LeaderFields>,
}

#[derive(Serialize)]
struct SummaryFields {
    sent: usize,
    acknowledged: usize,
    answered: usize,
    refused: usize,
    unanswered: usize,
    retried: usize,
    timed_out: usize,
    availability_percent: Option<f64>,
    writes: Option<PercentileFields>,
    reads: Option<PercentileFields>,
}

#[derive(Serialize)]
struct PercentileFields {
    median_ms: Micros,
    p95_ms: Micros,
    max_ms: Micros,
}

#[derive(Serialize)]
struct LeaderFields {
    leader: LeaderId,
    #[serde(flatten)]
    requests: SummaryFields,
    busy_ms: Micros,
    utilisation_percent: Option<f64>,
    queued: usize,
}

impl ReportFields {
    fn of(at_ms: Micros, report: &LatencyReport) -> Self {
        let clients = report.clients.iter().map(|(id, summary)| (*id, SummaryFields::of(summary)));
        let leaders = report.leaders.iter().map(LeaderFields::of);
        Self {
            at_ms,
            total: SummaryFields::of(&report.total),
            clients: clients.collect(),
            leaders: leaders.collect(),
        }
    }
}

impl SummaryFields {
    fn of(summary: &LatencySummary) -> Self {
        let percentiles = |of: Option<Percentiles>| {
            of.map(|Percentiles { median, p95, max }| PercentileFields {
                median_ms: median,
                p95_ms: p95,
                max_ms: max,
            })
        };
        Self {
            sent: summary.sent,
            acknowledged: summary.acknowledged,
            answered: summary.answered,
            refused: summary.refused,
            unanswered: summary.unanswered,
            retried: summary.retried,
            timed_out: summary.timed_out,
            availability_percent: summary.availability().map(|hundredths| hundredths as f64 / 100.0),
            writes: percentiles(summary.writes),
            reads: percentiles(summary.reads),
        }
    }
}

impl LeaderFields {
    fn of(load: &LeaderLoad) -> Self {
        Self {
            leader: load.leader,
            requests: SummaryFields::of(&load.requests),
            busy_ms: load.busy,
            utilisation_percent: load.utilisation.map(|hundredths| hundredths as f64 / 100.0),
            queued: load.queued,
        }
    }
}

fn text_of(at: Micros, report: &LatencyReport) -> String {
    let mut out = format!("Latencies up to {at}\n\n");
    let rows = report.clients.iter().map(|(id, summary)| (format!("client {id}"), summary));
    let rows =
        rows.chain(report.leaders.iter().map(|load| (format!("leader {}", load.leader), &load.requests)));
    for (name, summary) in rows.chain([("all requests".to_owned(), &report.total)]) {
        if summary.sent > 0 {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name}: {}", line_of(summary));
        }
    }
    out.push('\n');
    for load in &report.leaders {
        let utilisation = load.utilisation.map(percent).unwrap_or_default();
        let LeaderLoad { leader, busy, queued, .. } = load;
        let _ = writeln!(
            out,
            "leader {leader}: busy for {busy}, utilisation {utilisation}, {queued} in its queue"
        );
    }
    out
}

/// `12 of 13 served (92.31%); writes 2 ms median, 3 ms p95, 5 ms max; 1 unanswered`.
fn line_of(summary: &LatencySummary) -> String {
    let availability = summary.availability().map(|hundredths| percent(hundredths as u64));
    let mut parts = vec![format!(
        "{} of {} served ({})",
        summary.served(),
        summary.sent,
        availability.unwrap_or_default()
    )];
    for (name, of) in [("writes", summary.writes), ("reads", summary.reads)] {
        if let Some(Percentiles { median, p95, max }) = of {
            parts.push(format!("{name} {median} median, {p95} p95, {max} max"));
        }
    }
    let counts = [
        ("refused", summary.refused),
        ("unanswered", summary.unanswered),
        ("retried", summary.retried),
        ("attempts timed out", summary.timed_out),
    ];
    parts
        .extend(counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{count} {name}")));
    parts.join("; ")
}

/// Hundredths of a percent: `92.31%`.
fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
