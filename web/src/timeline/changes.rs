//! Configuration changes as icons above the lanes: cuts and heals, changes of topology, policy, links and
//! clocks, and commands without effect.

use analysis::{Affected, CONFIGURATION_CHANGES, ChangeKind, configuration_change};
use player::{Micros, Selection};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::curve::SCISSORS;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::roving_focus::{relation_name, select_handlers};

/// The radius of an icon's background.
const RADIUS_PX: f64 = 8.0;
/// Icons closer together than this are merged, in pixels.
const MIN_GAP_PX: f64 = 18.0;
/// A caption needs this much room before the next icon, in pixels.
const MIN_TEXT_GAP_PX: f64 = 72.0;
/// The accessible name lists at most this many changes, then counts the others.
const MAX_LISTED: usize = 3;

/// The value of `data-kind` in the style sheet.
fn css_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "ignored",
        ChangeKind::Cut => "cut",
        ChangeKind::Healed => "healed",
        ChangeKind::Topology => "topology",
        ChangeKind::Policy => "policy",
        ChangeKind::Links => "links",
        ChangeKind::Clock => "clock",
        ChangeKind::Moved => "moved",
    }
}

/// The caption beside the icon.
fn caption(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "no effect",
        ChangeKind::Clock => "clock set",
        other => css_name(other),
    }
}

/// The path of the icon, centred on the origin.
fn icon_path(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "M4.2-4.2A6 6 0 1 0-4.2 4.2 6 6 0 0 0 4.2-4.2zM-4.2 4.2 4.2-4.2",
        ChangeKind::Cut => SCISSORS,
        ChangeKind::Healed => "M-5.5.5l3.5 3.5 7-8",
        ChangeKind::Topology => "M-5 4.5 0-5 5 4.5z",
        ChangeKind::Policy => "M0-6 5.5-3.5V.5C5.5 3.5 3 5.5 0 6.5-3 5.5-5.5 3.5-5.5.5v-4z",
        ChangeKind::Links => "M-6-3H6M-6 3H6M-2-5.5v5M2 .5v5",
        ChangeKind::Clock => "M0-6A6 6 0 1 0 0 6 6 6 0 0 0 0-6zM0-3V0L2.5 1.8",
        ChangeKind::Moved => "M-6 0H6M0-6V6M-4-2-6 0-4 2M4-2 6 0 4 2M-2-4 0-6 2-4M-2 4 0 6 2 4",
    }
}

/// The lanes that a change affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneSpan {
    /// No lane: the command had no effect.
    Empty,
    /// The lanes from the first to the last index, inclusive.
    Between(usize, usize),
    /// Every lane.
    All,
}

impl LaneSpan {
    /// The smallest span that covers both.
    fn union(self, other: Self) -> Self {
        match (self, other) {
            (Self::Empty, span) | (span, Self::Empty) => span,
            (Self::Between(top, foot), Self::Between(first, last)) => {
                Self::Between(top.min(first), foot.max(last))
            }
            _ => Self::All,
        }
    }
}

/// The changes behind one icon.
struct Change {
    kind: ChangeKind,
    at: Micros,
    /// The record numbers; the first determines the icon.
    numbers: Vec<usize>,
    lanes: LaneSpan,
}

/// The icons in the visible time range.
pub fn changes(view: &View, dispatch: &Dispatcher, chart: &Chart) -> Html {
    let all = changes_in(view, chart);
    let ends = all.iter().skip(1).map(|next| chart.x(next.at)).chain([chart.lanes.width]);
    let drawn = all.iter().zip(ends).map(|(change, end)| draw(view, dispatch, chart, change, end));
    html! { <g class="changes">{ for drawn }</g> }
}

/// The changes in the visible time range, by time; those too close together are merged.
fn changes_in(view: &View, chart: &Chart) -> Vec<Change> {
    let timeline = view.timeline();
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    let numbers = timeline.index().next(CONFIGURATION_CHANGES, from).take_while(|number| *number < to);
    let mut all: Vec<Change> = Vec::new();
    for number in numbers {
        let Some(record) = timeline.records().get(number) else {
            continue;
        };
        let Some(change) = configuration_change(&record.event) else {
            continue;
        };
        let (kind, lanes) = (change.kind, affected_lanes(view, change.affected));
        match all.last_mut().filter(|last| chart.x(record.at) - chart.x(last.at) < MIN_GAP_PX) {
            Some(last) => last.absorb(number, kind, lanes),
            None => all.push(Change { kind, at: record.at, numbers: vec![number], lanes }),
        }
    }
    all
}

impl Change {
    fn absorb(&mut self, number: usize, kind: ChangeKind, lanes: LaneSpan) {
        self.lanes = self.lanes.union(lanes);
        if kind < self.kind {
            self.kind = kind;
            self.numbers.insert(0, number);
        } else {
            self.numbers.push(number);
        }
    }
}

/// The lanes that a change affects.
fn affected_lanes(view: &View, affected: Affected) -> LaneSpan {
    match affected {
        Affected::Nobody => LaneSpan::Empty,
        Affected::Leader(leader) => LaneSpan::Between(view.lane(leader), view.lane(leader)),
        Affected::Link(link) => {
            let (one, other) = (view.lane(link.from), view.lane(link.to));
            LaneSpan::Between(one.min(other), one.max(other))
        }
        Affected::Everyone => LaneSpan::All,
    }
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, change: &Change, end: f64) -> Html {
    let (x, y) = (chart.x(change.at), chart.lanes.run_marks_y());
    let first_number = change.numbers.first().copied().unwrap_or_default();
    let at = view.timeline().records().get(first_number).map_or(change.at, |record| record.at);
    let selection = Selection::Event(first_number);
    let selected = view.selection() == selection;
    let relation = view.causality().and_then(|causality| causality.of(first_number)).map(relation_name);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, at, selection);
    html! {
        <g
            key={first_number} class="change" data-kind={css_name(change.kind)} data-relation={relation} data-selected={selected.then_some("")}
            data-lane="-1" data-at={at.0.to_string()} data-record={first_number.to_string()} role="button" tabindex="-1" aria-pressed={selected.to_string()}
            aria-label={accessible_name(view, at, change)} {onpointerdown} {onkeydown}
        >
            { stem(chart, change) }
            <circle class="ground" cx={number(x)} cy={number(y)} r={number(RADIUS_PX)} />
            <path class="sign" transform={format!("translate({} {})", number(x), number(y))} d={icon_path(change.kind)} />
            <text x={number(x + 12.0)} y={number(y + 4.0)}>{ if end - x < MIN_TEXT_GAP_PX { "" } else { caption(change.kind) } }</text>
        </g>
    }
}

/// The line from the icon down to the affected lanes, stronger across them; none without effect.
fn stem(chart: &Chart, change: &Change) -> Html {
    let lanes = chart.lanes;
    let (first, last) = match change.lanes {
        LaneSpan::Empty => return html! { <g></g> },
        LaneSpan::Between(first, last) => (first, last),
        LaneSpan::All => (0, lanes.count.saturating_sub(1)),
    };
    let (x, top) = (number(chart.x(change.at)), lanes.run_marks_y() + RADIUS_PX);
    let (first, last) = (lanes.y(first), lanes.y(last));
    html! {
        <g>
            <line class="stem" x1={x.clone()} x2={x.clone()} y1={number(top)} y2={number(first)} />
            <line class="across" x1={x.clone()} x2={x} y1={number(first)} y2={number(last)} />
        </g>
    }
}

/// The time and the description of each change.
fn accessible_name(view: &View, at: Micros, change: &Change) -> String {
    let descriptions = change.numbers.iter().take(MAX_LISTED).map(|it| view.describe_record(*it));
    let descriptions = descriptions.collect::<Vec<_>>().join(" ");
    match change.numbers.len().saturating_sub(MAX_LISTED) {
        0 => format!("{at}: {descriptions}"),
        more => format!("{at}: {descriptions} And {more} more."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_change_does_not_shrink_the_lane_span() {
        let cut = LaneSpan::Between(1, 2);
        assert_eq!(LaneSpan::Empty.union(cut), cut);
        assert_eq!(cut.union(LaneSpan::Empty), cut);
        assert_eq!(cut.union(LaneSpan::Between(0, 1)), LaneSpan::Between(0, 2));
        assert_eq!(LaneSpan::All.union(cut), LaneSpan::All);
        assert_eq!(LaneSpan::Empty.union(LaneSpan::Empty), LaneSpan::Empty);
    }
}
