//! Messages as slanted lines between lanes.

use figure::diagram::{Chart, line_of_message};
use player::{Message, Selection};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::curve::arrowhead;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::hover::Hovered;
use crate::store::View;
use crate::timeline::roving_focus::{relation_name, select_in_place_handlers};

/// How far behind the tip of an arrow it is grabbed, and the radius of what can be grabbed, in pixels.
const HEAD_GRIP_BACK_PX: f64 = 15.0;
const HEAD_GRIP_RADIUS_PX: f64 = 10.0;

/// The lines of the messages in the visible time range.
pub fn message_lines<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    point: &'a Callback<Hovered>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    view.timeline()
        .message_spans_in(chart.from(), chart.drawn_to())
        .map(|span| draw(view, dispatch, point, chart, &span))
}

/// The two ends of a message line.
pub fn endpoints(view: &View, chart: &Chart, span: &MessageSpan) -> (Point, Point) {
    line_of_message(view.timeline(), chart, span, view.frame().latency(span.message.link))
}

/// The unique key of a line. The start time distinguishes a second copy made after the first was lost.
pub fn key_of(span: &MessageSpan) -> String {
    let Message { link, dot, hops, attempt, is_duplicate: copy } = span.message;
    format!("{link}-{dot}-{hops}-{attempt}-{copy}-{}", span.starts_at.0)
}

/// A line with a wide one under it for the pointer, and at its end an arrowhead, or a cross if it did not arrive.
pub fn line_with_end(from: Point, to: Point, arrived: bool) -> Html {
    html! { <>{ grip_and_line(from, to) }{ line_end(from, to, arrived) }</> }
}

/// A line with a wide one under it for the pointer.
pub fn grip_and_line(from: Point, to: Point) -> Html {
    let line = |class: &'static str| {
        html! { <line {class} x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} /> }
    };
    html! { <>{ line("grip") }{ line("line") }</> }
}

/// An arrowhead at the end of a line, or a cross if it did not arrive.
pub fn line_end(from: Point, to: Point, arrived: bool) -> Html {
    if arrived {
        html! { <path class="head" d={arrowhead(to, (to - from).unit())} /> }
    } else {
        html! { <path class="cut-mark" d={format!("M{} {}l10 10m0 -10l-10 10", number(to.x - 5.0), number(to.y - 5.0))} /> }
    }
}

/// Whether a message has an arrowhead that can be dragged.
pub fn arrives(span: &MessageSpan) -> bool {
    matches!(span.outcome, Some((_, DeliveryOutcome::Delivered)))
}

/// The part of an arrow behind its tip, by which the tip is dragged: a mark may cover the tip itself.
fn head_grip(from: Point, to: Point, key: String) -> Html {
    let centre = to - (to - from).unit() * HEAD_GRIP_BACK_PX;
    html! { <circle class="head-grip" data-span={key} cx={number(centre.x)} cy={number(centre.y)} r={number(HEAD_GRIP_RADIUS_PX)} /> }
}

fn draw(
    view: &View,
    dispatch: &Dispatcher,
    point: &Callback<Hovered>,
    chart: &Chart,
    span: &MessageSpan,
) -> Html {
    let message = span.message;
    let (from, to) = endpoints(view, chart, span);
    let state = match span.outcome {
        Some((_, DeliveryOutcome::Stopped)) => Some("cut"),
        Some((_, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride)) => Some("lost"),
        _ if message.is_duplicate => Some("duplicate"),
        _ => None,
    };
    let selection = Selection::Message(message);
    let selected = view.selection() == selection;
    // All messages that carry the selected write stand out.
    let stands_out = selected || view.selection() == Selection::Write(message.dot);
    let relation =
        view.causality().map(|causality| relation_name(causality.of_message_span(view.timeline(), span)));
    let colours = colours_of(view, message.dot.leader);
    let (onpointerdown, onkeydown) = select_in_place_handlers(dispatch, selection);
    let onpointerover = point.reform(move |_: PointerEvent| Hovered::Message(message));
    let onfocusin = point.reform(move |_: FocusEvent| Hovered::Message(message));
    html! {
        <g
            key={key_of(span)} class="message-line" data-leader={colours.leader} data-pattern={colours.pattern}
            data-state={state} data-selected={stands_out.then_some("")} data-relation={relation}
            data-lane={view.lane(message.link.from).to_string()} data-at={span.starts_at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={view.describe_message_span(span)}
            {onpointerdown} {onkeydown} {onpointerover} {onfocusin}
        >
            { line_with_end(from, to, span.is_delivered()) }
            if arrives(span) {
                { head_grip(from, to, key_of(span)) }
            }
        </g>
    }
}
