//! What can be done with the chosen message, right beside its disc, while time stands still.

use std::rc::Rc;

use player::{EditAction, MessageAction, Selection};
use yew::prelude::*;

use crate::geometry::number;
use crate::geometry::point::{Point, Size};
use crate::stage::in_flight::message_position;
use crate::stage::layout::Layout;
use crate::store::{use_dispatch, use_playhead, use_view};

/// How far the tools stand below the disc, and how much room they need beside and below it, in pixels.
const BELOW_PX: f64 = 16.0;
const BESIDE_PX: f64 = 130.0;
const DEPTH_PX: f64 = 60.0;

#[derive(Properties, PartialEq)]
pub struct MessageToolsProps {
    pub layout: Rc<Layout>,
    pub stage: Size,
    /// Where the ground's corner is on the stage.
    pub offset: Point,
}

/// Hurry it, hold it, lose it, double it.
#[component]
pub fn MessageTools(props: &MessageToolsProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let dispatch = use_dispatch();
    let Selection::Message(message) = view.selection() else {
        return html! { <div></div> };
    };
    let place = message_position(view.frame(), &props.layout, message, at).map(|place| place + props.offset);
    let Some(place) = place.filter(|_| !view.is_moving()) else {
        return html! { <div></div> };
    };
    let x = place.x.clamp(
        BESIDE_PX.min(props.stage.width / 2.0),
        (props.stage.width - BESIDE_PX).max(props.stage.width / 2.0),
    );
    let above = place.y + DEPTH_PX > props.stage.height;
    let y = if above { place.y - BELOW_PX } else { place.y + BELOW_PX };
    let buttons = MessageAction::ALL.iter().map(|nudge| {
        let then = view.timeline().message_span(message).and_then(|flight| nudge.delivery_override(flight, at));
        let onclick = dispatch.reform(move |_: MouseEvent| EditAction::OverrideMessage { message, then });
        html! {
            <button key={nudge.name()} type="button" title={nudge.about()} disabled={then.is_none()} {onclick}>{ nudge.name() }</button>
        }
    });
    html! {
        <div
            class="tools message-tools" role="toolbar" aria-label="This message" data-side={above.then_some("above")}
            style={format!("left:{}px;top:{}px", number(x), number(y))}
        >{ for buttons }</div>
    }
}
