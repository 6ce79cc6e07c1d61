//! Breakpoints: the kinds of events to step to or play until.

use std::collections::BTreeSet;

use replication::{Dot, Event, Micros, Simulation, gather};
use timeline::{EventKind, Timeline};

/// The direction of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the previous instant.
    Back,
    /// To the next.
    Forward,
}

/// A kind of event to stop at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breakpoint {
    /// Any event.
    #[default]
    Event,
    /// A message arrives, or is lost or stopped.
    Message,
    /// Two concurrent writes meet at a leader.
    Conflict,
    /// An acknowledged write is lost: nothing that is stored or under way contains it.
    LostWrite,
    /// The run converges: nothing in flight or queued, and all stores equal.
    Convergence,
}

/// All breakpoints, in menu order.
pub const BREAKPOINTS: &[Breakpoint] = &[
    Breakpoint::Event,
    Breakpoint::Message,
    Breakpoint::Conflict,
    Breakpoint::LostWrite,
    Breakpoint::Convergence,
];

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

    /// The first instant after this one that matches, or the last before it.
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

    /// The kinds of records that may match.
    fn event_kinds(self) -> &'static [EventKind] {
        match self {
            Self::Event => &[],
            Self::Message => &[EventKind::MessageEnded],
            Self::Conflict => &[EventKind::Conflict, EventKind::VersionRemoved],
            // Removing a link or a leader also removes what was queued there.
            Self::LostWrite => &[
                EventKind::WriteLost,
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

    /// Whether a record of such a kind matches.
    fn matches_record(self, number: usize, timeline: &Timeline) -> bool {
        match self {
            Self::Event | Self::Message | Self::Convergence => true,
            Self::Conflict => is_conflict(timeline, number),
            Self::LostWrite => loses_a_write(timeline, number),
        }
    }
}

/// Whether a write met a concurrent one at a leader.
fn is_conflict(timeline: &Timeline, number: usize) -> bool {
    let record = timeline.records().get(number);
    let Some(Event::Applied { write, kept, removed, .. }) = record.map(|record| record.event) else {
        return false;
    };
    let mut others = kept.iter().chain(removed.iter().map(|(dot, _)| dot)).filter(|dot| **dot != write.dot);
    others.any(|other| timeline.are_concurrent(write.dot, *other))
}

/// Whether a write is lost after the instant of this record that was not lost before.
fn loses_a_write(timeline: &Timeline, number: usize) -> bool {
    let Some(at) = timeline.records().get(number).map(|record| record.at) else {
        return false;
    };
    let (count_before, count) = (timeline.records().before(at), timeline.count_at(at));
    let run_before = timeline.run_at(at - Micros(1), None);
    let lost = |count: usize, run: &Simulation| -> BTreeSet<Dot> {
        let (_, lost) = timeline.fates(count, run.world()).summary();
        gather(lost.into_iter().map(|loss| loss.dot))
    };
    let before = lost(count_before, &run_before);
    let run = timeline.run_at(at, Some(&run_before));
    lost(count, &run).iter().any(|dot| !before.contains(dot))
}
