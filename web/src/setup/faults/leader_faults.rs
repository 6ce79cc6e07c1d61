//! Faults of selected leaders: crash, restart, or cut off from the rest.

use std::collections::BTreeSet;

use player::{Action, CutOff, LeaderId, LeaderView, crash, cut_off, heal_all, restart};
use yew::prelude::*;

use crate::components::LeaderMark;
use crate::components::{NamedChoice, choice_field};
use crate::store::{use_dispatch, use_settings};

const CUT_DIRECTIONS: &[NamedChoice<CutOff>] = &[
    (CutOff::BothWays, "Both directions", "A partition: each side keeps running on its own."),
    (
        CutOff::Outward,
        "Outgoing",
        "They still receive from the rest, but the rest receives nothing from them.",
    ),
    (CutOff::Inward, "Incoming", "The rest still receives from them, but they receive nothing."),
];

/// Checkboxes for the leaders, and buttons for the selected ones.
#[component]
pub fn LeaderFaults() -> Html {
    let view = use_settings();
    let selected = use_state_eq(BTreeSet::<LeaderId>::new);
    let direction = use_state_eq(CutOff::default);
    let existing: BTreeSet<LeaderId> =
        selected.iter().copied().filter(|id| view.frame().leader(*id).is_some()).collect();
    let boxes = view.frame().leaders().map(|leader| leader_checkbox(&leader, &selected));
    let ondirection = {
        let direction = direction.setter();
        Callback::from(move |to: CutOff| direction.set(to))
    };
    html! {
        <div class="chosen-leaders">
            <fieldset class="ticks">
                <legend class="label">{ "Leaders" }</legend>
                <div class="boxes">{ for boxes }</div>
            </fieldset>
            <CrashButtons selected={existing.clone()} />
            { choice_field("Block", CUT_DIRECTIONS, *direction, ondirection) }
            <CutOffButtons selected={existing} direction={*direction} />
        </div>
    }
}

fn leader_checkbox(leader: &LeaderView<'_>, selected: &UseStateHandle<BTreeSet<LeaderId>>) -> Html {
    let (id, is_up, name) = (leader.id, leader.is_up, leader.name.to_owned());
    let onchange = {
        let selected = selected.clone();
        move |event: Event| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else {
                return;
            };
            let mut changed = (*selected).clone();
            match input.checked() {
                true => changed.insert(id),
                false => changed.remove(&id),
            };
            selected.set(changed);
        }
    };
    let label = if is_up { name.clone() } else { format!("{name}, down") };
    html! {
        <label key={id.to_string()} class="check" data-down={(!is_up).then_some("")}>
            <input type="checkbox" aria-label={label} checked={selected.contains(&id)} {onchange} />
            <LeaderMark leader={id} size="small" />
            <span>{ name }</span>
            <span class="hint">{ if is_up { "" } else { "down" } }</span>
        </label>
    }
}

#[derive(Properties, PartialEq)]
struct SelectedLeadersProps {
    selected: BTreeSet<LeaderId>,
    #[prop_or_default]
    direction: CutOff,
}

/// Buttons that crash the selected leaders that are up and restart those that are down.
#[component]
fn CrashButtons(props: &SelectedLeadersProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let frame = view.frame();
    let button = |name: &'static str, action: Option<Action>| {
        let (dispatch, disabled) = (dispatch.clone(), action.is_none());
        let onclick = move |_: MouseEvent| action.iter().for_each(|action| dispatch.emit(action.clone()));
        html! { <button class="button" type="button" data-size="small" {disabled} {onclick}>{ name }</button> }
    };
    html! {
        <div class="button-row">
            { button("Crash", crash(frame, props.selected.iter().copied())) }
            { button("Restart", restart(frame, props.selected.iter().copied())) }
        </div>
    }
}

/// Buttons that cut the selected leaders off from the rest and heal all cuts.
#[component]
fn CutOffButtons(props: &SelectedLeadersProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let frame = view.frame();
    let action = cut_off(frame, &props.selected, props.direction);
    let disabled_reason = match action {
        Some(_) => "",
        None if props.selected.is_empty() => "Select the leaders on one side.",
        None if props.selected.len() == frame.members().len() => "Leave at least one leader unselected.",
        None => "These links are already cut.",
    };
    let heal = heal_all(frame);
    let (cut_disabled, heal_disabled) = (action.is_none(), heal.is_none());
    let act = |action: Option<Action>| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| action.iter().for_each(|action| dispatch.emit(action.clone()))
    };
    let (oncut, onheal) = (act(action), act(heal));
    html! {
        <div>
            <div class="button-row">
                <button class="button" type="button" data-size="small" disabled={cut_disabled} onclick={oncut}>{ "Cut off from the rest" }</button>
                <button class="button" type="button" data-size="small" disabled={heal_disabled} onclick={onheal}>{ "Heal all cuts" }</button>
            </div>
            <p class="help">{ disabled_reason }</p>
        </div>
    }
}
