//! The topology with its options, and the scope of changes to topology, policy and links.

use player::{Scope, ViewAction};
use replication::{Configuration, Topology};
use yew::prelude::*;

use crate::commands::choose_topology;
use crate::components::{NamedChoice, choice_field};
use crate::components::{Segmented, variant_choices};
use crate::dispatcher::Dispatcher;
use crate::setup::options::Options;
use crate::setup::section::section;
use crate::store::{View, use_dispatch, use_settings};

/// The topology picker, its options and the scope of changes.
#[component]
pub fn TopologyOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let configuration = view.frame().topology().configuration();
    let variant = configuration.variant();
    let onchoose = {
        let dispatch = dispatch.clone();
        Callback::from(move |id: String| {
            if let Some(action) = choose_topology(&id) {
                dispatch.emit(action);
            }
        })
    };
    let scope = scope(&view, &dispatch);
    let onset = dispatch.reform(move |configuration: Configuration| {
        let topology = Topology::configured(&configuration);
        topology.map_or_else(
            |reason| ViewAction::Notice(reason).into(),
            |topology| view.choose_topology(topology),
        )
    });
    let body = html! {
        <>
            <Segmented label="Topology" name="topology" choices={variant_choices(Topology::VARIANTS)} chosen={variant.id} {onchoose} wrap=true />
            <p class="help">{ variant.about }</p>
            <Options {configuration} {onset} />
            { scope }
        </>
    };
    section("Topology", true, body)
}

fn scope(view: &View, dispatch: &Dispatcher) -> Html {
    const SCOPES: &[NamedChoice<Scope>] = &[
        (Scope::WholeRun, "Whole run", "Changes to the topology, policy and links apply from the start."),
        (
            Scope::FromNow,
            "From playhead",
            "Changes to the topology, policy and links apply from the playhead on.",
        ),
    ];
    choice_field("Changes apply to", SCOPES, view.scope(), dispatch.reform(ViewAction::SetScope))
}
