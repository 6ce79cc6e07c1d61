//! The dialog that says when an outcome of the run is certain: the rest of the run is redrawn from many instants.

use std::num::NonZeroUsize;

use analysis::{CertaintyPoint, CertaintySearch, POSSIBLE_OUTCOMES, find_possible_outcome};
use explain::{capitalized, describe_certainty};
use figure::certainty_chart;
use player::{BranchAction, PlaybackAction};
use replication::Micros;
use yew::prelude::*;

use crate::compare::outcome_dialog::{outcome_dialog, use_policy_comparison};
use crate::compare::sliced_job::{SlicedJob, use_sliced_job};
use crate::components::{Dialog, NumberField, Range, SelectOne};
use crate::documents::{Connection, PictureFormat, save_picture, use_connection};
use crate::platform::page;
use crate::store::{use_dispatch, use_view};

const TITLE: &str = "When is the outcome certain?";
/// The evenly spaced instants that are looked at.
const INSTANTS: usize = 21;
const FIRST_SEEDS: u64 = 100;
const MAX_SEEDS: u64 = 1_000;
/// A run with more events than this is not redrawn here: each run is measured at once, between two frames.
const MAX_EVENTS: usize = 30_000;

#[derive(Properties, PartialEq)]
pub struct CertaintyProps {
    pub onclose: Callback<()>,
}

/// The dialog. It reveals how the run ends, so it waits while a question about that is open.
#[component]
pub fn CertaintyDialog(props: &CertaintyProps) -> Html {
    outcome_dialog(&use_view(), ("certainty-title", TITLE), &props.onclose, || {
        html! { <Search onclose={props.onclose.clone()} /> }
    })
}

/// What to look for, and what is known so far.
#[component]
fn Search(props: &CertaintyProps) -> Html {
    let view = use_view();
    let outcome = use_state_eq(|| POSSIBLE_OUTCOMES[0].id.to_owned());
    let seeds = use_state_eq(|| FIRST_SEEDS);
    // The outcome that the results are about.
    let searched = use_state_eq(String::new);
    let job = use_sliced_job::<CertaintySearch>(Default::default);
    let is_valid = use_state_eq(|| true);
    use_policy_comparison();
    let onstart = {
        let (job, view, searched) = (job.clone(), view.clone(), searched.setter());
        let (outcome, seeds) = ((*outcome).clone(), *seeds);
        move |_: MouseEvent| {
            let Some(outcome) = find_possible_outcome(&outcome) else { return };
            let [instants, seeds] =
                [INSTANTS, seeds as usize].map(|count| NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN));
            let ends_at = view.timeline().ends_at();
            job.start(CertaintySearch::new(view.scenario(), outcome, ends_at, instants, seeds));
            searched.set(outcome.id.to_owned());
        }
    };
    let onstop = {
        let job = job.clone();
        move |_: MouseEvent| job.stop()
    };
    let is_long = view.timeline().records().len() > MAX_EVENTS;
    let start = match job.is_working() {
        true => html! { <button class="button" type="button" onclick={onstop}>{ "Stop" }</button> },
        false => {
            html! { <button class="button" type="button" data-kind="primary" disabled={is_long || !*is_valid} onclick={onstart}>{ "Find out" }</button> }
        }
    };
    let (set_outcome, set_seeds, set_valid) = (outcome.setter(), seeds.setter(), is_valid.setter());
    html! {
        <Dialog id="certainty-title" title={TITLE} onclose={props.onclose.clone()}>
            <div class="body measure">
                <p class="quiet">{ explanation(view.scenario().depends_on_seed()) }</p>
                <div class="choices">
                    <SelectOne label="Outcome" choices={outcome_choices()} chosen={(*outcome).clone()} onchoose={Callback::from(move |id| set_outcome.set(id))} />
                    <NumberField label="Runs per instant" value={*seeds} range={Range::whole(2, MAX_SEEDS)} onset={Callback::from(move |number| set_seeds.set(number))} onvalid={Callback::from(move |valid| set_valid.set(valid))} />
                </div>
                <div class="button-row">{ start }<span role="status">{ job.status() }</span></div>
                if is_long {
                    <p class="field-error">{ format!("This run has more than {MAX_EVENTS} events. Use the command “polyleader certainty”.") }</p>
                }
                if job.has_results() {
                    <Found job={job.clone()} outcome={(*searched).clone()} progress={job.progress()} onclose={props.onclose.clone()} />
                }
            </div>
        </Dialog>
    }
}

fn outcome_choices() -> Vec<(String, String, String)> {
    let choices = POSSIBLE_OUTCOMES.iter();
    choices.map(|outcome| (outcome.id.into(), capitalized(outcome.statement), String::new())).collect()
}

fn explanation(depends_on_seed: bool) -> &'static str {
    match depends_on_seed {
        true => {
            "The run is kept up to an instant, and everything random after it is redrawn many times. Once all of these runs end the same way, the outcome counts as certain."
        }
        false => {
            "Nothing in this run is random, so its outcome is certain from the start. Add jitter, message loss or a workload to change that."
        }
    }
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    job: SlicedJob<CertaintySearch>,
    /// The id of the outcome.
    outcome: String,
    /// How many runs are done; the results are redrawn when it changes.
    progress: (usize, usize),
    onclose: Callback<()>,
}

/// The answer in words, the chart, and a table with a run behind each instant.
#[component]
fn Found(props: &FoundProps) -> Html {
    let connection = use_connection();
    let view = use_view();
    let saved_as = use_state_eq(|| None::<String>);
    let found = props.job.with(|search| search.found().clone()).unwrap_or_default();
    let Some(outcome) = find_possible_outcome(&props.outcome).filter(|_| !found.points.is_empty()) else {
        return html! {};
    };
    let said = describe_certainty(outcome, &found);
    let picture = certainty_chart(outcome, &found, page::is_dark());
    let address = format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&picture.svg)));
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    let name = format!("{} {}", view.scenario().title, outcome.statement);
    let onsave = {
        let saved_as = saved_as.setter();
        let onsaved = Callback::from(move |name| saved_as.set(Some(name)));
        move |_: MouseEvent| {
            if let Some(Connection { page, .. }) = &connection {
                save_picture(&name, picture.clone(), PictureFormat::Svg, page, onsaved.clone());
            }
        }
    };
    html! {
        <>
            if !props.job.is_working() {
                <p>{ &said }</p>
            }
            <div class="chart-scroll"><img class="chart" src={address} {width} {height} alt={said.clone()} /></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Instants">
                <table class="figures">
                    <thead><tr>
                        <th scope="col">{ "Redrawn from" }</th>
                        <th scope="col" class="count">{ "Runs with this outcome" }</th>
                        <th scope="col"><span class="visually-hidden">{ "A run with a different outcome" }</span></th>
                    </tr></thead>
                    <tbody>{ for found.points.iter().map(|point| html! { <Instant key={point.at.0} point={*point} job={props.job.clone()} onclose={props.onclose.clone()} /> }) }</tbody>
                </table>
            </div>
            <div class="button-row">
                <button class="button" type="button" onclick={onsave}>{ "Save chart as SVG" }</button>
                <span role="status">{ saved_as.as_ref().map(|name| format!("Saved as “{name}”.")) }</span>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct InstantProps {
    point: CertaintyPoint,
    job: SlicedJob<CertaintySearch>,
    onclose: Callback<()>,
}

/// A row: the instant, to go there; how many runs have the outcome; and a run that ends otherwise.
#[component]
fn Instant(props: &InstantProps) -> Html {
    let dispatch = use_dispatch();
    let CertaintyPoint { at, holding, runs, other } = props.point;
    let onseek = {
        let (dispatch, onclose) = (dispatch.clone(), props.onclose.clone());
        move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Seek(at));
            onclose.emit(());
        }
    };
    let onopen = {
        let (job, onclose) = (props.job.clone(), props.onclose.clone());
        move |_: MouseEvent| {
            let run = other.and_then(|run| job.with(|search| search.scenario_of(at, run)));
            if let Some(scenario) = run {
                let name = redrawn_at(at);
                dispatch.emit(BranchAction::Try { name, scenario: Box::new(scenario) });
                onclose.emit(());
            }
        }
    };
    html! {
        <tr>
            <th scope="row"><button class="name-link" type="button" title={format!("Go to {at}")} onclick={onseek}>{ at.to_string() }</button></th>
            <td class="count">{ format!("{holding} of {runs}") }</td>
            <td>
                if other.is_some() {
                    <button class="name-link" type="button" onclick={onopen}>{ "Open a run with a different outcome" }</button>
                }
            </td>
        </tr>
    }
}

/// The name of a branch.
fn redrawn_at(at: Micros) -> String {
    format!("Redrawn from {at}")
}
