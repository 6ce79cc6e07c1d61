//! Configuration changes as icons above the lanes: cuts and heals, changes of topology, policy, links and
//! clocks, and commands without effect.

use analysis::ChangeKind;
use figure::diagram::{Change, Chart, ICON_RADIUS_PX, caption, captions_fit, changes_in, icon_path};
use player::{Micros, Selection};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::roving_focus::{relation_name, select_handlers};

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

/// The icons in the visible time range.
pub fn changes(view: &View, dispatch: &Dispatcher, chart: &Chart) -> Html {
    let all = changes_in(view.timeline(), chart);
    let fits = captions_fit(&all, chart);
    let drawn = all.iter().zip(fits).map(|(change, fits)| draw(view, dispatch, chart, change, fits));
    html! { <g class="changes">{ for drawn }</g> }
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, change: &Change, caption_fits: bool) -> Html {
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
            <circle class="ground" cx={number(x)} cy={number(y)} r={number(ICON_RADIUS_PX)} />
            <path class="sign" transform={format!("translate({} {})", number(x), number(y))} d={icon_path(change.kind)} />
            <text x={number(x + 12.0)} y={number(y + 4.0)}>{ if caption_fits { caption(change.kind) } else { "" } }</text>
        </g>
    }
}

/// The line from the icon down to the affected lanes, stronger across them; none without effect.
fn stem(chart: &Chart, change: &Change) -> Html {
    let lanes = chart.lanes;
    let Some((first, last)) = change.lanes(lanes.count) else {
        return html! { <g></g> };
    };
    let (x, top) = (number(chart.x(change.at)), lanes.run_marks_y() + ICON_RADIUS_PX);
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
