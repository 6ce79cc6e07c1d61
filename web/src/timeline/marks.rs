//! What happened, as marks on the lanes: writes, reads, conflicts, merges, losses, misfits, homes, crashes.

use explain::describe_record;
use player::{Action, Selection};
use replication::{Dot, Event, Handled, LeaderId, Micros, Operation, Record, WhyWaiting, Write};
use timeline::Sign;
use yew::prelude::*;

use crate::parts::{colours_of, shown};
use crate::scene::number;
use crate::store::View;
use crate::timeline::chart::Chart;
use crate::timeline::stops::{choosing, relation_name};

/// The records that may have a mark.
pub const MARKED: &[Sign] = &[
    Sign::Accepted,
    Sign::Read,
    Sign::Refused,
    Sign::Conflict,
    Sign::Lost,
    Sign::Leader,
    Sign::Merged,
    Sign::MergeFailed,
    Sign::Misfit,
    Sign::Waits,
    Sign::Assigned,
];
/// How many letters of a value stand over its mark.
const MAX_LETTERS: usize = 14;

/// About how wide a letter of such a text is, in pixels.
const LETTER_PX: f64 = 7.0;

/// What a mark is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Write,
    Read,
    Refused,
    Conflict,
    Lost,
    Crash,
    Restart,
    Merged,
    MergeFailed,
    Misfit,
    Waits,
    Assigned,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Read => "read",
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::Lost => "lost",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::Merged => "merged",
            Self::MergeFailed => "merge-failed",
            Self::Misfit => "misfit",
            Self::Waits => "waits",
            Self::Assigned => "assigned",
        }
    }
}

struct Mark {
    kind: Kind,
    lane: LeaderId,
    /// Whose colour it has.
    origin: LeaderId,
    text: String,
}

/// The marks.
pub fn marks<'a>(
    view: &'a View,
    dispatch: &'a Callback<Action>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    let timeline = view.timeline();
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.to()));
    let numbers = timeline.index().next(MARKED, from).take_while(|number| *number < to);
    let mark = |number: usize| Some((number, mark_of(view, number, timeline.records().get(number)?)?));
    let mut shown: Vec<(usize, Mark)> = numbers.filter_map(mark).collect();
    clear_texts(view, chart, &mut shown);
    shown.into_iter().filter_map(|(index, mark)| {
        let record = view.timeline().records().get(index)?;
        Some(draw(view, dispatch, chart, record, index, &mark))
    })
}

/// Takes away texts that would stand on others of their lane. What changes data is named before what reads
/// it.
fn clear_texts(view: &View, chart: &Chart, marks: &mut [(usize, Mark)]) {
    let mut taken: Vec<(LeaderId, f64, f64)> = Vec::new();
    for reads in [false, true] {
        for (index, mark) in marks.iter_mut().filter(|(_, mark)| (mark.kind == Kind::Read) == reads) {
            let half = mark.text.chars().count() as f64 * LETTER_PX / 2.0;
            let x = chart.x(view.timeline().records().get(*index).map_or(Micros::ZERO, |record| record.at));
            let free =
                taken.iter().all(|(lane, from, to)| *lane != mark.lane || x + half < *from || x - half > *to);
            if free {
                taken.push((mark.lane, x - half, x + half));
            } else {
                mark.text.clear();
            }
        }
    }
}

fn mark_of(view: &View, index: usize, record: &Record) -> Option<Mark> {
    let mark = |kind, lane: LeaderId, origin: LeaderId, text: String| Some(Mark { kind, lane, origin, text });
    match &record.event {
        Event::Accepted { leader, write, .. } => {
            mark(Kind::Write, *leader, *leader, shortened(&asked_for(write)))
        }
        Event::Answered { leader, client, .. } => {
            let name = view
                .world()
                .clients
                .get(client)
                .map_or_else(|| client.to_string(), |client| client.name.clone());
            mark(Kind::Read, *leader, *leader, format!("{name} reads"))
        }
        Event::Applied { leader, write, via, kept, gone, reading } => {
            if settled_next(view, index) {
                return None;
            }
            if reading.is_none() && kept.len() > 1 && kept.contains(&write.dot) {
                return mark(Kind::Conflict, *leader, write.dot.leader, format!("{} siblings", kept.len()));
            }
            let by = view.timeline().writes().get(&write.dot);
            let had_seen = |dot: &Dot| by.is_some_and(|by| by.saw.contains(dot));
            let lost = gone.iter().map(|(dot, _)| dot).filter(|dot| !had_seen(dot)).find(|dot| {
                let first = view.timeline().writes().get(*dot).and_then(|write| write.first_loss.as_ref());
                first.is_some_and(|(first, ..)| *first == index)
            })?;
            let same_place = via.is_none().then(String::new);
            mark(Kind::Lost, *leader, lost.leader, same_place.unwrap_or_else(|| "lost".into()))
        }
        Event::Crashed(leader) => mark(Kind::Crash, *leader, *leader, "down".into()),
        Event::Restarted(leader) => mark(Kind::Restart, *leader, *leader, "up".into()),
        other => mark_apart(other),
    }
}

/// Whether a leader tries at once to merge what it has just applied: then that is what there is to be seen.
fn settled_next(view: &View, index: usize) -> bool {
    let next = view.timeline().records().get(index + 1);
    next.is_some_and(|next| matches!(next.event, Event::Merged { .. } | Event::MergeFailed { .. }))
}

/// The marks of what is more than plain replication.
fn mark_apart(event: &Event) -> Option<Mark> {
    let (kind, lane, origin, text) = match event {
        Event::Merged { leader, write, .. } => {
            (Kind::Merged, *leader, *leader, shortened(&shown(write.value())))
        }
        Event::MergeFailed { leader, .. } => (Kind::MergeFailed, *leader, *leader, "merge failed".into()),
        Event::Misfits { leader, dot, handled, .. } => {
            let text = match handled {
                Handled::Skipped => "skipped",
                Handled::Upserted => "put",
                Handled::Waits => "waits",
                Handled::StopsLink => "stops",
            };
            (Kind::Misfit, *leader, dot.leader, text.into())
        }
        // One that does not fit has a mark of its own already.
        Event::Waits { leader, dot, why: WhyWaiting::Dependencies } => {
            (Kind::Waits, *leader, dot.leader, "waits".into())
        }
        Event::Refused { leader, .. } => (Kind::Refused, *leader, *leader, "refused".into()),
        Event::Assigned { leader, home, .. } => {
            let text = if leader == home { "home".into() } else { String::new() };
            (Kind::Assigned, *leader, *home, text)
        }
        _ => return None,
    };
    Some(Mark { kind, lane, origin, text })
}

/// What a write asked for, as briefly as can be.
fn asked_for(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ {item}"),
        Operation::Remove(item) => format!("− {item}"),
        _ => write.value().map_or_else(|| "delete".into(), ToString::to_string),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_LETTERS {
        return text.into();
    }
    text.chars().take(MAX_LETTERS - 1).chain(['…']).collect()
}

fn draw(
    view: &View,
    dispatch: &Callback<Action>,
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
    let (onpointerdown, onkeydown) = choosing(dispatch, record.at, selection);
    html! {
        <g
            key={index} class="mark" data-kind={mark.kind.name()} data-leader={colours.leader} data-pattern={colours.pattern}
            data-relation={relation} data-selected={selected.then_some("")} data-lane={lane.to_string()} data-at={record.at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={spoken(view, record.at, index, &mark.text)}
            {onpointerdown} {onkeydown}
        >
            { shape(mark.kind, x, y) }
            <text x={number(x)} y={number(y - 14.0)}>{ &mark.text }</text>
        </g>
    }
}

/// What happened, and when. What stands over the mark is part of it, so that it can be asked for by that.
fn spoken(view: &View, at: Micros, index: usize, text: &str) -> String {
    let sentence = format!("{at}: {}", describe_record(view.timeline(), view.world(), index));
    if sentence.contains(text) { sentence } else { format!("{text}, {sentence}") }
}

fn shape(kind: Kind, x: f64, y: f64) -> Html {
    match kind {
        Kind::Write => {
            html! { <rect class="shape" x={number(x - 6.0)} y={number(y - 6.0)} width="12" height="12" rx="2.5" /> }
        }
        Kind::Read => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="5.5" /> },
        Kind::Conflict | Kind::Lost => {
            html! { <path class="shape" d={format!("M{} {}l8 8l-8 8l-8 -8z", number(x), number(y - 8.0))} /> }
        }
        Kind::Merged => {
            html! { <path class="shape" d={format!("M{} {}l7 12h-14z", number(x), number(y - 7.0))} /> }
        }
        Kind::MergeFailed | Kind::Misfit | Kind::Refused => {
            html! { <path class="shape" d={format!("M{} {}l10 10m0 -10l-10 10", number(x - 5.0), number(y - 5.0))} /> }
        }
        Kind::Waits => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="4.5" /> },
        Kind::Assigned => {
            html! { <path class="shape" d={format!("M{} {}l7 6v6h-14v-6z", number(x), number(y - 7.0))} /> }
        }
        Kind::Crash | Kind::Restart => {
            html! { <rect class="shape" x={number(x - 3.0)} y={number(y - 7.0)} width="6" height="14" rx="2" /> }
        }
    }
}
