//! The highlight of the hovered message line or leader lane, drawn over the static diagram.

use player::{LeaderId, Selection};
use yew::prelude::*;

use crate::geometry::number;
use crate::hover::{Hovered, use_hovered};
use crate::platform::events::closest;
use crate::store::{View, use_view};
use crate::timeline::message_lines::endpoints;
use figure::diagram::Chart;

/// Half the height of a lane's highlight, in pixels.
const HALF_PX: f64 = 12.0;

#[derive(Properties, PartialEq)]
pub struct HoverHighlightProps {
    pub chart: Chart,
}

/// The highlight, if a message or leader is hovered.
#[component]
pub fn HoverHighlight(props: &HoverHighlightProps) -> Html {
    let view = use_view();
    let chart = &props.chart;
    let shown = match use_hovered() {
        Hovered::Nothing => None,
        Hovered::Message(message) => view.timeline().message_span(message).map(|span| {
            let (from, to) = endpoints(&view, chart, &span);
            html! { <line class="hover-line" x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} /> }
        }),
        Hovered::Leader(id) => view.timeline().all_leaders().contains(&id).then(|| {
            let (y, width) = (chart.lanes.y(view.lane(id)) - HALF_PX, chart.lanes.right() - 4.0);
            html! { <rect class="hover-lane" x="4" y={number(y)} width={number(width)} height={number(2.0 * HALF_PX)} rx="6" /> }
        }),
    };
    html! { <g class="hover-highlight">{ for shown }</g> }
}

/// The gap between the lane labels and time zero, in pixels: room for the playhead.
const PLAYHEAD_MARGIN_PX: f64 = 14.0;

/// The pointer position in the diagram, in pixels.
fn svg_position(event: &PointerEvent) -> Option<(f64, f64)> {
    let bounds = closest(event, ".sheet > svg")?.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top()))
}

fn lane_at(view: &View, chart: &Chart, y: f64) -> Option<LeaderId> {
    let lane = chart.lanes.nearest(y).filter(|lane| (chart.lanes.y(*lane) - y).abs() <= HALF_PX)?;
    view.timeline().all_leaders().get(lane).copied()
}

/// The leader or client whose lane label is under the pointer.
pub fn lane_head_at(view: &View, chart: &Chart, event: &PointerEvent) -> Option<Selection> {
    let (x, y) = svg_position(event)?;
    let is_head = x < chart.lanes.left() - PLAYHEAD_MARGIN_PX && closest(event, ".playhead-grip").is_none();
    let leader = || lane_at(view, chart, y).map(Selection::Leader);
    let client = || {
        let below =
            (0..chart.lanes.client_lanes).find(|lane| (chart.lanes.client_y(*lane) - y).abs() <= HALF_PX)?;
        view.timeline().clients().get(below).map(|client| Selection::Client(client.id))
    };
    is_head.then(|| leader().or_else(client)).flatten()
}

/// Sets the hovered leader from the lane under the pointer. Message lines set the hover state themselves.
pub fn hover_lane(view: &View, chart: &Chart, event: &PointerEvent, point: &Callback<Hovered>) {
    if closest(event, ".message-line").is_none() {
        let lane = svg_position(event).and_then(|(_, y)| lane_at(view, chart, y));
        point.emit(lane.map_or(Hovered::Nothing, Hovered::Leader));
    }
}
