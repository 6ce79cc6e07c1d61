//! How conflicts are handled: the choice with its explanation, and the options of what is chosen.

use player::ViewAction;
use replication::{Configuration, Policy};
use yew::prelude::*;

use crate::components::{Segmented, menu};
use crate::setup::options::Options;
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

/// The policy and its options.
#[component]
pub fn PolicyOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let configuration = view.world().policy.configuration();
    let variant = configuration.variant();
    let onchoose = {
        let (view, dispatch) = (view.clone(), dispatch.clone());
        // A policy that is chosen already keeps its options.
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id).filter(|_| id != variant.id) {
                dispatch.emit(view.choose_policy(policy));
            }
        })
    };
    let onset = dispatch.reform(move |configuration: Configuration| {
        Policy::configured(&configuration)
            .map_or_else(|reason| ViewAction::Notice(reason).into(), |policy| view.choose_policy(policy))
    });
    let body = html! {
        <>
            <Segmented label="Conflict policy" name="policy" choices={menu(Policy::VARIANTS)} chosen={variant.id} {onchoose} wrap=true />
            <p class="help">{ variant.about }</p>
            <Options {configuration} {onset} />
        </>
    };
    section("Conflict policy", true, body)
}
