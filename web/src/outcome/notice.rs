//! What stands over the page for a while: how far a long run is computed, that what runs merge code is fetched, and a sentence about something that
//! could not be done, until it is dismissed.

use player::{JobAction, ViewAction};
use timeline::BuildProgress;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::dispatcher::Dispatcher;
use crate::hooks::use_script_engine;
use crate::store::{View, use_dispatch, use_view};

/// The notices, if there are any. Their place is always there, so that a screen reader says what comes into
/// it.
#[component]
pub fn Notice() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (failed, again) = use_script_engine(view.waits_for_scripts(), dispatch.clone());
    html! {
        <div class="banners">
            <div class="working">
                if view.waits_for_scripts() {
                    { script_engine_banner(failed, again, &view, &dispatch) }
                } else if let Some(progress) = view.job_progress() {
                    { progress_banner(progress, &dispatch) }
                }
            </div>
            <div class="notice" role="status">
                if let Some(sentence) = view.notice() {
                    { notice_banner(sentence, &dispatch) }
                }
            </div>
        </div>
    }
}

fn notice_banner(sentence: &str, dispatch: &Dispatcher) -> Html {
    let dismiss = dispatch.reform(|_: MouseEvent| ViewAction::Dismiss);
    html! {
        <div class="banner" data-tone="bad">
            { icon(Icon::Warn) }
            <p>{ sentence }</p>
            <button class="button" type="button" data-icon="" data-kind="ghost" aria-label="Dismiss" onclick={dismiss}>
                { icon(Icon::Close) }
            </button>
        </div>
    }
}

fn progress_banner(BuildProgress { events, percent }: BuildProgress, dispatch: &Dispatcher) -> Html {
    let give_up = dispatch.reform(|_: MouseEvent| JobAction::CancelRun);
    html! {
        <div class="banner">
            <p>{ format!("Computing the run: {events} events so far.") }</p>
            <progress max="100" value={percent.to_string()} aria-label="How much of the run is computed"></progress>
            <button class="button" type="button" onclick={give_up}>{ "Cancel" }</button>
        </div>
    }
}

/// That what runs merge code is on its way, or did not come.
fn script_engine_banner(failed: bool, again: Callback<MouseEvent>, view: &View, dispatch: &Dispatcher) -> Html {
    // Without a run that waits it is the table of policies.
    let give_up =
        if view.job_progress().is_some() { JobAction::CancelRun } else { JobAction::ComparePolicies(false) };
    let give_up = dispatch.reform(move |_: MouseEvent| give_up.clone());
    let sentence = match failed {
        true => "What runs merge code could not be fetched. Check your connection and try again.",
        false => "Fetching what runs merge code…",
    };
    html! {
        <div class="banner">
            <p role="status">{ sentence }</p>
            <button class="button" type="button" hidden={!failed} onclick={again}>{ "Try again" }</button>
            <button class="button" type="button" onclick={give_up}>{ "Cancel" }</button>
        </div>
    }
}
