//! The dialog that measures the run under several policies, topologies and seeds.

mod choices;
mod csv;
mod last;
mod results;

use analysis::{METRICS, Metric, Sweep};
use yew::prelude::*;

use crate::compare::outcome_dialog::{outcome_dialog, use_policy_comparison};
use crate::compare::sliced_job::use_sliced_job;
use crate::components::{Dialog, SelectOne};
use crate::store::use_view;
use choices::{Choices, ChoicesForm};
use last::Measurement;
use results::Results;

const TITLE: &str = "Measure over many seeds";
/// The metric that is charted first.
const FIRST_METRIC: &str = "lost";
/// A run with more events than this is not measured here: its figures are computed at once, between two frames.
const MAX_EVENTS: usize = 30_000;

#[derive(Properties, PartialEq)]
pub struct MeasureProps {
    pub onclose: Callback<()>,
}

/// The dialog. It reveals how runs end, so it waits while a question about that is open.
#[component]
pub fn MeasureDialog(props: &MeasureProps) -> Html {
    outcome_dialog(&use_view(), ("measure-title", TITLE), &props.onclose, || {
        html! { <Measure onclose={props.onclose.clone()} /> }
    })
}

/// What to measure, and the results so far.
#[component]
fn Measure(props: &MeasureProps) -> Html {
    let view = use_view();
    let last = use_memo((), |()| last::last(view.scenario()));
    let last = (*last).as_ref();
    let choices =
        use_state_eq(|| last.map_or_else(|| Choices::of(view.scenario()), |last| last.choices.clone()));
    let metric = use_state_eq(|| last.map_or_else(|| FIRST_METRIC.to_owned(), |last| last.metric.clone()));
    let measured =
        use_state_eq(|| last.map_or_else(|| view.scenario().clone(), |last| last.measured.clone()));
    let is_valid = use_state_eq(|| true);
    let job = use_sliced_job::<Sweep>(|| last.map(|last| last.runs.clone()).unwrap_or_default());
    use_effect({
        let (choices, metric, measured) = ((*choices).clone(), (*metric).clone(), (*measured).clone());
        let runs = job.runs().clone();
        move || last::keep(Measurement { choices, metric, measured, runs })
    });
    use_policy_comparison();
    let onchange = {
        let choices = choices.setter();
        Callback::from(move |new| choices.set(new))
    };
    let onvalid = {
        let is_valid = is_valid.setter();
        Callback::from(move |valid| is_valid.set(valid))
    };
    let onstart = {
        let (job, choices, scenario) = (job.clone(), choices.clone(), view.scenario().clone());
        let measured = measured.setter();
        move |_: MouseEvent| {
            job.start(Sweep::new(choices.settings(&scenario), choices.seeds()));
            measured.set(scenario.clone());
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
            html! { <button class="button" type="button" data-kind="primary" disabled={is_long || choices.is_empty() || !*is_valid} onclick={onstart}>{ "Measure" }</button> }
        }
    };
    html! {
        <Dialog id="measure-title" title={TITLE} onclose={props.onclose.clone()}>
            <div class="body measure">
                <p class="quiet">{ explanation(view.scenario().depends_on_seed()) }</p>
                <ChoicesForm choices={(*choices).clone()} scenario={view.scenario().clone()} {onchange} {onvalid} />
                <div class="button-row">{ start }<span role="status">{ job.status() }</span></div>
                if is_long {
                    <p class="field-error">{ format!("This run has more than {MAX_EVENTS} events. Measure it with the command “polyleader compare”.") }</p>
                }
                if job.has_results() && *measured != *view.scenario() {
                    <p class="hint">{ "The run has changed since these figures were measured." }</p>
                }
                if job.has_results() {
                    <SelectOne label="Metric" choices={metric_choices()} chosen={(*metric).clone()} onchoose={choose(&metric)} />
                    <Results job={job.clone()} metric={(*metric).clone()} progress={job.progress()} onclose={props.onclose.clone()} />
                }
            </div>
        </Dialog>
    }
}

fn choose(metric: &UseStateHandle<String>) -> Callback<String> {
    let metric = metric.setter();
    Callback::from(move |id| metric.set(id))
}

fn metric_choices() -> Vec<(String, String, String)> {
    let choice = |metric: &Metric| (metric.id.into(), metric.name.into(), metric.definition.into());
    METRICS.iter().map(choice).collect()
}

fn explanation(depends_on_seed: bool) -> &'static str {
    match depends_on_seed {
        true => {
            "Each seed draws different jitter, losses or requests. Every setting runs the same commands and faults, with the same seeds."
        }
        false => {
            "Nothing in this run is random, so each setting runs once. Add jitter, message loss or a workload to make seeds differ."
        }
    }
}
