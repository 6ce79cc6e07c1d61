//! Fails one home over: it crashes, if it is not down already, and another leader gets its keys.

use player::{Action, LeaderId, fail_over};
use yew::prelude::*;

use crate::components::{Choices, SelectOne};
use crate::inspector::homes_map::rows::HomeRowsProps;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// Which home, to whom, and the button.
#[component]
pub fn FailOver(props: &HomeRowsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let home = use_state_eq(|| None::<LeaderId>);
    let heir = use_state_eq(|| None::<LeaderId>);
    let frame = view.frame();
    let homes: Vec<LeaderId> =
        props.rows.iter().filter(|(_, keys)| !keys.is_empty()).map(|(id, _)| *id).collect();
    // One that is down is what most likely is to be failed over.
    let is_down = |id: &LeaderId| !frame.answers(*id);
    let first = homes.iter().copied().find(is_down).or(homes.first().copied());
    let Some(from) = home.filter(|id| homes.contains(id)).or(first) else {
        return html! { <div></div> };
    };
    let heirs: Vec<LeaderId> =
        frame.members().iter().copied().filter(|id| *id != from && frame.answers(*id)).collect();
    let to = heir.filter(|id| heirs.contains(id)).or(heirs.first().copied());
    let keys = props.rows.iter().find(|(id, _)| *id == from).map_or(0, |(_, keys)| keys.len());
    let keys = if keys == 1 { "its key".to_owned() } else { format!("its {keys} keys") };
    let action = to.and_then(|to| fail_over(frame.world(), from, to));
    let name = match (to, is_down(&from)) {
        (None, _) => "No other leader is up".to_owned(),
        (Some(to), true) => format!("Give {keys} to {}", view.leader_name(to)),
        (Some(to), false) => format!("Crash it, and give {keys} to {}", view.leader_name(to)),
    };
    let disabled = action.is_none();
    let onclick =
        move |_: MouseEvent| action.clone().into_iter().for_each(|action: Action| dispatch.emit(action));
    let onhome = set_leader(&home);
    let onheir = set_leader(&heir);
    let chosen_heir = to.map(|to| to.to_string()).unwrap_or_default();
    let body = html! {
        <div class="form">
            <div class="grid-2">
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Home" }</span>
                    <SelectOne label="Home that fails over" choices={choices(&view, &homes)} chosen={from.to_string()} onchoose={onhome} />
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Its keys go to" }</span>
                    <SelectOne label="Its keys go to" choices={choices(&view, &heirs)} chosen={chosen_heir} onchoose={onheir} />
                </div>
            </div>
            <div class="button-row"><button class="button" type="button" data-size="small" {disabled} {onclick}>{ name }</button></div>
        </div>
    };
    section("Fail one over".into(), body)
}

fn set_leader(state: &UseStateHandle<Option<LeaderId>>) -> Callback<String> {
    let state = state.setter();
    Callback::from(move |id: String| state.set(id.parse().ok()))
}

fn choices(view: &View, ids: &[LeaderId]) -> Choices {
    ids.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
}
