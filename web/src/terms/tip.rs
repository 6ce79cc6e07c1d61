//! The tip: a term and its definition, beside the word.

use explain::Term;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::bounds::{Bounds, GAP_PX};
use super::definitions::definitions;

/// The maximum width of a tip.
const MAX_WIDTH_PX: f64 = 320.0;
/// What made a tip appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The mouse rests on a term.
    Pointer,
    /// A control with terms in its name is focused.
    Focus,
    /// A finger has tapped a term.
    Tap,
}

/// The terms being explained, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    pub terms: Vec<&'static Term>,
    pub anchor: Bounds,
    pub cause: Cause,
}

impl Tip {
    /// A tip, unless there is nothing to explain.
    pub fn new(terms: Vec<&'static Term>, anchor: Bounds, cause: Cause) -> Option<Self> {
        (!terms.is_empty()).then_some(Self { terms, anchor, cause })
    }
}

/// Whether a point is on the word, on the tip, or between them.
pub fn is_over(tip: &Tip, node: &NodeRef, x: f64, y: f64) -> bool {
    let on_tip = node
        .cast::<Element>()
        .is_some_and(|element| Bounds::of(&element.get_bounding_client_rect()).contains(x, y, GAP_PX));
    on_tip || tip.anchor.contains(x, y, 1.0)
}

#[derive(Properties, PartialEq)]
pub struct TipViewProps {
    pub tip: Option<Tip>,
    pub node: NodeRef,
}

/// The tip. It ignores pointer events.
#[component]
pub fn TipView(props: &TipViewProps) -> Html {
    use_effect_with((props.tip.clone(), props.node.clone()), |(tip, node)| {
        if let Some(element) = node.cast::<HtmlElement>() {
            // Hidden first, so that it is shown above a dialog opened since. Both calls fail only while the page
            // unloads.
            let _ = element.hide_popover();
            if tip.is_some() {
                let _ = element.show_popover();
            }
        }
    });
    let style = props.tip.as_ref().map(|tip| tip.anchor.style_beside(MAX_WIDTH_PX));
    let terms = props.tip.as_ref().map(|tip| definitions(&tip.terms));
    html! { <div ref={props.node.clone()} class="term-tip" popover="manual" role="tooltip" {style}>{ terms }</div> }
}
