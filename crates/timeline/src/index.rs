//! The index of records by kind of event: finds the next conflict, or counts refusals so far, without a scan.

use std::collections::BTreeMap;

use persistent::List;
use replication::{Event, RequestMessage, ResponseKind};

/// A kind of event to look for. A record can be of several kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A client's write was accepted.
    Accepted,
    /// A read was answered.
    Read,
    /// A client's write was acknowledged to it.
    Acknowledged,
    /// A request was refused, or got no answer.
    Refused,
    /// A request got no answer, so its client cannot know what happened.
    Unanswered,
    /// A message was delivered, lost or stopped.
    MessageEnded,
    /// A leader now keeps siblings.
    Conflict,
    /// The last stored copy of a write ended, and not in order.
    WriteLost,
    /// A leader discarded a version by its policy's rule.
    VersionDiscarded,
    /// A leader discarded or overwrote a version, for the first time or again, or did not store a write that
    /// arrived.
    VersionRemoved,
    /// A leader applied a write again.
    Repeated,
    /// A leader merged several versions into one.
    Merged,
    /// A leader could not merge several versions.
    MergeFailed,
    /// A write could not be applied.
    Inapplicable,
    /// A delivered write is buffered.
    WriteBuffered,
    /// A leader learned of a new home.
    HomeAssigned,
    /// A leader crashed, restarted, joined, began to leave or left.
    LeaderChanged,
    /// A leader dropped a tombstone.
    TombstoneRemoved,
    /// A leader gave up waiting for a write.
    Purged,
    /// A request waits for its leader to catch up.
    RequestWaiting,
    /// A client sent a request over the network.
    RequestSent,
    /// A leader recognised a repeated request.
    RetryRecognised,
    /// A response reached its client over the network.
    ResponseReceived,
    /// A client stopped waiting for a response.
    RequestTimedOut,
    /// A joining leader loaded its snapshot.
    SnapshotLoaded,
    /// A link was cut or healed, or the topology or replication settings changed.
    Reachability,
    /// A link was added or removed.
    LinkChanged,
    /// The user changed the delivery of a message.
    MessageOverridden,
    /// The run converged: nothing in flight or queued, and all stores equal.
    Converged,
    /// A request was forwarded to a home, or its answer came back.
    Forwarded,
    /// A clock was set.
    ClockSet,
    /// The policy or link settings changed, or a leader moved.
    SettingChanged,
    /// A command did nothing.
    Ignored,
}

/// The numbers of the records of each kind, in order.
#[derive(Clone, Debug, Default)]
pub struct Index(BTreeMap<EventKind, List<u32>>);

impl Index {
    /// Indexes a record by what its event alone shows.
    pub(crate) fn add(&mut self, number: usize, event: &Event) {
        let kinds = kind_of(event).into_iter().chain(kind_of_answer(event));
        kinds.for_each(|kind| self.note(number, kind));
    }

    pub(crate) fn note(&mut self, number: usize, kind: EventKind) {
        // Fits: a run has at most a million events.
        self.0.entry(kind).or_default().push_back(number as u32);
    }

    /// How many of the first `count` records are of this kind.
    #[must_use]
    pub fn count(&self, kind: EventKind, count: usize) -> usize {
        let Some(numbers) = self.0.get(&kind) else {
            return 0;
        };
        match numbers.binary_search_by(|number| (*number as usize).cmp(&count)) {
            Ok(there) | Err(there) => there,
        }
    }

    /// The records of this kind among those from one number up to another, in order.
    pub fn range(
        &self,
        kind: EventKind,
        from: usize,
        to: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (first, last) = (self.count(kind, from), self.count(kind, to.max(from)));
        let numbers = self.0.get(&kind);
        (first..last).filter_map(move |there| Some(*numbers?.get(there)? as usize))
    }

    /// The records of any of these kinds among the first `count`, the latest first.
    pub fn latest(&self, kinds: &[EventKind], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut left: Vec<(EventKind, usize)> =
            kinds.iter().map(|kind| (*kind, self.count(*kind, count))).collect();
        std::iter::from_fn(move || {
            let number = |(kind, left): &(EventKind, usize)| self.number(*kind, left.checked_sub(1)?);
            let latest = left.iter().filter_map(number).max()?;
            left.iter_mut().filter(|entry| number(entry) == Some(latest)).for_each(|(_, left)| *left -= 1);
            Some(latest)
        })
    }

    /// The records of any of these kinds that are not among the first `count`, the next first.
    pub fn next(&self, kinds: &[EventKind], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut past: Vec<(EventKind, usize)> =
            kinds.iter().map(|kind| (*kind, self.count(*kind, count))).collect();
        std::iter::from_fn(move || {
            let number = |(kind, past): &(EventKind, usize)| self.number(*kind, *past);
            let next = past.iter().filter_map(number).min()?;
            past.iter_mut().filter(|entry| number(entry) == Some(next)).for_each(|(_, past)| *past += 1);
            Some(next)
        })
    }

    fn number(&self, kind: EventKind, place: usize) -> Option<usize> {
        self.0.get(&kind)?.get(place).map(|number| *number as usize)
    }
}

/// How a request of a client ended, if it ended with this event.
fn kind_of_answer(event: &Event) -> Option<EventKind> {
    match event {
        Event::Accepted { acknowledged: true, .. }
        | Event::RequestAnswered { request: RequestMessage { attempt: None, .. }, .. }
        | Event::ResponseReceived { response: ResponseKind::Acknowledged(_), .. } => {
            Some(EventKind::Acknowledged)
        }
        Event::Refused { reason, .. } if reason.is_unanswered() => Some(EventKind::Unanswered),
        _ => None,
    }
}

fn kind_of(event: &Event) -> Option<EventKind> {
    Some(match event {
        Event::Accepted { .. } => EventKind::Accepted,
        Event::Answered { .. } => EventKind::Read,
        Event::Refused { .. } => EventKind::Refused,
        Event::Delivered { .. } | Event::Lost { .. } | Event::Stopped { .. } => EventKind::MessageEnded,
        Event::Applied { write, kept, reading: None, .. } if kept.len() > 1 && kept.contains(&write.dot) => {
            EventKind::Conflict
        }
        Event::Merged { .. } => EventKind::Merged,
        Event::MergeFailed { .. } => EventKind::MergeFailed,
        Event::Inapplicable { .. } => EventKind::Inapplicable,
        Event::WriteBuffered { .. } => EventKind::WriteBuffered,
        Event::HomeAssigned { .. } => EventKind::HomeAssigned,
        Event::Crashed(_) | Event::Restarted(_) | Event::Joined(_) | Event::Draining(_) | Event::Left(_) => {
            EventKind::LeaderChanged
        }
        Event::TombstoneRemoved { .. } => EventKind::TombstoneRemoved,
        Event::Purged { .. } => EventKind::Purged,
        Event::RequestWaiting { .. } => EventKind::RequestWaiting,
        Event::RequestSent { .. } => EventKind::RequestSent,
        Event::RetryRecognised { .. } => EventKind::RetryRecognised,
        Event::ResponseReceived { .. } => EventKind::ResponseReceived,
        Event::RequestTimedOut { .. } => EventKind::RequestTimedOut,
        Event::SnapshotLoaded(_) => EventKind::SnapshotLoaded,
        Event::MessageOverridden { .. } => EventKind::MessageOverridden,
        Event::LinkAdded(_) | Event::LinkRemoved(_) => EventKind::LinkChanged,
        Event::ClockSet { .. } => EventKind::ClockSet,
        Event::PolicyChanged | Event::LinksChanged | Event::Moved(_) => EventKind::SettingChanged,
        Event::Ignored(_) => EventKind::Ignored,
        Event::RequestForwarded { .. } | Event::RequestAnswered { .. } => EventKind::Forwarded,
        Event::Cut(_) | Event::Healed(_) | Event::TopologyChanged | Event::ReplicationChanged => {
            EventKind::Reachability
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index::default();
        for (number, kind) in
            [(2, EventKind::Read), (3, EventKind::WriteLost), (5, EventKind::Read), (9, EventKind::Refused)]
        {
            index.note(number, kind);
        }
        index
    }

    #[test]
    fn records_of_a_kind_are_counted_up_to_a_number() {
        let counts: Vec<usize> = (0..7).map(|count| index().count(EventKind::Read, count)).collect();
        assert_eq!(counts, [0, 0, 0, 1, 1, 1, 2]);
        assert_eq!(index().count(EventKind::Merged, 100), 0);
    }

    #[test]
    fn records_of_a_kind_are_listed_between_two_numbers() {
        assert_eq!(index().range(EventKind::Read, 2, 5).collect::<Vec<_>>(), [2]);
        assert_eq!(index().range(EventKind::Read, 0, 6).rev().collect::<Vec<_>>(), [5, 2]);
        assert_eq!(index().range(EventKind::Read, 6, 2).next(), None);
    }

    #[test]
    fn the_latest_of_several_kinds_come_first() {
        let latest = |count| {
            index()
                .latest(&[EventKind::Read, EventKind::WriteLost, EventKind::Reachability], count)
                .collect::<Vec<_>>()
        };
        assert_eq!(latest(10), [5, 3, 2]);
        assert_eq!(latest(3), [2]);
        assert_eq!(index().next(&[EventKind::WriteLost, EventKind::Refused], 3).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(index().next(&[EventKind::WriteLost], 4).next(), None);
    }

    #[test]
    fn a_record_of_several_kinds_is_listed_once() {
        let mut index = index();
        index.note(9, EventKind::WriteLost);
        assert_eq!(index.latest(&[EventKind::Refused, EventKind::WriteLost], 10).collect::<Vec<_>>(), [9, 3]);
        assert_eq!(index.next(&[EventKind::Refused, EventKind::WriteLost], 4).collect::<Vec<_>>(), [9]);
    }
}
