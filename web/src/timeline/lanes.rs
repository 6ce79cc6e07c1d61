//! The static part of the diagram: ticks, lanes, marks and lines.

use std::rc::Rc;

use figure::diagram::{Chart, downtimes, is_dense};
use player::LeaderId;
use yew::prelude::*;

use crate::components::{colours_of, mark_letters};
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::hover::{Hovered, use_set_hovered};
use crate::store::View;
use crate::timeline::details::Details;
use crate::timeline::lane_name::lane_name;
use crate::timeline::roving_focus::use_roving_focus;
use crate::timeline::{clients, marks, message_lines};

/// The minimum distance between ticks, in pixels.
const TICKS_APART_PX: f64 = 72.0;

/// Equal for the same run, time range and selection: the playhead does not matter.
#[derive(Properties)]
pub struct LaneLinesProps {
    pub view: View,
    pub chart: Chart,
    /// What draws the details, once its code is there.
    pub details: Option<Details>,
}

impl PartialEq for LaneLinesProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.view.timeline(), other.view.timeline())
            && self.view.selection() == other.view.selection()
            && self.chart == other.chart
            && self.details == other.details
    }
}

/// The static part of the diagram.
#[component]
pub fn LaneLines(props: &LaneLinesProps) -> Html {
    let LaneLinesProps { view, chart, details } = props;
    let dispatch = crate::store::use_dispatch();
    let point = use_set_hovered();
    let (node, onkeydown, onfocusin) = use_roving_focus();
    let lanes =
        view.timeline().all_leaders().iter().enumerate().map(|(index, id)| lane(view, chart, index, *id));
    html! {
        <g>
            { patterns(chart) }
            <g>{ for ticks(chart) }</g>
            <g>{ for lanes }</g>
            <g>{ for clients::client_lanes(view, chart) }</g>
            <g
                ref={node} class="stops" role="group" aria-label="Events and messages" clip-path="url(#time)"
                data-lit={view.causality().is_some().then_some("")} {onkeydown} {onfocusin}
            >
                { content(view, &dispatch, &point, (chart, *details)) }
            </g>
        </g>
    }
}

/// The events in the visible time range: individual marks, or a density plot.
fn content(
    view: &View,
    dispatch: &Dispatcher,
    point: &Callback<Hovered>,
    (chart, details): (&Chart, Option<Details>),
) -> Html {
    let changes = details.map(|details| (details.changes)(view, dispatch, chart));
    if is_dense(view.timeline(), chart) {
        let density = details.map(|details| (details.density)(view, chart));
        return html! { <g>{ for density }{ for changes }</g> };
    }
    html! {
        <g>
            <g>{ for changes }</g>
            { clients::client_marks(view, dispatch, chart) }
            <g>{ for details.map(|details| (details.client_requests)(view, chart)) }</g>
            <g>{ for details.map(|details| (details.transfers)(view, dispatch, point, chart)) }</g>
            <g>{ for message_lines::message_lines(view, dispatch, point, chart) }</g>
            <g>{ for marks::marks(view, dispatch, chart) }</g>
        </g>
    }
}

fn patterns(chart: &Chart) -> Html {
    // Marks at time zero are not clipped.
    let (left, width) = (chart.lanes.left() - 12.0, chart.lanes.right() - chart.lanes.left() + 36.0);
    html! {
        <defs>
            <clipPath id="time">
                <rect x={number(left)} y="0" width={number(width)} height={number(chart.lanes.height())} />
            </clipPath>
            <clipPath id="gutter">
                <rect x="0" y="0" width={number(chart.lanes.left() - 6.0)} height={number(chart.lanes.height())} />
            </clipPath>
            <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="hatch-line" d="M0 0V6" />
            </pattern>
        </defs>
    }
}

fn ticks(chart: &Chart) -> impl Iterator<Item = Html> {
    let (top, foot) = (number(chart.lanes.y(0) - 24.0), chart.lanes.axis_y());
    chart.time.ticks(TICKS_APART_PX).into_iter().map(move |tick| {
        let first = (tick.at_us == 0).then_some("");
        let x = number(tick.x);
        html! {
            <g key={tick.at_us} class="tick" data-first={first}>
                <line x1={x.clone()} x2={x.clone()} y1={top.clone()} y2={number(foot)} />
                <text {x} y={number(foot + 17.0)}>{ tick.label }</text>
            </g>
        }
    })
}

fn lane(view: &View, chart: &Chart, index: usize, id: LeaderId) -> Html {
    let lanes = chart.lanes;
    let y = number(lanes.y(index));
    let selected = (view.selection() == player::Selection::Leader(id)).then_some("");
    let colours = colours_of(view, id);
    let times_down = downtimes(chart, view.timeline(), id).into_iter().map(|(from, to)| {
        let (left, width) = (chart.x(from), (chart.x(to) - chart.x(from)).max(1.0));
        let (x, top, width) = (number(left), number(lanes.y(index) - 9.0), number(width));
        html! {
            <g key={from.0}>
                <rect class="down" x={x.clone()} y={top.clone()} width={width.clone()} height="18" rx="4" />
                <rect fill="url(#hatch)" {x} y={top} {width} height="18" rx="4" />
            </g>
        }
    });
    html! {
        <g key={id.to_string()} class="lane" data-leader={colours.leader} data-pattern={colours.pattern} data-selected={selected}>
            <circle class="face-disc" cx={number(lanes.letter_x())} cy={y.clone()} r="10" />
            <text class="letter" x={number(lanes.letter_x())} y={y.clone()}>{ mark_letters(id) }</text>
            { lane_name(&lanes, y.clone(), &view.full_leader_name(id)) }
            <line class="axis" x1={number(lanes.left())} x2={number(lanes.right())} y1={y.clone()} y2={y} />
            <g clip-path="url(#time)">{ for times_down }</g>
        </g>
    }
}
