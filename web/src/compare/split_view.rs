//! What is in the middle of the page: one stage with what it comes to, or two side by side on one clock.

use player::{BranchAction, PlaybackAction};
use yew::prelude::*;

use super::side::Side;
use crate::components::{Icon, icon};
use crate::outcome::{NarrationBar, Verdicts};
use crate::stage::Stage;
use crate::store::{ReadOnly, Settings, View, use_dispatch, use_view};

/// The stage, the sentence and the verdicts; twice if another branch is looked at beside.
#[component]
pub fn SplitView() -> Html {
    let view = use_view();
    match view.compared_player() {
        Some(beside) => html! { <BothRuns beside={View(beside)} /> },
        None => html! {
            <div class="sides">
                <Stage />
                <NarrationBar />
                <Verdicts />
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct BothRunsProps {
    beside: View,
}

/// Both branches, and where they part.
#[component]
fn BothRuns(props: &BothRunsProps) -> Html {
    html! {
        <div class="sides" data-two="">
            <DivergenceNote />
            <div class="pair">
                <Side />
                <ContextProvider<View> context={props.beside.clone()}>
                    <ContextProvider<Settings> context={Settings(props.beside.clone())}>
                        <ContextProvider<ReadOnly> context={ReadOnly}>
                            <Side />
                        </ContextProvider<ReadOnly>>
                    </ContextProvider<Settings>>
                </ContextProvider<View>>
            </div>
        </div>
    }
}

/// Where the two part, in words, with the way there.
#[component]
fn DivergenceNote() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let close = dispatch.reform(|_: MouseEvent| BranchAction::Compare(None));
    let told = match view.describe_divergence() {
        Some(parting) => {
            let go = dispatch.reform(move |_: MouseEvent| PlaybackAction::Seek(parting.at));
            let name = view.compared_branch().map(|branch| branch.name.clone()).unwrap_or_default();
            html! {
                <p>
                    { "The runs part at " }
                    <button class="link-button" type="button" onclick={go}>{ parting.at.to_string() }</button>
                    { format!(". Here: {} In “{name}”: {}", sentence(&parting.here), sentence(&parting.there)) }
                </p>
            }
        }
        None => html! { <p>{ "The two runs are the same, event for event." }</p> },
    };
    html! {
        <div class="parting" role="group" aria-label="Where the runs part">
            { told }
            <button
                class="button" type="button" data-icon="" data-kind="ghost" aria-label="Stop comparing" title="Stop comparing"
                onclick={close}
            >{ icon(Icon::Close) }</button>
        </div>
    }
}

/// With a full stop.
fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}
