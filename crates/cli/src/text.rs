//! The report as people read it.

use std::fmt::Write as _;

use replication::Value;

use crate::report::{LeaderReport, Report, VersionReport};

/// The report in lines.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    let title = if report.title.is_empty() { "A run without a title" } else { &report.title };
    let state = match (report.at_rest, report.converged) {
        (true, true) => "at rest, and all leaders agree",
        (true, false) => "at rest, and leaders disagree",
        (false, true) => "not at rest; stores are equal at this instant",
        (false, false) => "not at rest",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{title}\nat {}: {state}\n", report.at_ms);
    for event in report.trace.iter().flatten() {
        let _ = writeln!(out, "{:>14}  {}", event.at_ms.to_string(), in_one_line(&event.event));
    }
    if report.trace.is_some() {
        out.push('\n');
    }
    for leader in &report.leaders {
        out.push_str(&leader_lines(leader));
    }
    for lost in &report.lost {
        let _ = writeln!(out, "lost: {}", in_one_line(&lost.words));
    }
    for (from, to) in &report.unreachable {
        let _ = writeln!(out, "warning: no path of links takes a write of {from} to {to}");
    }
    if report.halted {
        out.push_str("warning: the run has as many events as a run may have, and stops there\n");
    }
    let _ = writeln!(out, "{}", counts_line(report));
    let _ = writeln!(out, "fingerprint {}", report.fingerprint);
    out
}

fn leader_lines(leader: &LeaderReport) -> String {
    let mut out = String::new();
    let state = if leader.up { "" } else { ", down" };
    let clock = explain::describe_offset(leader.clock_offset_ms);
    let _ = writeln!(out, "{} ({}){state}, clock {clock}", leader.name, leader.id);
    for (key, versions) in &leader.store {
        let _ = writeln!(out, "  {key} = {}", kept(versions, leader.readings.get(key)));
    }
    if leader.store.is_empty() {
        out.push_str("  nothing stored\n");
    }
    out.push('\n');
    out
}

/// What is kept of a key: one reading, or each version.
fn kept(versions: &[VersionReport], reading: Option<&Value>) -> String {
    let all: Vec<String> = versions.iter().map(version).collect();
    match reading {
        Some(value) => {
            let dots: Vec<&str> = versions.iter().map(|version| version.dot.as_str()).collect();
            format!("{} [{}]", in_one_line(&scenario::value_to_input(value)), dots.join(" "))
        }
        None if all.len() > 1 => format!("{}   {} siblings", all.join(" | "), all.len()),
        None => all.join(" | "),
    }
}

fn version(version: &VersionReport) -> String {
    let value = version.value.as_ref().map_or_else(|| "deleted".into(), scenario::value_to_input);
    let maker = version.client.map_or_else(|| "merged".into(), |client| client.to_string());
    format!("{} [{} {maker}]", in_one_line(&value), version.dot)
}

/// With control characters written out: values may have some, and a terminal would obey them.
pub fn in_one_line(text: &str) -> String {
    let written_out = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(written_out).collect()
}

fn counts_line(report: &Report) -> String {
    let counts = &report.counts;
    let all = [
        ("events", counts.events),
        ("accepted", counts.accepted),
        ("refused", counts.refused),
        ("sent", counts.sent),
        ("delivered", counts.delivered),
        ("dropped", counts.dropped),
        ("lost on the way", counts.lost_messages),
        ("stopped", counts.stopped),
        ("held", counts.held),
        ("in flight", counts.in_flight),
        ("waiting", counts.waiting),
        ("conflicts", counts.conflicts),
        ("lost writes", counts.lost),
        ("ignored", counts.ignored),
        ("duplicated", counts.duplicated),
        ("applied again", counts.repeated),
        ("misfits", counts.misfits),
        ("kept back", counts.kept_back),
        ("stopped links", counts.stopped_links),
        ("merged", counts.merged),
        ("merges failed", counts.merges_failed),
        ("forwarded", counts.forwarded),
        ("open windows", counts.windows),
        ("tombstones dropped", counts.tombstones_dropped),
    ];
    // What did not happen is left out, but for what is always asked.
    let shown = all.iter().filter(|(name, count)| *count > 0 || matches!(*name, "conflicts" | "lost writes"));
    shown.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
