//! One side of the side-by-side view: a branch with its stage and outcome.

use player::BranchAction;
use yew::prelude::*;

use crate::outcome::{NarrationBar, Verdicts};
use crate::stage::Stage;
use crate::store::{use_dispatch, use_read_only, use_view};

/// A branch: its name, stage, narration and verdicts.
#[component]
pub fn Side() -> Html {
    let view = use_view();
    let read_only = use_read_only();
    let branch = view.branches().current();
    let name = branch.name.to_string();
    html! {
        <section class="side" aria-label={format!("Branch {name}")} data-looking={read_only.then_some("")}>
            <header class="caption">
                <h2>{ &name }</h2>
                <span>
                    if read_only {
                        <ShowButton />
                    } else {
                        <span class="quiet small">{ "timeline below" }</span>
                    }
                </span>
            </header>
            <Stage />
            <NarrationBar />
            <Verdicts />
        </section>
    }
}

/// Makes this the current branch.
#[component]
fn ShowButton() -> Html {
    let view = use_view();
    let id = view.branches().current().id;
    let onclick = use_dispatch().reform(move |_: MouseEvent| BranchAction::Switch(id));
    html! { <button class="button" type="button" {onclick}>{ "Switch to branch" }</button> }
}
