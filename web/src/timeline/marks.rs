//! Event marks on the leader lanes: writes, reads, conflicts, merges, lost writes, apply errors, homes,
//! crashes, leaves.

use analysis::{NOTABLE, NotableEvent, NotableKind, notable_event};
use explain::shown_value;
use player::Selection;
use replication::{FailureAction, LeaderId, Micros, Operation, Record, Value, Write, shortened};
use yew::prelude::*;

use crate::components::{colours_of, display_value};
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::roving_focus::{relation_name, select_handlers};

/// The maximum length of the text over a mark, in characters.
const MAX_TEXT_CHARS: usize = 14;

/// The approximate width of a character, in pixels.
const CHAR_PX: f64 = 7.0;

/// The kind of a mark, which determines its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkKind {
    Write,
    Read,
    Refused,
    Conflict,
    Discarded,
    Lost,
    Crash,
    Restart,
    Leaving,
    Left,
    GaveUp,
    Merged,
    MergeFailed,
    Inapplicable,
    Waits,
    Assigned,
}

impl MarkKind {
    fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Read => "read",
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::Discarded => "discarded",
            Self::Lost => "lost",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::GaveUp => "gave-up",
            Self::Merged => "merged",
            Self::MergeFailed => "merge-failed",
            Self::Inapplicable => "misfit",
            Self::Waits => "waits",
            Self::Assigned => "assigned",
        }
    }
}

struct Mark {
    kind: MarkKind,
    lane: LeaderId,
    /// The leader that gives the mark its colour.
    origin: LeaderId,
    text: String,
}

/// The marks in the visible time range.
pub fn marks<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    let timeline = view.timeline();
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    let numbers = timeline.index().next(NOTABLE, from).take_while(|number| *number < to);
    let mark = |number: usize| Some((number, mark_of(view, &notable_event(timeline, number)?)));
    let mut shown: Vec<(usize, Mark)> = numbers.filter_map(mark).collect();
    hide_overlapping_texts(view, chart, &mut shown);
    shown.into_iter().filter_map(|(index, mark)| {
        let record = view.timeline().records().get(index)?;
        Some(draw(view, dispatch, chart, &record, index, &mark))
    })
}

/// Clears texts that would overlap others on their lane. Writes keep theirs before reads do.
fn hide_overlapping_texts(view: &View, chart: &Chart, marks: &mut [(usize, Mark)]) {
    let mut taken: Vec<(LeaderId, f64, f64)> = Vec::new();
    for reads in [false, true] {
        for (index, mark) in marks.iter_mut().filter(|(_, mark)| (mark.kind == MarkKind::Read) == reads) {
            let half = half_width(&mark.text);
            let at = view.timeline().records().get(*index).map_or(Micros::ZERO, |record| record.at);
            let x = text_centre(chart, chart.x(at), &mark.text);
            let has_room =
                taken.iter().all(|(lane, from, to)| *lane != mark.lane || x + half < *from || x - half > *to);
            if has_room {
                taken.push((mark.lane, x - half, x + half));
            } else {
                mark.text.clear();
            }
        }
    }
}

fn half_width(text: &str) -> f64 {
    text.chars().count() as f64 * CHAR_PX / 2.0
}

/// Where the text over a mark at `x` is centred: over the mark, unless the name of the lane would cover its beginning.
fn text_centre(chart: &Chart, x: f64, text: &str) -> f64 {
    x.max(chart.lanes.left() + half_width(text))
}

fn mark_of(view: &View, event: &NotableEvent) -> Mark {
    let (kind, text) = match &event.kind {
        NotableKind::Write(write) => {
            (MarkKind::Write, shortened(&operation_text(write), MAX_TEXT_CHARS).into())
        }
        NotableKind::Read(client) => {
            (MarkKind::Read, format!("{} reads", shortened(&view.client_name(*client), MAX_TEXT_CHARS)))
        }
        NotableKind::Refused => (MarkKind::Refused, "refused".into()),
        NotableKind::Unanswered => (MarkKind::Refused, "no answer".into()),
        NotableKind::Siblings(count) => (MarkKind::Conflict, format!("{count} siblings")),
        // At the accepting leader, the mark of the write has the text.
        NotableKind::Lost { by_remote, comes_back, .. } => {
            let (kind, text) =
                if *comes_back { (MarkKind::Discarded, "discarded") } else { (MarkKind::Lost, "lost") };
            (kind, if *by_remote { text.into() } else { String::new() })
        }
        NotableKind::Crash => (MarkKind::Crash, "down".into()),
        NotableKind::Restart => (MarkKind::Restart, "up".into()),
        NotableKind::Draining => (MarkKind::Leaving, "leaving".into()),
        NotableKind::Left => (MarkKind::Left, "left".into()),
        NotableKind::GaveUp(dot) => (MarkKind::GaveUp, format!("gave up {dot}")),
        NotableKind::Merged(value) => {
            (MarkKind::Merged, shortened(&reading_text(value.as_ref()), MAX_TEXT_CHARS).into())
        }
        NotableKind::MergeFailed => (MarkKind::MergeFailed, "merge failed".into()),
        NotableKind::Inapplicable(action) => (MarkKind::Inapplicable, failure_text(*action).into()),
        NotableKind::WaitsForDependencies => (MarkKind::Waits, "waits".into()),
        NotableKind::HomeAssigned(home) => {
            (MarkKind::Assigned, if *home == event.leader { "home".into() } else { String::new() })
        }
    };
    Mark { kind, lane: event.leader, origin: event.origin, text }
}

/// The handling of a write that cannot be applied.
fn failure_text(action: FailureAction) -> &'static str {
    match action {
        FailureAction::Skipped => "skipped",
        FailureAction::Upserted => "upserted",
        FailureAction::Buffered => "waits",
        FailureAction::BlockedLink => "blocks",
    }
}

/// The operation of a write, in short form.
/// What a merge made, as the text over its mark.
fn reading_text(value: Option<&Value>) -> String {
    value.map_or_else(|| display_value(None), shown_value)
}

fn operation_text(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ {}", shown_value(item)),
        Operation::Remove(item) => format!("− {}", shown_value(item)),
        _ => write.value().map_or_else(|| "delete".into(), shown_value),
    }
}

fn draw(
    view: &View,
    dispatch: &Dispatcher,
    chart: &Chart,
    record: &Record,
    index: usize,
    mark: &Mark,
) -> Html {
    let lane = view.lane(mark.lane);
    let (x, y) = (chart.x(record.at), chart.lanes.y(lane));
    let colours = colours_of(view, mark.origin);
    let selection = Selection::Event(index);
    let relation = view.causality().and_then(|causality| causality.of(index)).map(relation_name);
    let selected = view.selection() == selection;
    let (onpointerdown, onkeydown) = select_handlers(dispatch, record.at, selection);
    html! {
        <g
            key={index} class="mark" data-kind={mark.kind.name()} data-leader={colours.leader} data-pattern={colours.pattern}
            data-relation={relation} data-selected={selected.then_some("")} data-lane={lane.to_string()} data-at={record.at.0.to_string()} data-record={index.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={accessible_name(view, record.at, index, &mark.text)}
            {onpointerdown} {onkeydown}
        >
            { shape(mark.kind, x, y) }
            <text x={number(text_centre(chart, x, &mark.text))} y={number(y - 14.0)}>{ &mark.text }</text>
        </g>
    }
}

/// The time and the event. It includes the visible text over the mark, so that speech input finds it.
fn accessible_name(view: &View, at: Micros, index: usize, text: &str) -> String {
    let sentence = format!("{at}: {}", view.describe_record(index));
    if sentence.contains(text) { sentence } else { format!("{text}, {sentence}") }
}

fn shape(kind: MarkKind, x: f64, y: f64) -> Html {
    match kind {
        MarkKind::Write => {
            html! { <rect class="shape" x={number(x - 6.0)} y={number(y - 6.0)} width="12" height="12" rx="2.5" /> }
        }
        MarkKind::Read => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="5.5" /> },
        MarkKind::Conflict | MarkKind::Discarded | MarkKind::Lost => {
            html! { <path class="shape" d={format!("M{} {}l8 8l-8 8l-8 -8z", number(x), number(y - 8.0))} /> }
        }
        MarkKind::Merged => {
            html! { <path class="shape" d={format!("M{} {}l7 12h-14z", number(x), number(y - 7.0))} /> }
        }
        MarkKind::MergeFailed | MarkKind::Inapplicable | MarkKind::Refused => {
            html! { <path class="shape" d={format!("M{} {}l10 10m0 -10l-10 10", number(x - 5.0), number(y - 5.0))} /> }
        }
        MarkKind::Leaving | MarkKind::Left | MarkKind::GaveUp => {
            html! { <path class="shape" d={format!("M{} {}h7l5 5.5l-5 5.5h-7z", number(x - 6.0), number(y - 5.5))} /> }
        }
        MarkKind::Waits => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="4.5" /> },
        MarkKind::Assigned => {
            html! { <path class="shape" d={format!("M{} {}l7 6v6h-14v-6z", number(x), number(y - 7.0))} /> }
        }
        MarkKind::Crash | MarkKind::Restart => {
            html! { <rect class="shape" x={number(x - 3.0)} y={number(y - 7.0)} width="6" height="14" rx="2" /> }
        }
    }
}
