//! Which records are of which kind, by number: so that nobody has to look through a whole run for the next
//! conflict, or for how many requests were refused so far.

use std::collections::BTreeMap;

use imbl::Vector;
use replication::Event;

/// What a record is a sign of. One record can be a sign of several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A client's write was accepted.
    Accepted,
    /// A read was answered.
    Read,
    /// A client got no answer.
    Refused,
    /// A message was handed over, lost or stopped.
    MessageEnded,
    /// A leader came to keep siblings.
    Conflict,
    /// A leader threw away or overwrote what nobody had thrown away before.
    WriteLost,
    /// A leader threw a version away by its policy's rule.
    VersionDiscarded,
    /// A leader threw a version away or overwrote it, whether or not another had done so before.
    VersionRemoved,
    /// A leader applied what it had applied before.
    Repeated,
    /// A leader made one version of several.
    Merged,
    /// A leader could make nothing of several versions.
    MergeFailed,
    /// A write could not be carried out.
    Inapplicable,
    /// A write waits for what it depends on.
    WriteBuffered,
    /// A leader learned of a new home.
    HomeAssigned,
    /// A leader went down, came up, joined or left.
    LeaderChanged,
    /// A leader that joins began with a snapshot.
    SnapshotLoaded,
    /// A way was cut or healed, or the topology or the rules of forwarding changed.
    Reachability,
    /// A link was added or taken away.
    LinkChanged,
    /// A person took a message in hand.
    MessageOverridden,
    /// Nothing was under way any more, nothing waited, and all stores were equal.
    Converged,
    /// A request was passed on to a home, or its answer came back.
    Forwarded,
    /// A clock was set.
    ClockSet,
    /// The policy or the behaviour of links changed, or a leader was put elsewhere.
    SettingChanged,
    /// A command did nothing.
    Ignored,
}

/// The numbers of the records of each kind, in order.
#[derive(Clone, Debug, Default)]
pub struct Index(BTreeMap<EventKind, Vector<u32>>);

impl Index {
    /// Notes what a record's event is a sign of by itself.
    pub(crate) fn add(&mut self, number: usize, event: &Event) {
        if let Some(sign) = kind_of(event) {
            self.note(number, sign);
        }
    }

    pub(crate) fn note(&mut self, number: usize, sign: EventKind) {
        // A run has a million events at the most.
        self.0.entry(sign).or_default().push_back(number as u32);
    }

    /// How many of the first `count` records are of this kind.
    #[must_use]
    pub fn count(&self, sign: EventKind, count: usize) -> usize {
        let Some(numbers) = self.0.get(&sign) else {
            return 0;
        };
        match numbers.binary_search_by(|number| (*number as usize).cmp(&count)) {
            Ok(there) | Err(there) => there,
        }
    }

    /// The records of this kind among those from one number up to another, in order.
    pub fn range(
        &self,
        sign: EventKind,
        from: usize,
        to: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (first, last) = (self.count(sign, from), self.count(sign, to.max(from)));
        let numbers = self.0.get(&sign);
        (first..last).filter_map(move |there| Some(*numbers?.get(there)? as usize))
    }

    /// The records of any of these kinds among the first `count`, the latest first.
    pub fn latest(&self, signs: &[EventKind], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut left: Vec<(EventKind, usize)> =
            signs.iter().map(|sign| (*sign, self.count(*sign, count))).collect();
        std::iter::from_fn(move || {
            let number = |(sign, left): &(EventKind, usize)| self.number(*sign, left.checked_sub(1)?);
            let latest = left.iter().filter_map(number).max()?;
            left.iter_mut().filter(|entry| number(entry) == Some(latest)).for_each(|(_, left)| *left -= 1);
            Some(latest)
        })
    }

    /// The records of any of these kinds that are not among the first `count`, the next first.
    pub fn next(&self, signs: &[EventKind], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut past: Vec<(EventKind, usize)> =
            signs.iter().map(|sign| (*sign, self.count(*sign, count))).collect();
        std::iter::from_fn(move || {
            let number = |(sign, past): &(EventKind, usize)| self.number(*sign, *past);
            let next = past.iter().filter_map(number).min()?;
            past.iter_mut().filter(|entry| number(entry) == Some(next)).for_each(|(_, past)| *past += 1);
            Some(next)
        })
    }

    fn number(&self, sign: EventKind, place: usize) -> Option<usize> {
        self.0.get(&sign)?.get(place).map(|number| *number as usize)
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
        Event::Crashed(_) | Event::Restarted(_) | Event::Joined(_) | Event::Left(_) => EventKind::LeaderChanged,
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
        for (number, sign) in
            [(2, EventKind::Read), (3, EventKind::WriteLost), (5, EventKind::Read), (9, EventKind::Refused)]
        {
            index.note(number, sign);
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
