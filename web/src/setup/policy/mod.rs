//! How conflicts are handled: the choice with its explanation, and the options of what is chosen.

mod avoidance;
mod code;
mod last_write_wins;
mod merging;

use replication::{Crdt, DataType, Policy, Siblings, Versions};
use yew::prelude::*;

use crate::parts::Segmented;
use crate::parts::menu;
use crate::setup::fields::{Named, explained, one_of};
use crate::setup::policy::avoidance::AvoidanceForm;
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

const VERSIONS: &[Named<Versions>] = &[
    (Versions::Dotted, "Dotted", "Each version has a dot of its own, so that siblings stay bounded."),
    (
        Versions::Plain,
        "Plain",
        "One vector for all siblings of a key, for comparison: they can grow without bound.",
    ),
];

/// The policy and its options.
#[component]
pub fn PolicyOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let policy = view.world().policy.clone();
    let onset = {
        let view = view.clone();
        Callback::from(move |policy: Policy| dispatch.emit(view.choose_policy(policy)))
    };
    let onchoose = choose(&policy, onset.clone());
    let choice = policy.choice();
    let body = html! {
        <>
            <Segmented label="Conflict policy" name="policy" choices={menu(Policy::CHOICES)} chosen={choice.id} {onchoose} wrap=true />
            <p class="help">{ choice.about }</p>
            <div class="options">{ policy_form(&policy, onset) }</div>
        </>
    };
    section("Conflict policy", true, body)
}

/// Chooses a policy by its id. One that is chosen already keeps its options.
fn choose(now: &Policy, onset: Callback<Policy>) -> Callback<String> {
    let now = now.choice().id;
    Callback::from(move |id: String| {
        if let Some(policy) = Policy::by_id(&id).filter(|_| id != now) {
            onset.emit(policy);
        }
    })
}

/// What there is to choose of a policy.
pub fn policy_form(policy: &Policy, onset: Callback<Policy>) -> Html {
    match policy {
        Policy::None(_) => html! {},
        Policy::Avoidance(avoidance) => {
            let onset = onset.reform(Policy::Avoidance);
            html! { <AvoidanceForm avoidance={avoidance.clone()} {onset} /> }
        }
        Policy::LastWriteWins(rule) => last_write_wins::form(*rule, onset.reform(Policy::LastWriteWins)),
        Policy::Siblings(siblings) => {
            let onset = onset.reform(|versions| Policy::Siblings(Siblings { versions }));
            one_of("Versions are told apart by vectors", VERSIONS, siblings.versions, onset)
        }
        Policy::Merge(merge) => merging::form(merge, onset.reform(Policy::Merge)),
        Policy::Crdt(crdt) => data_type(crdt, onset),
    }
}

fn data_type(crdt: &Crdt, onset: Callback<Policy>) -> Html {
    let onchoose = Callback::from(move |id: String| {
        if let Some(data_type) = DataType::by_id(&id) {
            onset.emit(Policy::Crdt(Crdt { data_type }));
        }
    });
    explained("Every key is a", menu(DataType::CHOICES), crdt.data_type.choice().id.into(), onchoose)
}
