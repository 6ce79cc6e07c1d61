//! The table of results, in Markdown.

use crate::measure::Row;

/// The rows as a table.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| workload | deliveries | ns per delivery | × bare queue | M deliveries/s | ns per event | recorded, ns per event | × simulation |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let per_event = row.simulation_ns_per_event();
        let recorded = row.recording_ns_per_event.map_or_else(
            || String::from("| "),
            |recorded| format!("{recorded:.0} | {:.1}", recorded / per_event),
        );
        text.push_str(&format!(
            "| {} | {} | {:.0} | {:.0} | {:.2} | {per_event:.0} | {recorded} |\n",
            row.name,
            row.deliveries,
            row.simulation_ns,
            row.simulation_ns / row.queue_ns,
            1_000.0 / row.simulation_ns,
        ));
    }
    text
}
