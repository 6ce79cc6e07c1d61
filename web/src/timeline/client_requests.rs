//! Requests of clients away from leaders as slanted lines between the lanes of clients and leaders, the responses to them,
//! and where clients stop waiting.

use std::rc::Rc;

use figure::diagram::{
    Chart, ClientLine, ClientLineKind, IGNORED_RADIUS_PX, NUMBER_RADIUS_PX, Timeout, client_lines,
    timeout_outline, timeouts,
};
use player::Selection;
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::store::{View, use_dispatch};
use crate::timeline::message_lines::{grip_and_line, line_end};
use crate::timeline::roving_focus::{relation_name, select_handlers};

#[derive(Properties)]
pub struct ClientRequestsProps {
    pub view: View,
    pub chart: Chart,
}

impl PartialEq for ClientRequestsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.view.timeline(), other.view.timeline())
            && self.view.selection() == other.view.selection()
            && self.chart == other.chart
    }
}

/// The lines and the timeouts in the visible time range.
#[component]
pub fn ClientRequests(props: &ClientRequestsProps) -> Html {
    let ClientRequestsProps { view, chart } = props;
    let dispatch = use_dispatch();
    // They are found by a replay, which a change of the selection need not repeat.
    let fingerprint = view.timeline().fingerprint();
    let lines = use_memo((fingerprint, *chart), |(_, chart)| client_lines(view.timeline(), chart));
    let timeouts = timeouts(view.timeline(), chart);
    html! {
        <g>
            { for lines.iter().map(|line| draw_line(view, &dispatch, line)) }
            { for timeouts.iter().map(|timeout| draw_timeout(view, &dispatch, chart, *timeout)) }
        </g>
    }
}

fn draw_line(view: &View, dispatch: &Dispatcher, line: &ClientLine) -> Html {
    let transfer = &line.transfer;
    let selection = transfer.sent_record.map_or(Selection::Nothing, Selection::Event);
    let selected = selection != Selection::Nothing && view.selection() == selection;
    let relation =
        view.causality().and_then(|causality| causality.of(transfer.sent_record?)).map(relation_name);
    let colours = colours_of(view, transfer.attempt.leader);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, transfer.sent_at, selection);
    let kind = line.kind.name();
    html! {
        <g
            key={format!("{kind}-{}-{}", transfer.attempt.id.request, transfer.attempt.id.attempt)} class="message-line" data-request={kind}
            data-leader={colours.leader} data-pattern={colours.pattern} data-selected={selected.then_some("")} data-relation={relation}
            data-lane={line.lane.to_string()} data-at={transfer.sent_at.0.to_string()} role="button" tabindex="-1"
            aria-pressed={selected.to_string()} aria-label={view.describe_client_transfer(transfer)} {onpointerdown} {onkeydown}
        >
            { grip_and_line(line.from, line.to) }
            { end_of_line(line.kind, line.from, line.to) }
            { for line.number_at().map(|at| attempt_number(at.x, at.y, transfer.attempt.id.attempt)) }
        </g>
    }
}

/// What a line ends with: an arrowhead, a ring if the client ignores the response, or a cross.
pub fn end_of_line(kind: ClientLineKind, from: Point, to: Point) -> Html {
    match kind {
        ClientLineKind::Request | ClientLineKind::Response => line_end(from, to, true),
        ClientLineKind::Lost => line_end(from, to, false),
        ClientLineKind::Ignored => {
            html! { <circle class="ignored" cx={number(to.x)} cy={number(to.y)} r={number(IGNORED_RADIUS_PX)} /> }
        }
    }
}

/// The number of a repeated request on a disc.
pub fn attempt_number(x: f64, y: f64, attempt: u32) -> Html {
    html! {
        <g class="attempt" aria-hidden="true">
            <circle cx={number(x)} cy={number(y)} r={number(NUMBER_RADIUS_PX)} />
            <text x={number(x)} y={number(y)}>{ attempt }</text>
        </g>
    }
}

fn draw_timeout(view: &View, dispatch: &Dispatcher, chart: &Chart, timeout: Timeout) -> Html {
    let (x, y) = (chart.x(timeout.at), chart.lanes.client_y(timeout.lane));
    let selection = Selection::Event(timeout.number);
    let selected = view.selection() == selection;
    let relation = view.causality().and_then(|causality| causality.of(timeout.number)).map(relation_name);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, timeout.at, selection);
    let gives_up = if timeout.gives_up { " It gives up." } else { "" };
    let label = format!("{}: {}{gives_up}", timeout.at, view.describe_record(timeout.number));
    html! {
        <g
            key={timeout.number} class="client-operation" data-operation={if timeout.gives_up { "refused" } else { "timeout" }} data-relation={relation}
            data-selected={selected.then_some("")} data-lane={(chart.lanes.count + timeout.lane).to_string()} data-at={timeout.at.0.to_string()}
            data-record={timeout.number.to_string()} role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={label}
            {onpointerdown} {onkeydown}
        >
            <path class="shape" transform={format!("translate({} {})", number(x), number(y))} d={timeout_outline(timeout.gives_up)} />
        </g>
    }
}
