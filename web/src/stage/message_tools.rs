//! The toolbar next to the selected message, shown while paused.

use std::rc::Rc;

use player::{EditAction, MessageAction, Selection};
use yew::prelude::*;

use crate::geometry::point::{Point, Size};
use crate::geometry::{clamped, number};
use crate::stage::in_flight::message_position;
use crate::store::{use_dispatch, use_playhead, use_view};
use figure::stage::layout::Layout;

/// The distance between disc and toolbar, and the room the toolbar needs beside and below the disc, in pixels.
const BELOW_PX: f64 = 16.0;
const BESIDE_PX: f64 = 130.0;
const DEPTH_PX: f64 = 60.0;

#[derive(Properties, PartialEq)]
pub struct MessageToolsProps {
    pub layout: Rc<Layout>,
    pub stage: Size,
    /// The scene's origin on the stage.
    pub offset: Point,
}

/// Buttons to deliver the message sooner, delay it, drop it or duplicate it.
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
    let x = clamped(
        place.x,
        BESIDE_PX.min(props.stage.width / 2.0),
        (props.stage.width - BESIDE_PX).max(props.stage.width / 2.0),
    );
    let above = place.y + DEPTH_PX > props.stage.height;
    let y = if above { place.y - BELOW_PX } else { place.y + BELOW_PX };
    let buttons = MessageAction::ALL.iter().map(|message_action| {
        let then = view.timeline().message_span(message).and_then(|span| message_action.delivery_override(&span, at));
        let onclick = dispatch.reform(move |_: MouseEvent| EditAction::OverrideMessage { message, delivery: then });
        html! {
            <button key={message_action.name()} type="button" title={message_action.about()} disabled={then.is_none()} {onclick}>{ message_action.name() }</button>
        }
    });
    html! {
        <div
            class="tools message-tools" role="toolbar" aria-label="This message" data-side={above.then_some("above")}
            style={format!("left:{}px;top:{}px", number(x), number(y))}
        >{ for buttons }</div>
    }
}
