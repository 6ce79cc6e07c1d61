//! Which laws a merge rule obeys: searched for in the background under merge code, and on demand for other rules. The
//! code that searches is a chunk.

mod list;
mod search;

use list::SearchedLaws;
use replication::MergeRule;
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;

chunk! {
    /// What a search finds out about a rule.
    pub LAWS in laws: fn(MergeRule) -> Html = searched
}

fn searched(rule: MergeRule) -> Html {
    html! { <SearchedLaws {rule} /> }
}

#[derive(Properties, PartialEq)]
pub struct MergeLawsProps {
    /// The rule; its code compiles.
    pub rule: MergeRule,
}

/// What is known about the laws that a rule obeys. The search begins when the rule has not changed for a moment.
#[component]
pub fn MergeLaws(props: &MergeLawsProps) -> Html {
    match use_chunk(&LAWS, true) {
        Loading::Ready(view) => view(props.rule.clone()),
        Loading::Underway => html! {},
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}

/// A button that begins the search.
#[component]
pub fn MergeLawsOnDemand(props: &MergeLawsProps) -> Html {
    let asked_of = use_state_eq(|| None::<MergeRule>);
    let onclick = {
        let (asked_of, rule) = (asked_of.setter(), props.rule.clone());
        move |_: MouseEvent| asked_of.set(Some(rule.clone()))
    };
    if asked_of.as_ref() == Some(&props.rule) {
        return html! { <MergeLaws rule={props.rule.clone()} /> };
    }
    html! {
        <div class="button-row">
            <button class="button" type="button" data-size="small" {onclick}>{ "Check the merge laws" }</button>
        </div>
    }
}
