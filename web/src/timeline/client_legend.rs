//! The legend of the lines between clients away from leaders and leaders, below the diagram.

use analysis::is_away;
use figure::diagram::{Chart, ClientLineKind, timeout_outline};
use yew::prelude::*;

use crate::geometry::point::Point;
use crate::store::View;
use crate::timeline::client_requests::{attempt_number, end_of_line};
use crate::timeline::message_lines::grip_and_line;

/// Half the length of a sample, in pixels.
const HALF_PX: f64 = 13.0;

/// The legend; nothing if no client with a lane is away from leaders.
pub fn legend(view: &View, chart: &Chart) -> Html {
    if chart.lanes.client_lanes == 0 || !view.timeline().clients().iter().any(is_away) {
        return html! {};
    }
    let lines = [
        (ClientLineKind::Request, "request over the network"),
        (ClientLineKind::Response, "response"),
        (ClientLineKind::Ignored, "late response, ignored"),
        (ClientLineKind::Lost, "lost request: leader is down"),
    ];
    let lines = lines.map(|(kind, meaning)| {
        let (from, to) = (Point::new(-HALF_PX, 0.0), Point::new(HALF_PX - 6.0, 0.0));
        let line = html! { <g class="message-line" data-request={kind.name()}>{ grip_and_line(from, to) }{ end_of_line(kind, from, to) }</g> };
        entry(line, meaning)
    });
    let timeout = |gives_up: bool| {
        let operation = if gives_up { "refused" } else { "timeout" };
        html! { <g class="client-operation" data-operation={operation}><path class="shape" d={timeout_outline(gives_up)} /></g> }
    };
    let retry = html! { <g class="message-line">{ attempt_number(0.0, 0.0, 2) }</g> };
    html! {
        <ul class="client-legend" aria-label="Lines between clients and leaders">
            { for lines }
            { entry(timeout(false), "timeout, then a retry") }
            { entry(retry, "retry: 2nd attempt") }
            { entry(timeout(true), "timeout: client gives up") }
        </ul>
    }
}

fn entry(sample: Html, meaning: &'static str) -> Html {
    html! { <li><svg width="32" height="16" viewBox="-16 -8 32 16" aria-hidden="true">{ sample }</svg>{ meaning }</li> }
}
