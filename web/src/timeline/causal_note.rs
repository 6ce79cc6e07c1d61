//! The line that says how many events are in the past and the future of the chosen one, and how these are
//! drawn.

use explain::describe_relations;
use player::{Selection, ViewAction};
use yew::prelude::*;

use crate::store::{use_dispatch, use_view};

/// The line, while an event or a message is chosen.
#[component]
pub fn CausalNote() -> Html {
    let view = use_view();
    let onclick = use_dispatch().reform(|_: MouseEvent| ViewAction::Select(Selection::Nothing));
    let sample = |relation: &'static str| {
        html! { <svg class="sample" width="22" height="8" aria-hidden="true"><line data-relation={relation} x1="1" x2="21" y1="4" y2="4" /></svg> }
    };
    let note = view.causality().map(|causality| {
        let [led, follow, concurrent] = describe_relations(causality);
        let limits = if causality.is_whole() { "" } else { " Only what is near was looked at." };
        html! {
            <div class="causal">
                <span class="says">
                    { sample("past") }{ led }{ ", " }{ sample("future") }{ follow }{ ", " }{ concurrent }{ "." }{ limits }
                </span>
                <button class="button" type="button" data-size="small" title="Esc" {onclick}>{ "Let go" }</button>
            </div>
        }
    });
    html! { <div class="causal-note" role="status">{ for note }</div> }
}
