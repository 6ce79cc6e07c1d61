//! Deferred rendering: in a long run the inspector may lag behind the stage, so that scrubbing does not render
//! a whole leader at every instant.

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::use_throttle;
use crate::store::{View, use_view};

/// How far the inspector may lag behind the playhead, in milliseconds: too little to notice.
const MAX_LAG_MS: u32 = 50;

#[derive(Properties, PartialEq)]
pub struct DeferredProps {
    pub children: Html,
}

/// Gives its children a view of the run that may lag behind the playhead. A short run, a different run and a
/// different selection are shown at once.
#[component]
pub fn Deferred(props: &DeferredProps) -> Html {
    let view = use_view();
    let throttled = use_throttle(view.clone(), MAX_LAG_MS);
    let is_same_selection =
        Rc::ptr_eq(view.timeline(), throttled.timeline()) && view.selection() == throttled.selection();
    let context = if view.is_long() && is_same_selection { throttled } else { view };
    html! { <ContextProvider<View> {context}>{ props.children.clone() }</ContextProvider<View>> }
}
