//! The two choices that matter most, always in sight: policy and topology.

use player::{Action, ViewAction};
use replication::{Choice, Custom, Policy, Topology};
use yew::prelude::*;

use crate::parts::{Choices, SelectOne};
use crate::store::{View, use_dispatch, use_settings};

/// Choices as the menus take them.
pub fn menu(choices: &[Choice]) -> Choices {
    choices.iter().map(|choice| (choice.id.into(), choice.title.into(), choice.about.into())).collect()
}

/// How conflicts are handled.
#[component]
pub fn PolicyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().policy().choice().id;
    let onchoose = {
        let view = view.clone();
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id) {
                dispatch.emit(view.choose_policy(policy));
            }
        })
    };
    picker("Policy", "Conflict policy", menu(Policy::CHOICES), chosen, onchoose)
}

/// How the leaders are linked.
#[component]
pub fn TopologyPicker() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let chosen = view.frame().topology().choice().id;
    let onchoose = {
        let view = view.clone();
        Callback::from(move |id: String| dispatch.emit(choose_topology(&view, &id)))
    };
    picker("Topology", "Topology", menu(Topology::CHOICES), chosen, onchoose)
}

/// A custom topology begins with the links that there are.
pub fn choose_topology(view: &View, id: &str) -> Action {
    match Topology::by_id(id) {
        Some(Topology::Custom(_)) => {
            let links = view.world().wanted_links();
            view.choose_topology(Topology::Custom(Custom { links, forward: true }))
        }
        Some(topology) => view.choose_topology(topology),
        None => ViewAction::Notice(format!("There is no topology “{id}”.")).into(),
    }
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
