//! The density plot for a time range with too many events: deliveries per leader as bars, conflicts and lost
//! writes as dots.

use player::{LeaderId, Micros};
use timeline::EventKind;
use yew::prelude::*;

use crate::components::colours_of;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::chart::Chart;

/// The width of a bar, in pixels.
const BAR_PX: f64 = 3.0;
/// The height of the highest bar as a share of the lane distance.
const MAX_BAR_SHARE: f64 = 0.42;

/// The delivery count of each bar of a lane.
type BarCounts = Vec<u32>;

/// The bars and dots of all lanes, and a note to zoom in.
pub fn density(view: &View, chart: &Chart) -> Html {
    let bars = deliveries(view, chart);
    let max_count = bars.iter().flatten().copied().max().unwrap_or(0).max(1);
    let lanes = view.timeline().all_leaders().iter().zip(&bars).enumerate().map(|(lane, (id, bars))| {
        let colours = colours_of(view, *id);
        html! {
            <g key={id.to_string()} class="density" data-leader={colours.leader} data-pattern={colours.pattern}>
                <path class="bars" d={bar_path(chart, lane, bars, max_count)} />
            </g>
        }
    });
    html! {
        <g>
            <g>{ for lanes }</g>
            { problem_dots(view, chart, EventKind::Conflict, "conflict") }
            { problem_dots(view, chart, EventKind::WriteLost, "lost") }
            <text class="dense-note" x={number((chart.lanes.left() + chart.lanes.right()) / 2.0)} y="47">
                { "Zoom in to see individual messages." }
            </text>
        </g>
    }
}

fn bar_at(chart: &Chart, at: Micros) -> Option<usize> {
    let x = chart.x(at) - chart.lanes.left();
    (x >= 0.0 && chart.x(at) <= chart.lanes.right()).then_some((x / BAR_PX) as usize)
}

fn zero_bars(chart: &Chart) -> BarCounts {
    vec![0; ((chart.lanes.right() - chart.lanes.left()) / BAR_PX) as usize + 1]
}

/// The deliveries to each leader, lane by lane. The cost depends on the number of bars, not of messages.
fn deliveries(view: &View, chart: &Chart) -> Vec<BarCounts> {
    let start = |bar: usize| Micros(chart.time.time_at((bar as f64).mul_add(BAR_PX, chart.lanes.left())));
    let lane = |id: &LeaderId| {
        let bars = 0..zero_bars(chart).len();
        bars.map(|bar| view.timeline().arrivals(*id, start(bar), start(bar + 1)) as u32).collect()
    };
    view.timeline().all_leaders().iter().map(lane).collect()
}

fn bar_path(chart: &Chart, lane: usize, bars: &BarCounts, max_count: u32) -> String {
    let y = chart.lanes.y(lane);
    let drawn = bars.iter().enumerate().filter(|(_, count)| **count > 0).map(|(bar, count)| {
        let x = (bar as f64 + 0.5).mul_add(BAR_PX, chart.lanes.left());
        // Square root, so that small counts stay visible beside large ones.
        let height = (f64::from(*count) / f64::from(max_count)).sqrt() * chart.lanes.spacing * MAX_BAR_SHARE;
        format!("M{} {}V{}", number(x), number(y - height.max(1.0)), number(y + height.max(1.0)))
    });
    drawn.collect()
}

/// The events of one kind, as dots above the lanes.
fn problem_dots(view: &View, chart: &Chart, kind: EventKind, name: &'static str) -> Html {
    let timeline = view.timeline();
    let (from, to) = (timeline.count_at(chart.from()), timeline.count_at(chart.drawn_to()));
    let mut lanes = vec![zero_bars(chart); timeline.all_leaders().len()];
    for record in timeline.index().range(kind, from, to).filter_map(|number| timeline.records().get(number)) {
        if let Some(leader) = record.event.leader()
            && let Some(bar) = bar_at(chart, record.at)
            && let Some(count) = lanes.get_mut(view.lane(leader)).and_then(|bars| bars.get_mut(bar))
        {
            *count = 1;
        }
    }
    let dots = lanes.iter().enumerate().flat_map(|(lane, bars)| {
        let nonempty = bars.iter().enumerate().filter(|(_, count)| **count > 0);
        nonempty.map(move |(bar, _)| {
            let x = (bar as f64).mul_add(BAR_PX, chart.lanes.left());
            let y = chart.lanes.spacing.mul_add(-0.46, chart.lanes.y(lane));
            format!("M{} {}h3v3h-3z", number(x), number(y))
        })
    });
    html! { <path class="trouble" data-kind={name} d={dots.collect::<String>()} /> }
}
