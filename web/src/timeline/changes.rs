//! What concerns links or the whole run, as signs above the lanes: cuts and their healing, changes of topology,
//! of policy and of links, clocks that are set, and commands that did nothing.

use analysis::{Affected, CONFIGURATION_CHANGES, ChangeKind, configuration_change};
use player::{Micros, Selection};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::curve::SCISSORS;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::roving_focus::{choosing, relation_name};

/// How large the ground of a sign is.
const RADIUS_PX: f64 = 8.0;
/// Signs nearer to each other than this, in pixels, are one.
const APART_PX: f64 = 18.0;
/// A text beside a sign has room where the next sign is so far off, in pixels.
const WITH_TEXT_PX: f64 = 72.0;
/// So many sentences of one sign are told; of more, how many they are.
const MAX_TOLD: usize = 3;

/// The kind's name in the style sheet.
fn name(kind: ChangeKind) -> &'static str {
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

/// What stands beside the sign.
fn text(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "did nothing",
        ChangeKind::Clock => "clock set",
        other => name(other),
    }
}

/// The sign, around the origin.
fn path(kind: ChangeKind) -> &'static str {
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

/// Which lanes are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// None: nothing was done.
    Nothing,
    /// From the first to the last of these.
    Between(usize, usize),
    All,
}

impl Reach {
    /// What two changes concern together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, reach) | (reach, Self::Nothing) => reach,
            (Self::Between(top, foot), Self::Between(first, last)) => {
                Self::Between(top.min(first), foot.max(last))
            }
            _ => Self::All,
        }
    }
}

/// What has one sign.
struct Change {
    kind: ChangeKind,
    at: Micros,
    /// The records, the one that gives the sign first.
    numbers: Vec<usize>,
    reach: Reach,
}

/// The signs of the stretch that is shown.
pub fn changes(view: &View, dispatch: &Dispatcher, chart: &Chart) -> Html {
    let all = changes_in(view, chart);
    let ends = all.iter().skip(1).map(|next| chart.x(next.at)).chain([chart.lanes.width]);
    let drawn = all.iter().zip(ends).map(|(change, end)| draw(view, dispatch, chart, change, end));
    html! { <g class="changes">{ for drawn }</g> }
}

/// What was changed in the stretch, in order; what lies too close for signs of its own is put together.
fn changes_in(view: &View, chart: &Chart) -> Vec<Change> {
    let timeline = view.timeline();
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.to()));
    let numbers = timeline.index().next(CONFIGURATION_CHANGES, from).take_while(|number| *number < to);
    let mut all: Vec<Change> = Vec::new();
    for number in numbers {
        let Some(record) = timeline.records().get(number) else {
            continue;
        };
        let Some(change) = configuration_change(&record.event) else {
            continue;
        };
        let (kind, reach) = (change.kind, reach_of(view, change.affected));
        match all.last_mut().filter(|last| chart.x(record.at) - chart.x(last.at) < APART_PX) {
            Some(last) => last.take_in(number, kind, reach),
            None => all.push(Change { kind, at: record.at, numbers: vec![number], reach }),
        }
    }
    all
}

impl Change {
    fn take_in(&mut self, number: usize, kind: ChangeKind, reach: Reach) {
        self.reach = self.reach.and(reach);
        if kind < self.kind {
            self.kind = kind;
            self.numbers.insert(0, number);
        } else {
            self.numbers.push(number);
        }
    }
}

/// The lanes that something concerns.
fn reach_of(view: &View, affected: Affected) -> Reach {
    match affected {
        Affected::Nobody => Reach::Nothing,
        Affected::Leader(leader) => Reach::Between(view.lane(leader), view.lane(leader)),
        Affected::Link(link) => {
            let (one, other) = (view.lane(link.from), view.lane(link.to));
            Reach::Between(one.min(other), one.max(other))
        }
        Affected::Everyone => Reach::All,
    }
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, change: &Change, end: f64) -> Html {
    let (x, y) = (chart.x(change.at), chart.lanes.run_marks_y());
    let number_of_it = change.numbers.first().copied().unwrap_or_default();
    let at = view.timeline().records().get(number_of_it).map_or(change.at, |record| record.at);
    let selection = Selection::Event(number_of_it);
    let selected = view.selection() == selection;
    let relation = view.causality().and_then(|causality| causality.of(number_of_it)).map(relation_name);
    let (onpointerdown, onkeydown) = choosing(dispatch, at, selection);
    html! {
        <g
            key={number_of_it} class="change" data-kind={name(change.kind)} data-relation={relation} data-selected={selected.then_some("")}
            data-lane="-1" data-at={at.0.to_string()} role="button" tabindex="-1" aria-pressed={selected.to_string()}
            aria-label={spoken(view, at, change)} {onpointerdown} {onkeydown}
        >
            { stem(chart, change) }
            <circle class="ground" cx={number(x)} cy={number(y)} r={number(RADIUS_PX)} />
            <path class="sign" transform={format!("translate({} {})", number(x), number(y))} d={path(change.kind)} />
            <text x={number(x + 12.0)} y={number(y + 4.0)}>{ if end - x < WITH_TEXT_PX { "" } else { text(change.kind) } }</text>
        </g>
    }
}

/// The line down to the lanes that are concerned, stronger across these; none where nothing was done.
fn stem(chart: &Chart, change: &Change) -> Html {
    let lanes = chart.lanes;
    let (first, last) = match change.reach {
        Reach::Nothing => return html! { <g></g> },
        Reach::Between(first, last) => (first, last),
        Reach::All => (0, lanes.count.saturating_sub(1)),
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

/// What was changed, and when.
fn spoken(view: &View, at: Micros, change: &Change) -> String {
    let told = change.numbers.iter().take(MAX_TOLD).map(|it| view.describe_record(*it));
    let told = told.collect::<Vec<_>>().join(" ");
    match change.numbers.len().saturating_sub(MAX_TOLD) {
        0 => format!("{at}: {told}"),
        more => format!("{at}: {told} And {more} more."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_nothing_takes_nothing_from_what_a_sign_concerns() {
        let cut = Reach::Between(1, 2);
        assert_eq!(Reach::Nothing.and(cut), cut);
        assert_eq!(cut.and(Reach::Nothing), cut);
        assert_eq!(cut.and(Reach::Between(0, 1)), Reach::Between(0, 2));
        assert_eq!(Reach::All.and(cut), Reach::All);
        assert_eq!(Reach::Nothing.and(Reach::Nothing), Reach::Nothing);
    }
}
