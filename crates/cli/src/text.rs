//! The report as people read it.

use std::fmt::Write as _;

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
    let clock = player::describe_offset(leader.clock_offset_ms);
    let _ = writeln!(out, "{} ({}){state}, clock {clock}", leader.name, leader.id);
    for (key, versions) in &leader.store {
        let values: Vec<String> = versions.iter().map(version).collect();
        let siblings =
            if versions.len() > 1 { format!("   {} siblings", versions.len()) } else { String::new() };
        let _ = writeln!(out, "  {key} = {}{siblings}", values.join(" | "));
    }
    if leader.store.is_empty() {
        out.push_str("  nothing stored\n");
    }
    out.push('\n');
    out
}

fn version(version: &VersionReport) -> String {
    let value = version.value.as_ref().map_or_else(|| "deleted".into(), player::value_to_type);
    format!("{} [{} {}]", in_one_line(&value), version.dot, version.client)
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
    ];
    // What did not happen is left out, but for what is always asked.
    let shown = all.iter().filter(|(name, count)| *count > 0 || matches!(*name, "conflicts" | "lost writes"));
    shown.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
