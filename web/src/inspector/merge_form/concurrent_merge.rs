//! A suggestion: merge the same siblings at two leaders at the same instant, differently.

use player::{ConcurrentMerge, Key, LeaderId, Selection, ViewAction};
use yew::prelude::*;

use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct TryConcurrentMergeProps {
    pub leader: LeaderId,
    /// The key.
    pub of: Key,
}

/// The suggestion, shown if another leader has siblings of the key too.
#[component]
pub fn TryConcurrentMerge(props: &TryConcurrentMergeProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let Some(both) = ConcurrentMerge::find(view.frame(), props.leader, &props.of) else {
        return html! { <div></div> };
    };
    let told = both.describe(view.frame());
    let onclick = {
        let (key, action) = (props.of.clone(), both.action());
        move |_: MouseEvent| {
            dispatch.emit(action.clone());
            // The key's version graph shows the two merges side by side.
            dispatch.emit(ViewAction::Select(Selection::Key(key.clone())));
        }
    };
    html! {
        <div class="try">
            <h4>{ "Try this" }</h4>
            <p class="help">{ told }</p>
            <button class="button" type="button" {onclick}>{ "Merge differently at both, at once" }</button>
        </div>
    }
}
