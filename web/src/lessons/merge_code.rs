//! The merge code of the run, to read or to change.

use replication::{Merge, MergeRule, Policy, Script};
use yew::prelude::*;

use crate::setup::BriefCode;
use crate::store::{View, use_dispatch, use_view};

/// The merge code that the leaders run at the playhead; none if they run none.
fn source(view: &View) -> Option<String> {
    Some(view.frame().policy().merge_rule()?.as_function().source()?.to_owned())
}

/// The merge code, to read.
#[component]
pub fn MergeCode() -> Html {
    match source(&use_view()) {
        Some(source) => {
            html! { <pre class="merge-code" aria-label="Merge code" tabindex="0" data-user="">{ source }</pre> }
        }
        None => html! { <div></div> },
    }
}

/// A field in which the merge code is changed. The leaders merge by what is applied.
#[component]
pub fn MergeCodeField() -> Html {
    let view = use_view();
    let source = source(&view).unwrap_or_default();
    let onset = use_dispatch().reform(move |source: String| {
        view.choose_policy(Policy::Merge(Merge { with: MergeRule::Script(Script { source }) }))
    });
    html! { <><h3>{ "Merge code" }</h3><BriefCode {source} {onset} /></> }
}
