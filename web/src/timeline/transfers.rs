//! Requests that are passed on, answers and snapshots as slanted, broken lines from lane to lane.

use player::Selection;
use timeline::{DeliveryOutcome, Transfer, TransferKind};
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::curve::arrowhead;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::hover::Hovered;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::message_lines::cross_mark;
use crate::timeline::roving_focus::{select_handlers, relation_name};

/// How much of its way one is drawn that gets no further: where it ended, no leader heard of it.
const STOPPED_AT: f64 = 0.85;

/// The lines.
pub fn transfer_lines<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    point: &'a Callback<Hovered>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    let there = view.timeline().transfers_in(chart.from(), chart.to());
    there.map(|crossing| draw(view, dispatch, point, chart, crossing))
}

fn css_name(cargo: &TransferKind) -> &'static str {
    match cargo {
        TransferKind::Request(..) => "request",
        TransferKind::Answer(..) => "answer",
        TransferKind::Snapshot => "snapshot",
    }
}

fn endpoints(view: &View, chart: &Chart, crossing: &Transfer) -> (Point, Point) {
    let y = |id| chart.lanes.y(view.lane(id));
    let from = Point::new(chart.x(crossing.sent_at), y(crossing.link.from));
    let (ended_at, part) = match crossing.outcome {
        Some((at, DeliveryOutcome::Delivered)) => (at, 1.0),
        Some((at, _)) => (at, STOPPED_AT),
        None => (view.timeline().ends_at(), STOPPED_AT),
    };
    (from, Point::new(chart.x(ended_at), from.y + (y(crossing.link.to) - from.y) * part))
}

fn draw(
    view: &View,
    dispatch: &Dispatcher,
    point: &Callback<Hovered>,
    chart: &Chart,
    crossing: &Transfer,
) -> Html {
    let (from, to) = endpoints(view, chart, crossing);
    let selection = Selection::Event(crossing.sent_record);
    let selected = view.selection() == selection;
    let relation = view.causality().map(|causality| relation_name(causality.of_transfer(crossing)));
    let colours = colours_of(view, crossing.origin);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, crossing.sent_at, selection);
    let onpointerover = point.reform(|_: PointerEvent| Hovered::Nothing);
    let onfocusin = point.reform(|_: FocusEvent| Hovered::Nothing);
    let stroke = |class: &'static str| {
        html! { <line {class} x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} /> }
    };
    let end = match crossing.outcome {
        Some((_, DeliveryOutcome::Delivered)) => {
            html! { <path class="head" d={arrowhead(to, (to - from).unit())} /> }
        }
        _ => cross_mark(to),
    };
    html! {
        <g
            key={format!("{}-{}", crossing.sent_record, crossing.link)} class="hop" data-cargo={css_name(&crossing.kind)}
            data-leader={colours.leader} data-pattern={colours.pattern}
            data-selected={selected.then_some("")} data-relation={relation}
            data-lane={view.lane(crossing.link.from).to_string()} data-at={crossing.sent_at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={view.describe_transfer(crossing)}
            {onpointerdown} {onkeydown} {onpointerover} {onfocusin}
        >
            { stroke("grip") }
            { stroke("line") }
            { end }
        </g>
    }
}
