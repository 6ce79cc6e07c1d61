//! The conflict policy with its explanation and options.

use player::{EditAction, ViewAction};
use replication::{Configuration, Policy};
use yew::prelude::*;

use crate::components::{Segmented, variant_choices};
use crate::setup::options::Options;
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

/// The policy picker and the options of the chosen policy.
#[component]
pub fn PolicyOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let configuration = view.frame().policy().configuration();
    let variant = configuration.variant();
    let onchoose = {
        let dispatch = dispatch.clone();
        // Choosing the current policy again keeps its options.
        Callback::from(move |id: String| {
            if let Some(policy) = Policy::by_id(&id).filter(|_| id != variant.id) {
                dispatch.emit(EditAction::ChoosePolicy(Box::new(policy)));
            }
        })
    };
    let onset = dispatch.reform(move |configuration: Configuration| {
        Policy::configured(&configuration)
            .map_or_else(|reason| ViewAction::Notice(reason).into(), |policy| view.choose_policy(policy))
    });
    let body = html! {
        <>
            <Segmented label="Conflict policy" name="policy" choices={variant_choices(Policy::VARIANTS)} chosen={variant.id} {onchoose} wrap=true />
            <p class="help">{ variant.about }</p>
            <Options {configuration} {onset} />
        </>
    };
    section("Conflict policy", true, body)
}
