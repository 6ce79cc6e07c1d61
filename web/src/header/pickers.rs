//! The two choices that matter most, always in sight: policy and topology.

use replication::{Policy, Topology};
use yew::prelude::*;

use crate::commands::choose_topology;
use crate::components::{Choices, SelectOne, menu};
use crate::store::{use_dispatch, use_settings};

/// How conflicts are handled.
#[component]
pub fn PolicyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().policy().info().id;
    let onchoose = {
        let view = view.clone();
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id) {
                dispatch.emit(view.choose_policy(policy));
            }
        })
    };
    picker("Policy", "Conflict policy", menu(Policy::VARIANTS), chosen, onchoose)
}

/// How the leaders are linked.
#[component]
pub fn TopologyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().topology().info().id;
    let onchoose = {
        let view = view.clone();
        Callback::from(move |id: String| dispatch.emit(choose_topology(&view, &id)))
    };
    picker("Topology", "Topology", menu(Topology::VARIANTS), chosen, onchoose)
}

/// A list: with all its explanations the choice stands in the set-up.
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
