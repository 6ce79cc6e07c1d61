//! The report as text for the terminal.

use std::fmt::Write as _;

use cli::{LeaderReport, Report, VersionReport};
use replication::{Value, escape_control_characters};

/// The report as lines of text.
pub fn format_report(report: &Report) -> String {
    let mut out = String::new();
    let title = if report.title.is_empty() { "Untitled run" } else { &report.title };
    let state = match (report.at_rest, report.reads_agree, report.versions_agree) {
        (true, true, true) => "at rest, and all leaders agree",
        (true, true, false) => "at rest, and all leaders return the same values, from different versions",
        (true, false, _) => "at rest, and leaders disagree",
        (false, true, _) => "not at rest, but all leaders agree at this instant",
        (false, false, _) => "not at rest",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{title}\nat {}: {state}\n", report.at_ms);
    for event in report.trace.iter().flatten() {
        let _ = writeln!(out, "{:>14}  {}", event.at_ms.to_string(), escape_control_characters(&event.event));
    }
    if report.trace.is_some() {
        out.push('\n');
    }
    for leader in &report.leaders {
        out.push_str(&leader_lines(leader));
    }
    for lost in &report.lost {
        let _ = writeln!(out, "lost: {}", escape_control_characters(&lost.description));
    }
    let verdicts = report.stranded.iter().chain(&report.given_up).map(|it| &it.description);
    let verdicts = verdicts.chain(report.never_arrives.iter().map(|it| &it.description));
    for verdict in verdicts.chain(report.violations.iter().map(|it| &it.description)) {
        let _ = writeln!(out, "{}", escape_control_characters(verdict));
    }
    if let Some(at) = report.policy_changed_at_ms {
        let _ = writeln!(out, "The leaders differ. {}", explain::describe_policy_change(at));
    }
    for (from, to) in &report.unreachable {
        let _ = writeln!(out, "warning: no path of links carries a write from {from} to {to}");
    }
    if report.halted {
        out.push_str("warning: the run stopped at the event limit\n");
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
        let _ = writeln!(out, "  {key} = {}", format_values(versions, leader.readings.get(key)));
    }
    if leader.store.is_empty() {
        out.push_str("  nothing stored\n");
    }
    out.push('\n');
    out
}

/// The value of a key: what a read returns if that differs from the versions, or each version.
fn format_values(versions: &[VersionReport], reading: Option<&Value>) -> String {
    let all: Vec<String> = versions.iter().map(format_version).collect();
    match reading {
        Some(value) => {
            let value = escape_control_characters(&scenario::value_to_input(value));
            let dots: Vec<&str> = versions.iter().map(|version| version.dot.as_str()).collect();
            // All items of a set may have been removed.
            if dots.is_empty() { value } else { format!("{value} [{}]", dots.join(" ")) }
        }
        None if all.len() > 1 => format!("{}   {} siblings", all.join(" | "), all.len()),
        None => all.join(" | "),
    }
}

fn format_version(version: &VersionReport) -> String {
    let value = version.value.as_ref().map_or_else(|| "deleted".into(), scenario::value_to_input);
    let writer = version.client.map_or_else(|| "merged".into(), |client| client.to_string());
    format!("{} [{} {writer}]", escape_control_characters(&value), version.dot)
}

fn counts_line(report: &Report) -> String {
    let counts = &report.counts;
    let all = [
        ("events", counts.events),
        ("accepted", counts.accepted),
        ("acknowledged", counts.acknowledged),
        ("refused", counts.refused),
        ("unanswered", counts.unanswered),
        ("sent", counts.sent),
        ("delivered", counts.delivered),
        ("dropped", counts.dropped),
        ("lost in transit", counts.lost_messages),
        ("stopped", counts.stopped),
        ("buffered", counts.buffered),
        ("in flight", counts.in_flight),
        ("waiting", counts.waiting),
        ("conflicts", counts.conflicts),
        ("kept", counts.kept),
        ("kept partly", counts.kept_partly),
        ("superseded", counts.superseded),
        ("overwritten in order", counts.overwritten_in_order),
        ("lost writes", counts.lost),
        ("discarded by timestamp", counts.discarded),
        ("discarded by merge rule", counts.discarded_by_merge),
        ("overwritten on arrival", counts.overwritten),
        ("could not be applied", counts.skipped),
        ("only at leaders that left", counts.stranded),
        ("resurrected", counts.resurrected),
        ("ignored", counts.ignored),
        ("duplicated", counts.duplicated),
        ("applied again", counts.reapplied),
        ("inapplicable", counts.inapplicable),
        ("held back", counts.held_back),
        ("blocked links", counts.stopped_links),
        ("merged", counts.merged),
        ("failed merges", counts.failed_merges),
        ("forwarded", counts.forwarded),
        ("disputed homes", counts.windows),
        ("tombstones dropped", counts.tombstones_dropped),
    ];
    // Zero counts are left out, except those that every reader looks for.
    let shown = all.iter().filter(|(name, count)| *count > 0 || matches!(*name, "conflicts" | "lost writes"));
    shown.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
