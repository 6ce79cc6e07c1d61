//! The legend of a causal selection: how many events are in its past and future, and how they are drawn.

use explain::describe_relations;
use player::{Selection, ViewAction};
use yew::prelude::*;

use crate::store::{use_dispatch, use_view};

/// The legend, while an event or a message is selected.
#[component]
pub fn CausalNote() -> Html {
    let view = use_view();
    let onclick = use_dispatch().reform(|_: MouseEvent| ViewAction::Select(Selection::Nothing));
    let sample = |relation: &'static str| {
        html! { <svg class="sample" width="22" height="8" aria-hidden="true"><line data-relation={relation} x1="1" x2="21" y1="4" y2="4" /></svg> }
    };
    let note = view.causality().map(|causality| {
        let [past, future, concurrent] = describe_relations(causality);
        let limit_note = if causality.is_whole() { "" } else { " Only nearby events were searched." };
        let others = (!view.hides_future()).then(|| html! { <>{ ", " }{ sample("future") }{ future }{ ", " }{ concurrent }</> });
        html! {
            <div class="causal">
                <span class="says">
                    { sample("past") }{ past }{ for others }{ "." }{ limit_note }
                </span>
                <button class="button" type="button" data-size="small" title="Esc" {onclick}>{ "Clear selection" }</button>
            </div>
        }
    });
    html! { <div class="causal-note" role="status">{ for note }</div> }
}
