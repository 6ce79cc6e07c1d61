//! What one steps to, or plays until: the next thing of a kind, or the one before.

use std::collections::BTreeSet;

use analysis::lost_writes;
use replication::{Dot, Event, Micros};
use timeline::{EventKind, Timeline};

/// Which way to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the previous instant.
    Back,
    /// To the next.
    Forward,
}

/// A kind of thing to stop at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breakpoint {
    /// Anything that happens.
    #[default]
    Event,
    /// A message arrives, or comes to nothing.
    Message,
    /// Two writes meet at a leader, of which neither’s writer had seen the other.
    Conflict,
    /// An acknowledged write is lost: nothing that is kept or under way has it in its history.
    LostWrite,
    /// Nothing is under way any more, nothing waits, and all stores are equal.
    Convergence,
}

/// All of them.
pub const BREAKPOINTS: &[Breakpoint] = &[Breakpoint::Event, Breakpoint::Message, Breakpoint::Conflict, Breakpoint::LostWrite, Breakpoint::Convergence];

impl Breakpoint {
    /// Its name, as in “the next lost write”.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Message => "message",
            Self::Conflict => "conflict",
            Self::LostWrite => "lost write",
            Self::Convergence => "convergence",
        }
    }

    /// The first instant after this one at which there is such a thing, or the last before it.
    #[must_use]
    pub fn find(self, timeline: &Timeline, at: Micros, direction: Direction) -> Option<Micros> {
        let (index, records) = (timeline.index(), timeline.records());
        let is_here = |number: &usize| self.matches_record(*number, timeline);
        let found = match (self, direction) {
            (Self::Event, Direction::Forward) => return timeline.instant_after(at),
            (Self::Event, Direction::Back) => return timeline.instant_before(at),
            (_, Direction::Forward) => index.next(self.event_kinds(), timeline.count_at(at)).find(is_here),
            (_, Direction::Back) => index.latest(self.event_kinds(), records.before(at)).find(is_here),
        };
        records.get(found?).map(|record| record.at)
    }

    /// The kinds of records that can be one.
    fn event_kinds(self) -> &'static [EventKind] {
        match self {
            Self::Event => &[],
            Self::Message => &[EventKind::MessageEnded],
            Self::Conflict => &[EventKind::Conflict, EventKind::VersionRemoved],
            // A link or a leader that is taken away takes with it what waited there.
            Self::LostWrite => &[
                EventKind::VersionRemoved,
                EventKind::Inapplicable,
                EventKind::SnapshotLoaded,
                EventKind::LeaderChanged,
                EventKind::Reachability,
                EventKind::LinkChanged,
            ],
            Self::Convergence => &[EventKind::Converged],
        }
    }

    /// Whether a record of such a kind is one.
    fn matches_record(self, number: usize, timeline: &Timeline) -> bool {
        match self {
            Self::Event | Self::Message | Self::Convergence => true,
            Self::Conflict => is_conflict(timeline, number),
            Self::LostWrite => loses_a_write(timeline, number),
        }
    }
}

/// Whether a write met another at a leader, and neither writer had seen the other.
fn is_conflict(timeline: &Timeline, number: usize) -> bool {
    let record = timeline.records().get(number);
    let Some(Event::Applied { write, kept, removed, .. }) = record.map(|record| &record.event) else {
        return false;
    };
    let mut others = kept.iter().chain(removed.iter().map(|(dot, _)| dot)).filter(|dot| **dot != write.dot);
    others.any(|other| timeline.are_concurrent(write.dot, *other))
}

/// Whether something is lost after the instant of a record that was not lost before it.
fn loses_a_write(timeline: &Timeline, number: usize) -> bool {
    let Some(at) = timeline.records().get(number).map(|record| record.at) else {
        return false;
    };
    let (count_before, count) = (timeline.records().before(at), timeline.count_at(at));
    let run_before = timeline.run_at(at - Micros(1), None);
    let before: BTreeSet<Dot> = lost_writes(timeline, count_before, run_before.world()).into_iter().collect();
    let run = timeline.run_at(at, Some(&run_before));
    lost_writes(timeline, count, run.world()).iter().any(|dot| !before.contains(dot))
}
