//! Where two writes met last, of which a clock dated one and another clock the other.

use replication::{Dot, Event, Key, LeaderId, Micros, Write};

use timeline::{EventKind, Timeline};

/// No more records than this are looked through either way.
const MAX_RECORDS: usize = 1_000;

/// A leader threw one of two writes away by its policy's rule.
pub(super) struct Conflict {
    pub(super) key: Key,
    pub(super) leader: LeaderId,
    pub(super) number: usize,
    pub(super) at: Micros,
}

/// The last conflict among the first `count` records at which a clock that `dates` some writes has a say, or
/// else the next one. Writes that are concurrent come before those of which one had seen the other.
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

/// Whether at this record a write that the clock dates met one that it does not; and if so, whether the two are
/// concurrent.
fn is_conflict_of(timeline: &Timeline, number: usize, dates: &impl Fn(&Write) -> bool) -> Option<bool> {
    let Some(Event::Applied { write, kept, removed, .. }) =
        timeline.records().get(number).map(|record| &record.event)
    else {
        return None;
    };
    let is_dated = |dot: Dot| timeline.writes().get(&dot).is_some_and(|there| dates(&there.write));
    let others = kept.iter().chain(removed.iter().map(|(dot, _)| dot)).copied();
    let mut others = others.filter(|dot| *dot != write.dot && is_dated(*dot) != dates(write)).peekable();
    others.peek()?;
    Some(others.any(|other| timeline.are_concurrent(write.dot, other)))
}
