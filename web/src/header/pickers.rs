//! The pickers for policy and topology in the header.

use player::EditAction;
use replication::{Policy, Topology};
use yew::prelude::*;

use crate::commands::choose_topology;
use crate::components::{Choices, SelectOne, variant_choices};
use crate::store::{use_dispatch, use_settings};

/// The picker for the conflict policy.
#[component]
pub fn PolicyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().policy().info().id;
    let onchoose = {
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id) {
                dispatch.emit(EditAction::ChoosePolicy(Box::new(policy)));
            }
        })
    };
    picker("Policy", "Conflict policy", variant_choices(Policy::VARIANTS), chosen, onchoose)
}

/// The picker for the topology.
#[component]
pub fn TopologyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().topology().info().id;
    let onchoose = Callback::from(move |id: String| {
        if let Some(action) = choose_topology(&id) {
            dispatch.emit(action);
        }
    });
    picker("Topology", "Topology", variant_choices(Topology::VARIANTS), chosen, onchoose)
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
