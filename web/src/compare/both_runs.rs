//! Two branches side by side on one clock: both runs, where they diverge, and what each means for clients.

use player::{BranchAction, PlaybackAction};
use yew::prelude::*;

use super::latency::ComparedLatency;
use super::side::Side;
use crate::components::{Icon, hidden_note, icon};
use crate::documents::reading;
use crate::platform::chunk::chunk;
use crate::store::{ReadOnly, Settings, View, use_dispatch, use_view};

chunk! {
    /// The current branch and the one beside it.
    pub SIDE_BY_SIDE in side_by_side: fn(View) -> Html = |beside| html! { <BothRuns {beside} /> }
}

#[derive(Properties, PartialEq)]
struct BothRunsProps {
    beside: View,
}

/// Both branches, and where they diverge.
#[component]
fn BothRuns(props: &BothRunsProps) -> Html {
    html! {
        <div class="sides" data-two="">
            <DivergenceNote />
            <ComparedLatency beside={props.beside.clone()} />
            <div class="pair">
                <Side />
                <ContextProvider<View> context={props.beside.clone()}>
                    <ContextProvider<Settings> context={Settings(props.beside.clone())}>
                        <ContextProvider<ReadOnly> context={ReadOnly::Beside}>
                            <Side />
                        </ContextProvider<ReadOnly>>
                    </ContextProvider<Settings>>
                </ContextProvider<View>>
            </div>
        </div>
    }
}

/// A sentence on where the two runs diverge, with a button that seeks there.
#[component]
fn DivergenceNote() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let close = dispatch.reform(|_: MouseEvent| BranchAction::Compare(None));
    // Comparing requires an earlier edit, so the code is loaded.
    let reading = reading::get().filter(|_| !view.hides_future());
    let divergence = reading.and_then(|reading| (reading.describe_divergence)(&view));
    let text = match divergence {
        None if view.hides_future() => hidden_note(&view).unwrap_or_default(),
        Some(divergence) => {
            let go = dispatch.reform(move |_: MouseEvent| PlaybackAction::Seek(divergence.at));
            let name = view.compared_branch().map(|branch| branch.name.clone()).unwrap_or_default();
            html! {
                <p>
                    { "The runs diverge at " }
                    <button class="link-button" type="button" onclick={go}>{ divergence.at.to_string() }</button>
                    { format!(". Here: {} In “{name}”: {}", sentence(&divergence.current), sentence(&divergence.compared)) }
                </p>
            }
        }
        None => html! { <p>{ "Both runs are identical, event for event." }</p> },
    };
    html! {
        <div class="divergence-bar" role="group" aria-label="Divergence">
            { text }
            <button
                class="button" type="button" data-icon="" data-kind="ghost" aria-label="Stop comparing" title="Stop comparing"
                onclick={close}
            >{ icon(Icon::Close) }</button>
        </div>
    }
}

/// Ends a text with exactly one full stop.
fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}
