//! Event marks on the leader lanes: writes, reads, conflicts, merges, lost writes, apply errors, homes,
//! crashes, leaves.

use figure::diagram::{Chart, Mark, TEXT_ABOVE_PX, marks_in, text_centre};
use player::Selection;
use replication::Micros;
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::roving_focus::{relation_name, select_handlers};

/// The marks in the visible time range.
pub fn marks<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    let marks = marks_in(view.timeline(), chart, |client| view.client_name(client));
    marks.into_iter().map(|mark| draw(view, dispatch, chart, &mark))
}

fn draw(view: &View, dispatch: &Dispatcher, chart: &Chart, mark: &Mark) -> Html {
    let (index, lane) = (mark.number, view.lane(mark.lane));
    let (x, y) = (chart.x(mark.at), chart.lanes.y(lane));
    let colours = colours_of(view, mark.origin);
    let selection = Selection::Event(index);
    let relation = view.causality().and_then(|causality| causality.of(index)).map(relation_name);
    let selected = view.selection() == selection;
    let (onpointerdown, onkeydown) = select_handlers(dispatch, mark.at, selection);
    html! {
        <g
            key={index} class="mark" data-kind={mark.kind.name()} data-leader={colours.leader} data-pattern={colours.pattern}
            data-relation={relation} data-selected={selected.then_some("")} data-lane={lane.to_string()} data-at={mark.at.0.to_string()} data-record={index.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={accessible_name(view, mark.at, index, &mark.text)}
            {onpointerdown} {onkeydown}
        >
            <path class="shape" transform={format!("translate({} {})", number(x), number(y))} d={mark.kind.outline()} />
            <text x={number(text_centre(chart, x, &mark.text))} y={number(y - TEXT_ABOVE_PX)}>{ &mark.text }</text>
        </g>
    }
}

/// The time and the event. It includes the visible text over the mark, so that speech input finds it.
fn accessible_name(view: &View, at: Micros, index: usize, text: &str) -> String {
    let sentence = format!("{at}: {}", view.describe_record(index));
    if sentence.contains(text) { sentence } else { format!("{text}, {sentence}") }
}
