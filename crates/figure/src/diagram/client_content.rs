//! Clients in a picture of the diagram: the requests of those next to leaders, tied to them, and the requests, responses and
//! timeouts of those away.

use std::collections::BTreeSet;

use analysis::{client_events, is_away};

use super::chart::Chart;
use super::client_lines::{ClientLine, ClientLineKind, client_lines, timeouts};
use super::legend::Entry;
use super::shapes::{attempt_number, client_line_style, client_shape, cross, ignored_ring, timeout_shape};
use crate::geometry::curve::arrowhead;
use crate::geometry::point::Point;
use crate::leaders::lane_of;
use crate::sheet::Run;
use crate::svg::Element;

/// The requests of clients next to leaders on their lanes, tied to their leaders.
pub fn client_requests(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    if chart.lanes.client_lanes == 0 {
        return Element::group();
    }
    let events = client_events(run.timeline, 0, run.timeline.count_at(chart.drawn_to()));
    let clients = run.timeline.clients();
    let mut requests = Vec::new();
    for event in events {
        let is_of = |client: &replication::ClientSpec| client.id == event.client && !is_away(client);
        let Some(lane) = clients.iter().position(is_of) else {
            continue;
        };
        let at = Point::new(chart.x(event.at), chart.lanes.client_y(lane));
        let leader = lane_of(run.timeline, event.leader);
        let to = Point::new(at.x, chart.lanes.y(leader));
        let colour = run.theme.leader(leader);
        let tie = Element::line(at, to).stroked(colour, 1.0).at("stroke-opacity", 0.55);
        requests.extend([tie, client_shape(event.kind, colour, run.theme).moved_to(at)]);
        entries.insert(Entry::ClientRequest);
    }
    Element::group().children(requests)
}

/// The requests, responses and timeouts of clients away from leaders.
pub fn client_transfers(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let mut drawn = Vec::new();
    for line in client_lines(run.timeline, chart) {
        entries.insert(Entry::ClientLine(line.kind));
        if line.number_at().is_some() {
            entries.insert(Entry::Retry);
        }
        drawn.push(client_line(run, &line));
    }
    for timeout in timeouts(run.timeline, chart) {
        entries.insert(if timeout.gives_up { Entry::GaveUp } else { Entry::Timeout });
        let at = Point::new(chart.x(timeout.at), chart.lanes.client_y(timeout.lane));
        drawn.push(timeout_shape(timeout.gives_up, run.theme).moved_to(at));
    }
    Element::group().children(drawn)
}

fn client_line(run: &Run, line: &ClientLine) -> Element {
    let theme = run.theme;
    let colour = theme.leader(lane_of(run.timeline, line.transfer.attempt.leader));
    let (from, to) = (line.from, line.to);
    let end = match line.kind {
        ClientLineKind::Request | ClientLineKind::Response => {
            Element::path(&arrowhead(to, (to - from).unit())).filled(colour)
        }
        ClientLineKind::Ignored => ignored_ring(to, colour, theme),
        ClientLineKind::Lost => cross(to, theme),
    };
    let number =
        line.number_at().map(|at| attempt_number(at, line.transfer.attempt.id.attempt, colour, theme));
    Element::group()
        .child(client_line_style(Element::line(from, to), line.kind, colour))
        .child(end)
        .children(number)
}
