//! Fails a home over: crashes the leader if it is up, and moves its keys to another one.

use player::{Action, LeaderId, fail_over};
use yew::prelude::*;

use crate::components::{Choices, SelectOne};
use crate::inspector::home_map::rows::HomeRowsProps;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// Two pickers, and the button that fails over.
#[component]
pub fn FailOver(props: &HomeRowsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let home = use_state_eq(|| None::<LeaderId>);
    let target = use_state_eq(|| None::<LeaderId>);
    let frame = view.frame();
    let homes: Vec<LeaderId> =
        props.rows.iter().filter(|(_, keys)| !keys.is_empty()).map(|(id, _)| *id).collect();
    // A leader that is down is the likeliest to be failed over.
    let is_down = |id: &LeaderId| !frame.answers(*id);
    let first = homes.iter().copied().find(is_down).or(homes.first().copied());
    let Some(from) = home.filter(|id| homes.contains(id)).or(first) else {
        return html! { <div></div> };
    };
    let targets: Vec<LeaderId> =
        frame.members().iter().copied().filter(|id| *id != from && frame.answers(*id)).collect();
    let to = target.filter(|id| targets.contains(id)).or(targets.first().copied());
    let keys = props.rows.iter().find(|(id, _)| *id == from).map_or(0, |(_, keys)| keys.len());
    let keys = if keys == 1 { "its key".to_owned() } else { format!("its {keys} keys") };
    let action = to.and_then(|to| fail_over(frame, from, to));
    let name = match (to, is_down(&from)) {
        (None, _) => "No other leader is up".to_owned(),
        (Some(to), true) => format!("Move {keys} to {}", view.leader_name(to)),
        (Some(to), false) => format!("Crash it and move {keys} to {}", view.leader_name(to)),
    };
    let disabled = action.is_none();
    let onclick =
        move |_: MouseEvent| action.clone().into_iter().for_each(|action: Action| dispatch.emit(action));
    let onhome = set_leader(&home);
    let ontarget = set_leader(&target);
    let chosen_target = to.map(|to| to.to_string()).unwrap_or_default();
    let body = html! {
        <div class="form">
            <div class="grid-2">
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Leader" }</span>
                    <SelectOne label="Leader to fail over" choices={choices(&view, &homes)} chosen={from.to_string()} onchoose={onhome} />
                </div>
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Move its keys to" }</span>
                    <SelectOne label="Move its keys to" choices={choices(&view, &targets)} chosen={chosen_target} onchoose={ontarget} />
                </div>
            </div>
            <div class="button-row"><button class="button" type="button" data-size="small" {disabled} {onclick}>{ name }</button></div>
        </div>
    };
    section("Fail over a leader".into(), body)
}

fn set_leader(state: &UseStateHandle<Option<LeaderId>>) -> Callback<String> {
    let state = state.setter();
    Callback::from(move |id: String| state.set(id.parse().ok()))
}

fn choices(view: &View, ids: &[LeaderId]) -> Choices {
    ids.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect()
}
