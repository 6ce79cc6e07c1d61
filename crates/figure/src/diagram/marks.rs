//! Event marks on the leader lanes: writes, reads, conflicts, merges, lost writes, apply errors, homes, crashes, leaves.

use analysis::{NOTABLE, NotableEvent, NotableKind, notable_event};
use explain::{describe_reading, shown_value};
use replication::{ClientId, FailureAction, LeaderId, Micros, Operation, Value, Write, shortened};
use timeline::Timeline;

use super::chart::Chart;

/// The maximum length of the text over a mark, in characters.
const MAX_TEXT_CHARS: usize = 14;

/// The approximate width of a character, in pixels.
const CHAR_PX: f64 = 7.0;

/// How far above its mark the base line of a text is, in pixels.
pub const TEXT_ABOVE_PX: f64 = 14.0;

/// The kind of a mark, which determines its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A write was accepted.
    Write,
    /// A read was answered.
    Read,
    /// A request was refused, or got no answer.
    Refused,
    /// A leader keeps siblings.
    Conflict,
    /// A write was discarded that comes back.
    Discarded,
    /// A write was lost.
    Lost,
    /// The leader went down.
    Crash,
    /// The leader is up again.
    Restart,
    /// The leader began to drain.
    Leaving,
    /// The leader left.
    Left,
    /// The leader gave up waiting for a write.
    GaveUp,
    /// Siblings were merged.
    Merged,
    /// The merge code failed.
    MergeFailed,
    /// A write could not be applied.
    Inapplicable,
    /// A write waits for its dependencies.
    Waits,
    /// A key has a new home.
    Assigned,
}

impl MarkKind {
    /// The value of `data-kind` in the style sheet.
    #[must_use]
    pub fn name(self) -> &'static str {
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

    /// Its outline around the origin, as an SVG path.
    #[must_use]
    pub fn outline(self) -> &'static str {
        match self {
            Self::Write => {
                "M-3.5-6h7a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-7a2.5 2.5 0 0 1-2.5-2.5v-7a2.5 2.5 0 0 1 2.5-2.5z"
            }
            Self::Read => "M5.5 0A5.5 5.5 0 1 1-5.5 0 5.5 5.5 0 1 1 5.5 0z",
            Self::Conflict | Self::Discarded | Self::Lost => "M0-8l8 8-8 8-8-8z",
            Self::Merged => "M0-7l7 12h-14z",
            Self::MergeFailed | Self::Inapplicable | Self::Refused => "M-5-5l10 10m0-10l-10 10",
            Self::Leaving | Self::Left | Self::GaveUp => "M-6-5.5h7l5 5.5-5 5.5h-7z",
            Self::Waits => "M4.5 0A4.5 4.5 0 1 1-4.5 0 4.5 4.5 0 1 1 4.5 0z",
            Self::Assigned => "M0-7l7 6v6h-14v-6z",
            Self::Crash | Self::Restart => {
                "M-1-7h2a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2z"
            }
        }
    }
}

/// An event on a leader's lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The number of its record.
    pub number: usize,
    /// When it happened.
    pub at: Micros,
    /// Its kind.
    pub kind: MarkKind,
    /// The leader on whose lane it is.
    pub lane: LeaderId,
    /// The leader that gives the mark its colour.
    pub origin: LeaderId,
    /// The text over it; empty if there is no room for it.
    pub text: String,
}

/// The marks in the visible time range, with the names of clients.
#[must_use]
pub fn marks_in(timeline: &Timeline, chart: &Chart, client_name: impl Fn(ClientId) -> String) -> Vec<Mark> {
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    let numbers = timeline.index().next(NOTABLE, from).take_while(|number| *number < to);
    let mark = |number: usize| {
        let event = notable_event(timeline, number)?;
        let (kind, text) = kind_and_text(&event, &client_name);
        let at = timeline.records().at(number)?;
        Some(Mark { number, at, kind, lane: event.leader, origin: event.origin, text })
    };
    let mut marks: Vec<Mark> = numbers.filter_map(mark).collect();
    hide_overlapping_texts(chart, &mut marks);
    marks
}

/// Clears texts that would overlap others on their lane. Writes keep theirs before reads do.
fn hide_overlapping_texts(chart: &Chart, marks: &mut [Mark]) {
    let mut taken: Vec<(LeaderId, f64, f64)> = Vec::new();
    for reads in [false, true] {
        for mark in marks.iter_mut().filter(|mark| (mark.kind == MarkKind::Read) == reads) {
            let half = half_width(&mark.text);
            let x = text_centre(chart, chart.x(mark.at), &mark.text);
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

/// Where the text over a mark at `x` is centred: over the mark, unless the name of the lane would cover its beginning or
/// the edge of the diagram would cut off its end.
#[must_use]
pub fn text_centre(chart: &Chart, x: f64, text: &str) -> f64 {
    let half = half_width(text);
    x.min(chart.lanes.width - half).max(chart.lanes.left() + half)
}

fn kind_and_text(event: &NotableEvent, client_name: &impl Fn(ClientId) -> String) -> (MarkKind, String) {
    match &event.kind {
        NotableKind::Write(write) => {
            (MarkKind::Write, shortened(&operation_text(write), MAX_TEXT_CHARS).into())
        }
        NotableKind::Read(client) => {
            (MarkKind::Read, format!("{} reads", shortened(&client_name(*client), MAX_TEXT_CHARS)))
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
    }
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

/// What a merge made, as the text over its mark.
fn reading_text(value: Option<&Value>) -> String {
    value.map_or_else(|| describe_reading(None), shown_value)
}

/// The operation of a write, in short form.
fn operation_text(write: &Write) -> String {
    match &write.operation {
        Operation::Increment(by) => format!("{by:+}"),
        Operation::Add(item) => format!("+ {}", shown_value(item)),
        Operation::Remove(item) => format!("− {}", shown_value(item)),
        Operation::Put(_)
        | Operation::Delete
        | Operation::Insert(_)
        | Operation::Update(_)
        | Operation::AssignHome { .. } => write.value().map_or_else(|| "delete".into(), shown_value),
    }
}
