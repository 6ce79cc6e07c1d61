//! The pickers for policy and topology in the header.

use player::EditAction;
use replication::{Policy, Topology};
use yew::prelude::*;

use crate::commands::choose_topology;
use crate::components::{Choices, SelectOne, named_choices};
use crate::store::{use_dispatch, use_settings};

/// The picker for the conflict policy.
#[component]
pub fn PolicyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().policy().name().id;
    let onchoose = {
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id) {
                dispatch.emit(EditAction::ChoosePolicy(Box::new(policy)));
            }
        })
    };
    picker("Policy", "Conflict policy", named_choices(Policy::NAMES), chosen, onchoose)
}

/// The picker for the topology.
#[component]
pub fn TopologyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().topology().name().id;
    let onchoose = Callback::from(move |id: String| {
        if let Some(action) = choose_topology(&id) {
            dispatch.emit(action);
        }
    });
    picker("Topology", "Topology", named_choices(Topology::NAMES), chosen, onchoose)
}

/// A labelled drop-down list. The setup panel has the same choice with explanations.
fn picker(
    word: &'static str,
    label: &'static str,
    choices: Choices,
    chosen: &'static str,
    onchoose: Callback<String>,
) -> Html {
    html! {
        <div class="picker">
            <span class="label" aria-hidden="true">{ word }</span>
            <SelectOne {label} {choices} {chosen} {onchoose} />
        </div>
    }
}
