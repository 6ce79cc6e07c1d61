//! Messages as slanted lines from lane to lane.

use player::{Action, Flight, Landing, Selection};
use replication::{Message, Micros};
use yew::prelude::*;

use crate::parts::colours_of;
use crate::scene::curve::arrowhead;
use crate::scene::number;
use crate::scene::point::Point;
use crate::store::View;
use crate::timeline::Chart;

/// The lines.
pub fn hops<'a>(
    view: &'a View,
    dispatch: &'a Callback<Action>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    view.timeline().flights_in(chart.from(), chart.to()).map(|flight| hop(view, dispatch, chart, flight))
}

/// Where a line ends: a lost or stopped message does not get all the way.
fn end_of(view: &View, flight: &Flight) -> (Micros, f64) {
    let never = (view.timeline().ends_at(), 0.5);
    flight.landing.map_or(never, |(at, landing)| match landing {
        Landing::Delivered => (at, 1.0),
        Landing::Lost => (Micros(flight.sent_at.0 + (at - flight.sent_at).0 / 4), 0.5),
        Landing::LostByHand | Landing::Stopped => {
            let whole = view.world().latency(flight.message.link).0.max(1);
            let part = ((at - flight.sent_at).0 as f64 / whole as f64).clamp(0.08, 0.92);
            (at, part)
        }
    })
}

/// What tells a line from all others. The link may make a second copy once the first is lost.
fn key_of(flight: &Flight) -> String {
    let Message { link, dot, hops, attempt, copy } = flight.message;
    format!("{link}-{dot}-{hops}-{attempt}-{copy}-{}", flight.since.0)
}

fn hop(view: &View, dispatch: &Callback<Action>, chart: &Chart, flight: &Flight) -> Html {
    let message = flight.message;
    let y = |id| chart.lanes.y(view.lane(id));
    let (ended_at, part) = end_of(view, flight);
    let from = Point::new(chart.x(flight.sent_at), y(message.link.from));
    let whole = y(message.link.to) - from.y;
    let to = Point::new(chart.x(ended_at), from.y + whole * part);
    let delivered = matches!(flight.landing, Some((_, Landing::Delivered)));
    let state = match flight.landing {
        Some((_, Landing::Stopped)) => Some("cut"),
        Some((_, Landing::Lost | Landing::LostByHand)) => Some("lost"),
        _ if message.copy => Some("duplicate"),
        _ => None,
    };
    let selected = (view.selection() == Selection::Message(message)).then_some("");
    let colours = colours_of(view, message.dot.leader);
    let choose = {
        let (dispatch, at) = (dispatch.clone(), flight.sent_at);
        move |event: PointerEvent| {
            event.stop_propagation();
            dispatch.emit(Action::Select(Selection::Message(message)));
            dispatch.emit(Action::Pause);
            dispatch.emit(Action::Seek(at));
        }
    };
    let line = |class: &'static str| {
        html! { <line {class} x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} /> }
    };
    let end = if delivered {
        html! { <path class="head" d={arrowhead(to, (to - from).unit())} /> }
    } else {
        html! { <path class="cut-mark" d={format!("M{} {}l10 10m0 -10l-10 10", number(to.x - 5.0), number(to.y - 5.0))} /> }
    };
    html! {
        <g
            key={key_of(flight)} class="hop"
            data-leader={colours.leader} data-pattern={colours.pattern} data-state={state} data-selected={selected}
        >
            <g onpointerdown={choose}>{ line("grip") }</g>
            { line("line") }
            { end }
        </g>
    }
}
