//! How writes are passed on, recognised and applied: switches beside the topology, for the whole run.

use player::EditAction;
use replication::{Command, Delivery, Forward, OnApplyError, Replication, Suppression};
use yew::prelude::*;

use crate::components::disclosure;
use crate::setup::fields::{NamedChoice, choice_field};
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

const FORWARDING: &[NamedChoice<Forward>] = &[
    (Forward::ByTopology, "As the topology asks", "Each topology forwards as much as it needs."),
    (Forward::Local, "Own writes only", "A leader sends on nothing that others sent it."),
    (Forward::Onward, "Onward", "A leader sends on what others sent, but not back to where it came from."),
    (Forward::Everything, "Everything", "A leader sends on whatever comes, even back to where it came from."),
];

const SUPPRESSION: &[NamedChoice<Suppression>] = &[
    (Suppression::Dot, "By dot", "A leader drops whatever it has applied before."),
    (Suppression::Path, "By path", "A leader drops what bears its mark: what it has passed on already."),
    (Suppression::Origin, "By origin", "A leader drops what it accepted itself, and nothing else."),
    (Suppression::Off, "Off", "Whatever comes is applied and sent on: in a ring, for ever."),
];

const DELIVERY: &[NamedChoice<Delivery>] = &[
    (Delivery::AsItComes, "As it comes", "What is delivered is applied at once."),
    (
        Delivery::Causal,
        "Causal",
        "A write is kept back until everything that it depends on has been applied.",
    ),
];

const ON_APPLY_ERROR: &[NamedChoice<OnApplyError>] = &[
    (OnApplyError::Skip, "Skip it", "It is noted and left out."),
    (OnApplyError::Upsert, "Put it all the same", "Its value is put, whatever is there."),
    (OnApplyError::Wait, "Wait", "It is kept back until it can be carried out."),
    (
        OnApplyError::Stop,
        "Stop the link",
        "The link stops until it can be carried out, or is skipped by hand.",
    ),
];

/// All switches.
#[component]
pub fn ReplicationOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let now = view.scenario().replication;
    let onset = dispatch
        .reform(|settings| EditAction::Configure { command: Command::Replication(settings), ongoing: false });
    let body = html! {
        <>
            <p class="help">{ "These switches hold for the whole run." }</p>
            { choice_field("Forwarding", FORWARDING, now.forward, onset.reform(move |forward| Replication { forward, ..now })) }
            { choice_field("Loop suppression", SUPPRESSION, now.suppress, onset.reform(move |suppress| Replication { suppress, ..now })) }
            { choice_field("Delivery", DELIVERY, now.delivery, onset.reform(move |delivery| Replication { delivery, ..now })) }
            { disclosure("Writes that do not fit", apply_error_fields(now, &onset)) }
        </>
    };
    section("Replication", false, body)
}

fn apply_error_fields(now: Replication, onset: &Callback<Replication>) -> Html {
    let update = onset.reform(move |update_missing| Replication { update_missing, ..now });
    let insert = onset.reform(move |insert_exists| Replication { insert_exists, ..now });
    let kind = onset.reform(move |wrong_kind| Replication { wrong_kind, ..now });
    html! {
        <>
            { choice_field("An update where there is nothing", ON_APPLY_ERROR, now.update_missing, update) }
            { choice_field("An insert where there is something", ON_APPLY_ERROR, now.insert_exists, insert) }
            { choice_field("A count or item on another kind of value", ON_APPLY_ERROR, now.wrong_kind, kind) }
        </>
    }
}
