//! One of two branches that are looked at side by side.

use player::BranchAction;
use yew::prelude::*;

use crate::outcome::{NarrationBar, Verdicts};
use crate::stage::Stage;
use crate::store::{use_dispatch, use_read_only, use_view};

/// A branch: its name, its stage, and what it comes to.
#[component]
pub fn Side() -> Html {
    let view = use_view();
    let only_looking = use_read_only();
    let branch = view.branches().current();
    let name = branch.name.to_string();
    html! {
        <section class="side" aria-label={format!("Branch {name}")} data-looking={only_looking.then_some("")}>
            <header class="caption">
                <h2>{ &name }</h2>
                <span>
                    if only_looking {
                        <ShowButton />
                    } else {
                        <span class="quiet small">{ "shown below" }</span>
                    }
                </span>
            </header>
            <Stage />
            <NarrationBar />
            <Verdicts />
        </section>
    }
}

/// Makes this the branch that is worked on.
#[component]
fn ShowButton() -> Html {
    let view = use_view();
    let id = view.branches().current().id;
    let onclick = use_dispatch().reform(move |_: MouseEvent| BranchAction::Switch(id));
    html! { <button class="button" type="button" {onclick}>{ "Show this one" }</button> }
}
