//! The density plot for a time range with too many events: deliveries per leader as bars, conflicts and lost writes as
//! dots.

use analysis::{NOTABLE, is_away};
use replication::Micros;
use timeline::{EventKind, Timeline};

use super::chart::Chart;
use super::clients::CLIENT_ONLY_EVENTS;
use crate::geometry::number;
use crate::leaders::lane_of;

/// The maximum numbers of messages and of marks that are drawn individually.
const MAX_DRAWN: (usize, usize) = (1_500, 600);
/// The width of a bar, in pixels.
const BAR_PX: f64 = 3.0;
/// The height of the highest bar as a share of the lane distance.
const MAX_BAR_SHARE: f64 = 0.42;

/// Whether the visible time range has too much in it to draw individually.
#[must_use]
pub fn is_dense(timeline: &Timeline, chart: &Chart) -> bool {
    let (from, to) = (timeline.count_at(chart.from()), timeline.count_at(chart.drawn_to()));
    let count = |kind: &EventKind| timeline.index().count(*kind, to) - timeline.index().count(*kind, from);
    let messages =
        timeline.message_span_count_at(chart.drawn_to()) - timeline.message_span_count_at(chart.from());
    let transfers = timeline.transfer_count_at(chart.drawn_to()) - timeline.transfer_count_at(chart.from());
    let has_lanes = chart.lanes.client_lanes > 0;
    let client_only = if has_lanes { CLIENT_ONLY_EVENTS } else { &[] };
    // Each request of a client away from leaders is one or two lines.
    let is_away = has_lanes && timeline.clients().iter().any(is_away);
    let requests = if is_away { 2 * count(&EventKind::RequestSent) } else { 0 };
    messages + transfers + requests > MAX_DRAWN.0
        || NOTABLE.iter().chain(client_only).map(count).sum::<usize>() > MAX_DRAWN.1
}

/// The delivery count of each bar of a lane.
type BarCounts = Vec<u32>;

/// The bars and dots of all lanes, as SVG paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Density {
    /// The bars of each lane.
    pub bars: Vec<String>,
    /// The dots of conflicts.
    pub conflicts: String,
    /// The dots of lost writes.
    pub lost: String,
}

impl Density {
    /// The plot of the visible time range.
    #[must_use]
    pub fn new(timeline: &Timeline, chart: &Chart) -> Self {
        let bars = deliveries(timeline, chart);
        let max_count = bars.iter().flatten().copied().max().unwrap_or(0).max(1);
        let path = |(lane, bars): (usize, &BarCounts)| bar_path(chart, lane, bars, max_count);
        Self {
            bars: bars.iter().enumerate().map(path).collect(),
            conflicts: problem_dots(timeline, chart, EventKind::Conflict),
            lost: problem_dots(timeline, chart, EventKind::WriteLost),
        }
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
fn deliveries(timeline: &Timeline, chart: &Chart) -> Vec<BarCounts> {
    let start = |bar: usize| Micros(chart.time.time_at((bar as f64).mul_add(BAR_PX, chart.lanes.left())));
    let bars = 0..zero_bars(chart).len();
    let lane =
        |id| bars.clone().map(|bar| timeline.arrivals(id, start(bar), start(bar + 1)) as u32).collect();
    timeline.all_leaders().iter().map(|id| lane(*id)).collect()
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
fn problem_dots(timeline: &Timeline, chart: &Chart, kind: EventKind) -> String {
    let (from, to) = (timeline.count_at(chart.from()), timeline.count_at(chart.drawn_to()));
    let mut lanes = vec![zero_bars(chart); timeline.all_leaders().len()];
    for record in timeline.index().range(kind, from, to).filter_map(|number| timeline.records().get(number)) {
        if let Some(leader) = record.event.leader()
            && let Some(bar) = bar_at(chart, record.at)
            && let Some(count) = lanes.get_mut(lane_of(timeline, leader)).and_then(|bars| bars.get_mut(bar))
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
    dots.collect()
}
