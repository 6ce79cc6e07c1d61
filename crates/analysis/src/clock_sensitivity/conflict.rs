//! Finds the latest conflict between a write timestamped by a clock and one that is not.

use replication::{Dot, Event, Key, LeaderId, Micros, Write};

use timeline::{EventKind, Timeline};

/// At most this many records are searched in each direction.
const MAX_RECORDS: usize = 1_000;

/// A conflict in which a leader discarded one of two writes by its policy's rule.
pub(super) struct Conflict {
    pub(super) key: Key,
    pub(super) leader: LeaderId,
    pub(super) number: usize,
    pub(super) at: Micros,
}

/// The last conflict among the first `count` records, or else the next one, between a write that the clock `dates` and
/// one that it does not. Conflicts of concurrent writes take precedence.
pub(super) fn find(timeline: &Timeline, count: usize, dates: impl Fn(&Write) -> bool) -> Option<Conflict> {
    let signs = &[EventKind::VersionDiscarded];
    let past = || timeline.index().latest(signs, count).take(MAX_RECORDS);
    let future = || timeline.index().next(signs, count).take(MAX_RECORDS);
    let has_a_say = |number: &usize| is_conflict_of(timeline, *number, &dates).is_some();
    let is_conflict = |number: &usize| is_conflict_of(timeline, *number, &dates) == Some(true);
    let number = past()
        .find(is_conflict)
        .or_else(|| future().find(is_conflict))
        .or_else(|| past().find(has_a_say))
        .or_else(|| future().find(has_a_say))?;
    let record = timeline.records().get(number)?;
    match &record.event {
        Event::Applied { leader, write, .. } => {
            Some(Conflict { key: write.key.clone(), leader: *leader, number, at: record.at })
        }
        _ => None,
    }
}

/// Whether this record is a conflict between a write that the clock timestamps and one that it does not; if so, whether
/// the two are concurrent.
fn is_conflict_of(timeline: &Timeline, number: usize, dates: &impl Fn(&Write) -> bool) -> Option<bool> {
    let Some(Event::Applied { write, kept, removed, .. }) =
        timeline.records().get(number).map(|record| record.event)
    else {
        return None;
    };
    let is_dated = |dot: Dot| timeline.writes().get(&dot).is_some_and(|there| dates(&there.write));
    let others = kept.iter().chain(removed.iter().map(|(dot, _)| dot)).copied();
    let mut others = others.filter(|dot| *dot != write.dot && is_dated(*dot) != dates(&write)).peekable();
    others.peek()?;
    Some(others.any(|other| timeline.are_concurrent(write.dot, other)))
}
