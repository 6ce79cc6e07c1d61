//! In a long run the inspector follows the stage a moment later: the stage is on the screen at once wherever one
//! goes, and a panel with everything of a leader is not made anew for instants that one only passes.

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::use_throttle;
use crate::store::{View, use_view};

/// How far behind it may be, in milliseconds: not enough to be noticed.
const MAX_LAG_MS: u32 = 50;

#[derive(Properties, PartialEq)]
pub struct DeferredProps {
    pub children: Html,
}

/// What is in it sees the run at the instant at which the playhead stood a moment ago. A short run, another run and
/// another selection it sees at once.
#[component]
pub fn Deferred(props: &DeferredProps) -> Html {
    let view = use_view();
    let before = use_throttle(view.clone(), MAX_LAG_MS);
    let is_other_instant =
        Rc::ptr_eq(view.timeline(), before.timeline()) && view.selection() == before.selection();
    let context = if view.is_long() && is_other_instant { before } else { view };
    html! { <ContextProvider<View> {context}>{ props.children.clone() }</ContextProvider<View>> }
}
