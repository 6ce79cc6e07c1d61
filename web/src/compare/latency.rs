//! What two runs mean for their clients, next to each other: latency, availability and throughput up to the playhead.

use analysis::{LatencyReport, MetricUnit, Percentiles};
use replication::Micros;
use yew::prelude::*;

use crate::hooks::use_throttle;
use crate::store::{View, use_view};

/// How far the figures may lag behind while a run is played, in milliseconds.
const UPDATE_EVERY_MS: u32 = 400;

#[derive(Properties, PartialEq)]
pub struct ComparedLatencyProps {
    pub beside: View,
}

/// A table with a row for each run.
#[component]
pub fn ComparedLatency(props: &ComparedLatencyProps) -> Html {
    let view = use_view();
    let views = use_throttle((view, props.beside.clone()), UPDATE_EVERY_MS);
    let rows = use_memo(views, |(current, beside)| [current, beside].map(row));
    html! {
        <div class="table-scroll compared-latency" tabindex="0" role="region" aria-label="Latency, availability and throughput">
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">{ "Clients, up to the playhead" }</th>
                        { for ["Writes, median", "Writes, p95", "Reads, median", "Reads, p95", "Availability", "Throughput"].map(|name| html! { <th scope="col" class="count">{ name }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for rows.iter().cloned() }</tbody>
            </table>
        </div>
    }
}

fn row(view: &View) -> Html {
    let report = view.latency_report();
    let name = view.branches().current().name.to_string();
    let cells =
        figures(&report, view.frame().now()).map(|figure| html! { <td class="count">{ figure }</td> });
    html! { <tr key={name.clone()}><th scope="row">{ name }</th>{ for cells }</tr> }
}

/// The figures of a run in the order of the columns; a dash for those that there are not yet.
fn figures(report: &LatencyReport, now: Micros) -> [String; 6] {
    let figure = |figure: Option<String>| figure.unwrap_or_else(|| "–".to_owned());
    let time = |of: Option<Percentiles>, which: fn(Percentiles) -> Micros| {
        figure(of.map(|percentiles| MetricUnit::Microseconds.show(which(percentiles).0)))
    };
    let total = &report.total;
    let availability = total.availability().map(|share| MetricUnit::Share.show(share as u64));
    let throughput = report.throughput(now).map(|rate| format!("{} per s", MetricUnit::Mean.show(rate)));
    [
        time(total.writes, |of| of.median),
        time(total.writes, |of| of.p95),
        time(total.reads, |of| of.median),
        time(total.reads, |of| of.p95),
        figure(availability),
        figure(throughput),
    ]
}
