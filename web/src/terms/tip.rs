//! The tip: a term and its definition, beside the word.

use explain::Term;
use web_sys::{DomRect, Element, HtmlElement};
use yew::prelude::*;

use super::list::definitions;
use crate::platform::page;

/// As wide as a tip gets, in pixels.
const WIDTH: f64 = 320.0;
/// As far as it is from the word, in pixels.
const GAP: f64 = 6.0;
/// As far as it stays from the edge of the window, in pixels.
const MARGIN: f64 = 8.0;
/// With so much room below the word it stands there, in pixels.
const ROOM: f64 = 200.0;

/// A box in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Bounds {
    /// Those of an element or of a word.
    pub fn of(rect: &DomRect) -> Self {
        Self { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
    }

    /// Whether a point is inside, or so near.
    pub fn contains(&self, x: f64, y: f64, slack: f64) -> bool {
        (self.left - slack..=self.right + slack).contains(&x)
            && (self.top - slack..=self.bottom + slack).contains(&y)
    }

    /// A popover's style that puts it beside this box, where there is room, and within the window.
    pub fn style_beside(&self, width: f64) -> String {
        let (window_width, window_height) = page::window_size();
        let width = width.min(window_width - 2.0 * MARGIN);
        let left = self.left.min(window_width - width - MARGIN).max(MARGIN);
        let (above, below) = (self.top, window_height - self.bottom);
        let (side, offset, room) = if below >= ROOM || below >= above {
            ("top", self.bottom + GAP, below)
        } else {
            ("bottom", window_height - self.top + GAP, above)
        };
        let height = (room - GAP - MARGIN).max(0.0);
        format!(
            "left:{left:.1}px;{side}:{offset:.1}px;max-inline-size:{width:.1}px;max-block-size:{height:.1}px"
        )
    }
}

/// What made a tip appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The mouse rests on a term.
    Pointer,
    /// A control with terms in its name has the focus.
    Focus,
    /// A finger has tapped a term.
    Finger,
}

/// Terms that are explained now, and where.
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
        .is_some_and(|element| Bounds::of(&element.get_bounding_client_rect()).contains(x, y, GAP));
    on_tip || tip.anchor.contains(x, y, 1.0)
}

#[derive(Properties, PartialEq)]
pub struct TipProps {
    pub tip: Option<Tip>,
    pub node: NodeRef,
}

/// The tip. It lets every event through to what is below.
#[component]
pub fn TipView(props: &TipProps) -> Html {
    use_effect_with((props.tip.clone(), props.node.clone()), |(tip, node)| {
        if let Some(element) = node.cast::<HtmlElement>() {
            // Hidden first, so that it comes above a dialog that was opened since. Both fail only while the page
            // goes away.
            let _ = element.hide_popover();
            if tip.is_some() {
                let _ = element.show_popover();
            }
        }
    });
    let style = props.tip.as_ref().map(|tip| tip.anchor.style_beside(WIDTH));
    let terms = props.tip.as_ref().map(|tip| definitions(&tip.terms));
    html! { <div ref={props.node.clone()} class="term-tip" popover="manual" role="tooltip" {style}>{ terms }</div> }
}
