//! Notices at the top of the page: progress of a long run, loading of the script engine, and an error message
//! until dismissed.

use player::{JobAction, ViewAction};
use timeline::BuildProgress;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::dispatcher::Dispatcher;
use crate::documents::{Connection, Page, Trouble, reading, use_connection};
use crate::hooks::use_script_engine;
use crate::store::{View, use_dispatch, use_view};

/// The current notices. The live region always exists, so that screen readers announce new ones.
#[component]
pub fn Notice() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let connection = use_connection();
    let (failed, retry) = use_script_engine(view.waits_for_scripts(), dispatch.clone());
    html! {
        <div class="banners">
            <div class="working">
                if view.waits_for_scripts() {
                    { script_engine_banner(failed, retry, &view, &dispatch) }
                } else if let Some(progress) = view.job_progress() {
                    { progress_banner(progress, &dispatch) }
                }
            </div>
            <div class="notice" role="status">
                if let Some(Connection { page, trouble: Some(trouble) }) = connection {
                    { storage_banner(&view, &page, &trouble) }
                }
                if let Some(sentence) = view.notice() {
                    { notice_banner(sentence, &dispatch) }
                }
            </div>
        </div>
    }
}

/// Why the document is not stored, with a button that saves it as a file.
fn storage_banner(view: &View, page: &Page, trouble: &Trouble) -> Html {
    let (player, page) = (view.0.clone(), page.clone());
    let save = move |_: MouseEvent| {
        // Whoever sees the banner has edited something, so the code is there.
        if let Some(reading) = reading::get() {
            (reading.save_as_file)(&player, &page);
        }
    };
    html! {
        <div class="banner" data-tone="bad" title={trouble.reason.clone()}>
            { icon(Icon::Warn) }
            <p>{ format!("This run is not being stored: {}.", trouble.cause) }</p>
            <button class="button" type="button" onclick={save}>{ "Save as file" }</button>
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
    let cancel = dispatch.reform(|_: MouseEvent| JobAction::CancelRun);
    html! {
        <div class="banner">
            <p>{ format!("Computing the run: {events} events so far.") }</p>
            <progress max="100" value={percent.to_string()} aria-label="Run progress"></progress>
            <button class="button" type="button" onclick={cancel}>{ "Cancel" }</button>
        </div>
    }
}

/// The banner while the script engine loads, or after it failed to.
fn script_engine_banner(
    failed: bool,
    retry: Callback<MouseEvent>,
    view: &View,
    dispatch: &Dispatcher,
) -> Html {
    // With no run waiting, it is the policy comparison.
    let cancel =
        if view.job_progress().is_some() { JobAction::CancelRun } else { JobAction::ComparePolicies(false) };
    let cancel = dispatch.reform(move |_: MouseEvent| cancel.clone());
    let sentence = match failed {
        true => "The script engine could not be loaded. Check your connection and try again.",
        false => "Loading the script engine…",
    };
    html! {
        <div class="banner">
            <p role="status">{ sentence }</p>
            <button class="button" type="button" hidden={!failed} onclick={retry}>{ "Try again" }</button>
            <button class="button" type="button" onclick={cancel}>{ "Cancel" }</button>
        </div>
    }
}
