//! The results: a chart of one metric, and a table with a run behind each figure.

use analysis::{METRICS, Metric, Setting, Sweep, find_metric};
use figure::{BoxPlot, box_plots, box_plots_in_words};
use player::BranchAction;
use yew::prelude::*;

use super::csv::csv_of;
use crate::compare::sliced_job::SlicedJob;
use crate::documents::{Connection, PictureFormat, TextFile, save_as_csv, save_picture, use_connection};
use crate::platform::page;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    pub job: SlicedJob<Sweep>,
    /// The id of the metric.
    pub metric: String,
    /// How many runs are done; results are redrawn when it changes.
    pub progress: (usize, usize),
    pub onclose: Callback<()>,
}

/// The chart and the table.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let connection = use_connection();
    let view = use_view();
    let saved_as = use_state_eq(|| None::<String>);
    let Some(metric) = find_metric(&props.metric) else {
        return html! {};
    };
    let rows = props.job.with(|sweep| rows_of(sweep, metric)).unwrap_or_default();
    let picture = box_plots(metric, &rows, page::is_dark());
    let address = format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&picture.svg)));
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    let alternative = box_plots_in_words(metric, &rows);
    let title = view.scenario().title.clone();
    let onsaved = {
        let saved_as = saved_as.setter();
        Callback::from(move |name| saved_as.set(Some(name)))
    };
    let onsave = {
        let (connection, title, onsaved) = (connection.clone(), title.clone(), onsaved.clone());
        move |_: MouseEvent| {
            if let Some(Connection { page, .. }) = &connection {
                let name = format!("{title} {}", metric.name);
                save_picture(&name, picture.clone(), PictureFormat::Svg, page, onsaved.clone());
            }
        }
    };
    let oncsv = {
        let job = props.job.clone();
        move |_: MouseEvent| {
            if let (Some(Connection { page, .. }), Some(text)) = (&connection, job.with(csv_of)) {
                save_as_csv(TextFile { name: format!("{title} metrics"), text }, page, onsaved.clone());
            }
        }
    };
    html! {
        <>
            <div class="chart-scroll"><img class="chart" src={address} {width} {height} alt={alternative} /></div>
            <p class="hint">{ metric.definition }</p>
            <ResultsTable job={props.job.clone()} metric={props.metric.clone()} progress={props.progress} onclose={props.onclose.clone()} />
            <div class="button-row">
                <button class="button" type="button" onclick={onsave}>{ "Save chart as SVG" }</button>
                <button class="button" type="button" onclick={oncsv}>{ "Save all metrics as CSV" }</button>
                <span role="status">{ saved_as.as_ref().map(|name| format!("Saved as “{name}”.")) }</span>
            </div>
        </>
    }
}

/// Median and range of each setting, with buttons that open the run with the least, the median and the greatest figure.
#[component]
fn ResultsTable(props: &ResultsProps) -> Html {
    let dispatch = use_dispatch();
    let Some(metric) = find_metric(&props.metric) else {
        return html! {};
    };
    let place = place_of(metric);
    let rows = props.job.with(|sweep| {
        let row = |(number, setting): (usize, &Setting)| {
            let found = sweep.distribution(number, place);
            let cells = found.map(|it| [it.least, it.lower_quartile, it.median, it.upper_quartile, it.greatest]);
            let cell = |figure: u64| {
                let open = sweep.run_with(number, place, figure).map(|run| {
                    let scenario = sweep.scenario_of(number, run);
                    let name = format!("{}, {}, seed {}", setting.policy, setting.topology, scenario.seed);
                    let (dispatch, onclose) = (dispatch.clone(), props.onclose.clone());
                    let title = format!("Open {name} side by side");
                    let onclick = move |_: MouseEvent| {
                        let (name, scenario) = (name.clone(), Box::new(scenario.clone()));
                        dispatch.emit(BranchAction::Try { name, scenario });
                        onclose.emit(());
                    };
                    html! { <button class="name-link" type="button" {title} {onclick}>{ metric.unit.show(figure) }</button> }
                });
                html! { <td class="count">{ open.unwrap_or_default() }</td> }
            };
            let missing = found.map_or(0, |it| it.without);
            let why = found.err().map(|why| html! { <td colspan="5" class="quiet">{ why.to_string() }</td> });
            html! {
                <tr key={number}>
                    <th scope="row">{ name_of(setting) }</th>
                    { for cells.into_iter().flatten().map(cell) }
                    { for why }
                    <td class="quiet small">{ missing_note(missing) }</td>
                </tr>
            }
        };
        sweep.settings().iter().enumerate().map(row).collect::<Html>()
    });
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Figures">
            <table class="figures">
                <thead><tr>
                    <th scope="col">{ "Setting" }</th>
                    { for ["Minimum", "Lower quartile", "Median", "Upper quartile", "Maximum"].map(|name| html! { <th scope="col" class="count">{ name }</th> }) }
                    <th scope="col"><span class="visually-hidden">{ "Runs without a measurable value" }</span></th>
                </tr></thead>
                <tbody>{ rows.unwrap_or_default() }</tbody>
            </table>
        </div>
    }
}

fn missing_note(missing: usize) -> String {
    match missing {
        0 => String::new(),
        1 => "not measurable in 1 run".to_owned(),
        _ => format!("not measurable in {missing} runs"),
    }
}

fn rows_of(sweep: &Sweep, metric: &Metric) -> Vec<BoxPlot> {
    let settings = sweep.settings().iter().enumerate();
    settings
        .map(|(number, setting)| (name_of(setting), sweep.distribution(number, place_of(metric))))
        .collect()
}

/// `Siblings · Star`.
fn name_of(setting: &Setting) -> String {
    format!("{} · {}", setting.policy, setting.topology)
}

fn place_of(metric: &Metric) -> usize {
    METRICS.iter().position(|known| known.id == metric.id).unwrap_or_default()
}
