//! The branches of the run, as a tree by origin.

mod row;
mod single_leader;
mod thumbnail;

use player::{Branch, BranchAction, ForkTail};
use row::BranchRow;
use single_leader::SingleLeader;
use yew::prelude::*;

use crate::setup::section::section;
use crate::store::{View, use_dispatch, use_settings};

/// The tree of branches, and the buttons that fork.
#[component]
pub fn Branches() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let fork = |tail: ForkTail| dispatch.reform(move |_: MouseEvent| BranchAction::Fork { tail });
    let several = view.branches().all().len() > 1;
    let body = html! {
        <>
            <p class="help">{ "Fork to try a variation from the playhead on. The original run is kept, and you can compare both." }</p>
            <div>
                if several {
                    { tree(&view, view.branches().forked_from(None).collect()) }
                }
            </div>
            <div class="button-row">
                <button class="button" type="button" onclick={fork(ForkTail::Keep)}>{ "Fork at playhead" }</button>
                <button class="button" type="button" onclick={fork(ForkTail::Drop)}>{ "Fork and drop later events" }</button>
            </div>
            <SingleLeader />
        </>
    };
    section("Branches", true, body)
}

/// The branches of one origin, each with its own forks below.
fn tree(view: &View, branches: Vec<&Branch>) -> Html {
    let items = branches.into_iter().map(|branch| {
        let forks: Vec<&Branch> = view.branches().forked_from(Some(branch.id)).collect();
        html! {
            <li key={branch.id.0}>
                <BranchRow branch={branch.clone()} />
                <div class="forks">
                    if !forks.is_empty() {
                        { tree(view, forks) }
                    }
                </div>
            </li>
        }
    });
    html! { <ul class="branches">{ for items }</ul> }
}
