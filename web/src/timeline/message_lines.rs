//! Messages as slanted lines from lane to lane.

use player::{Message, Micros, Selection};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::curve::arrowhead;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::hover::Hovered;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::roving_focus::{select_handlers, relation_name};

/// The lines.
pub fn message_lines<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    point: &'a Callback<Hovered>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    view.timeline()
        .message_spans_in(chart.from(), chart.to())
        .map(|flight| draw(view, dispatch, point, chart, flight))
}

/// Where a line ends: a lost or stopped message does not get all the way.
fn line_end(view: &View, flight: &MessageSpan) -> (Micros, f64) {
    let never = (view.timeline().ends_at(), 0.5);
    flight.outcome.map_or(never, |(at, landing)| match landing {
        DeliveryOutcome::Delivered => (at, 1.0),
        DeliveryOutcome::Lost => (Micros(flight.sent_at.0 + (at - flight.sent_at).0 / 4), 0.5),
        DeliveryOutcome::DroppedByOverride | DeliveryOutcome::Stopped => {
            let whole = view.frame().latency(flight.message.link).0.max(1);
            let part = ((at - flight.sent_at).0 as f64 / whole as f64).clamp(0.08, 0.92);
            (at, part)
        }
    })
}

/// Where a line begins and ends.
pub fn endpoints(view: &View, chart: &Chart, flight: &MessageSpan) -> (Point, Point) {
    let y = |id| chart.lanes.y(view.lane(id));
    let link = flight.message.link;
    let (ended_at, part) = line_end(view, flight);
    let from = Point::new(chart.x(flight.sent_at), y(link.from));
    (from, Point::new(chart.x(ended_at), from.y + (y(link.to) - from.y) * part))
}

/// What tells a line from all others. The link may make a second copy once the first is lost.
fn key_of(flight: &MessageSpan) -> String {
    let Message { link, dot, hops, attempt, copy } = flight.message;
    format!("{link}-{dot}-{hops}-{attempt}-{copy}-{}", flight.starts_at.0)
}

/// The end of what did not get all the way.
pub fn cross_mark(at: Point) -> Html {
    html! { <path class="cut-mark" d={format!("M{} {}l10 10m0 -10l-10 10", number(at.x - 5.0), number(at.y - 5.0))} /> }
}

fn draw(
    view: &View,
    dispatch: &Dispatcher,
    point: &Callback<Hovered>,
    chart: &Chart,
    flight: &MessageSpan,
) -> Html {
    let message = flight.message;
    let (from, to) = endpoints(view, chart, flight);
    let delivered = flight.is_delivered();
    let state = match flight.outcome {
        Some((_, DeliveryOutcome::Stopped)) => Some("cut"),
        Some((_, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride)) => Some("lost"),
        _ if message.copy => Some("duplicate"),
        _ => None,
    };
    let selection = Selection::Message(message);
    let selected = view.selection() == selection;
    // Every message with the write that is being followed.
    let stands_out = selected || view.selection() == Selection::Write(message.dot);
    let relation =
        view.causality().map(|causality| relation_name(causality.of_message_span(view.timeline(), flight)));
    let colours = colours_of(view, message.dot.leader);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, flight.sent_at, selection);
    let onpointerover = point.reform(move |_: PointerEvent| Hovered::Message(message));
    let onfocusin = point.reform(move |_: FocusEvent| Hovered::Message(message));
    let line = |class: &'static str| {
        html! { <line {class} x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} /> }
    };
    let end = if delivered {
        html! { <path class="head" d={arrowhead(to, (to - from).unit())} /> }
    } else {
        cross_mark(to)
    };
    html! {
        <g
            key={key_of(flight)} class="hop" data-leader={colours.leader} data-pattern={colours.pattern}
            data-state={state} data-selected={stands_out.then_some("")} data-relation={relation}
            data-lane={view.lane(message.link.from).to_string()} data-at={flight.starts_at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={view.describe_message_span(flight)}
            {onpointerdown} {onkeydown} {onpointerover} {onfocusin}
        >
            { line("grip") }
            { line("line") }
            { end }
        </g>
    }
}
