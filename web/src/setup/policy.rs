//! The conflict policy with its explanation and options.

use player::{EditAction, UnsuitedRequests, ViewAction};
use replication::{Configuration, Policy};
use yew::prelude::*;

use crate::components::{Segmented, variant_choices};
use crate::dispatcher::Dispatcher;
use crate::setup::laws::MergeLawsOnDemand;
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
    let onset = {
        let view = view.clone();
        dispatch.reform(move |configuration: Configuration| {
            Policy::configured(&configuration)
                .map_or_else(|reason| ViewAction::Notice(reason).into(), |policy| view.choose_policy(policy))
        })
    };
    // Under merge code, the editor has them.
    let merge_rule =
        view.frame().policy().merge_rule().filter(|_| !view.frame().policy().as_policy().runs_script());
    let built_in = merge_rule.cloned();
    let body = html! {
        <>
            <Segmented label="Conflict policy" name="policy" choices={variant_choices(Policy::VARIANTS)} chosen={variant.id} {onchoose} wrap=true />
            <p class="help">{ variant.about }</p>
            { for view.unsuited_requests().map(|unsuited| unsuited_note(unsuited, &dispatch)) }
            <Options {configuration} {onset} />
            { for built_in.map(|rule| html! { <MergeLawsOnDemand {rule} /> }) }
        </>
    };
    section("Conflict policy", true, body)
}

/// That the policy refuses requests of this run, and a button that converts them.
fn unsuited_note(unsuited: UnsuitedRequests, dispatch: &Dispatcher) -> Html {
    let UnsuitedRequests { count, convertible } = unsuited;
    let requests = if count == 1 {
        "1 request in this run is".to_owned()
    } else {
        format!("{count} requests in this run are")
    };
    let onclick = dispatch.reform(|_: MouseEvent| EditAction::ConvertRequests);
    html! {
        <div class="unsuited" role="status">
            <p class="field-error">{ format!("{requests} refused: the value has another type.") }</p>
            if convertible {
                <button class="button" type="button" data-size="small" {onclick}>{ "Convert requests" }</button>
            }
        </div>
    }
}
