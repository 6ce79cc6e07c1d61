//! Which records are of which kind, by number: so that nobody has to look through a whole run for the next
//! conflict, or for how many requests were refused so far.

use std::collections::BTreeMap;

use imbl::Vector;
use replication::Event;

/// What a record is a sign of. One record can be a sign of several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
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
    Lost,
    /// A leader threw a version away by its policy's rule.
    Discarded,
    /// A leader threw a version away or overwrote it, whether or not another had done so before.
    ThrownAway,
    /// A leader applied what it had applied before.
    Repeated,
    /// A leader made one version of several.
    Merged,
    /// A leader could make nothing of several versions.
    MergeFailed,
    /// A write could not be carried out.
    Misfit,
    /// A write waits for what it depends on.
    Waits,
    /// A leader learned of a new home.
    Assigned,
    /// A leader went down, came up, joined or left.
    Leader,
    /// A leader that joins began with a snapshot.
    Snapshot,
    /// A way was cut or healed, or the topology or the rules of forwarding changed.
    Way,
    /// A link was added or taken away.
    Link,
    /// A person took a message in hand.
    Intervened,
    /// Nothing was under way any more, nothing waited, and all stores were equal.
    Converged,
    /// A request was passed on to a home, or its answer came back.
    PassedOn,
    /// A clock was set.
    ClockSet,
    /// The policy or the behaviour of links changed, or a leader was put elsewhere.
    Setting,
    /// A command did nothing.
    Ignored,
}

/// The numbers of the records of each kind, in order.
#[derive(Clone, Debug, Default)]
pub struct Index(BTreeMap<Sign, Vector<u32>>);

impl Index {
    /// Notes what a record's event is a sign of by itself.
    pub(crate) fn add(&mut self, number: usize, event: &Event) {
        if let Some(sign) = sign_of(event) {
            self.note(number, sign);
        }
    }

    pub(crate) fn note(&mut self, number: usize, sign: Sign) {
        // A run has a million events at the most.
        self.0.entry(sign).or_default().push_back(number as u32);
    }

    /// How many of the first `count` records are of this kind.
    #[must_use]
    pub fn count(&self, sign: Sign, count: usize) -> usize {
        let Some(numbers) = self.0.get(&sign) else {
            return 0;
        };
        match numbers.binary_search_by(|number| (*number as usize).cmp(&count)) {
            Ok(there) | Err(there) => there,
        }
    }

    /// The records of this kind among those from one number up to another, in order.
    pub fn range(&self, sign: Sign, from: usize, to: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (first, last) = (self.count(sign, from), self.count(sign, to.max(from)));
        let numbers = self.0.get(&sign);
        (first..last).filter_map(move |there| Some(*numbers?.get(there)? as usize))
    }

    /// The records of any of these kinds among the first `count`, the latest first.
    pub fn latest(&self, signs: &[Sign], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut left: Vec<(Sign, usize)> =
            signs.iter().map(|sign| (*sign, self.count(*sign, count))).collect();
        std::iter::from_fn(move || {
            let number = |(sign, left): &(Sign, usize)| self.number(*sign, left.checked_sub(1)?);
            let latest = left.iter().filter_map(number).max()?;
            left.iter_mut().filter(|entry| number(entry) == Some(latest)).for_each(|(_, left)| *left -= 1);
            Some(latest)
        })
    }

    /// The records of any of these kinds that are not among the first `count`, the next first.
    pub fn next(&self, signs: &[Sign], count: usize) -> impl Iterator<Item = usize> + '_ {
        let mut past: Vec<(Sign, usize)> =
            signs.iter().map(|sign| (*sign, self.count(*sign, count))).collect();
        std::iter::from_fn(move || {
            let number = |(sign, past): &(Sign, usize)| self.number(*sign, *past);
            let next = past.iter().filter_map(number).min()?;
            past.iter_mut().filter(|entry| number(entry) == Some(next)).for_each(|(_, past)| *past += 1);
            Some(next)
        })
    }

    fn number(&self, sign: Sign, place: usize) -> Option<usize> {
        self.0.get(&sign)?.get(place).map(|number| *number as usize)
    }
}

fn sign_of(event: &Event) -> Option<Sign> {
    Some(match event {
        Event::Accepted { .. } => Sign::Accepted,
        Event::Answered { .. } => Sign::Read,
        Event::Refused { .. } => Sign::Refused,
        Event::Delivered { .. } | Event::Lost { .. } | Event::Stopped { .. } => Sign::MessageEnded,
        Event::Applied { write, kept, reading: None, .. } if kept.len() > 1 && kept.contains(&write.dot) => {
            Sign::Conflict
        }
        Event::Merged { .. } => Sign::Merged,
        Event::MergeFailed { .. } => Sign::MergeFailed,
        Event::Misfits { .. } => Sign::Misfit,
        Event::Waits { .. } => Sign::Waits,
        Event::Assigned { .. } => Sign::Assigned,
        Event::Crashed(_) | Event::Restarted(_) | Event::Joined(_) | Event::Left(_) => Sign::Leader,
        Event::SnapshotLoaded(_) => Sign::Snapshot,
        Event::Intervened { .. } => Sign::Intervened,
        Event::LinkAdded(_) | Event::LinkRemoved(_) => Sign::Link,
        Event::ClockSet { .. } => Sign::ClockSet,
        Event::PolicyChanged | Event::LinksChanged | Event::Moved(_) => Sign::Setting,
        Event::Ignored(_) => Sign::Ignored,
        Event::Forwarded { .. } | Event::Returned { .. } => Sign::PassedOn,
        Event::Cut(_) | Event::Healed(_) | Event::TopologyChanged | Event::ReplicationChanged => Sign::Way,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index::default();
        for (number, sign) in [(2, Sign::Read), (3, Sign::Lost), (5, Sign::Read), (9, Sign::Refused)] {
            index.note(number, sign);
        }
        index
    }

    #[test]
    fn records_of_a_kind_are_counted_up_to_a_number() {
        let counts: Vec<usize> = (0..7).map(|count| index().count(Sign::Read, count)).collect();
        assert_eq!(counts, [0, 0, 0, 1, 1, 1, 2]);
        assert_eq!(index().count(Sign::Merged, 100), 0);
    }

    #[test]
    fn records_of_a_kind_are_listed_between_two_numbers() {
        assert_eq!(index().range(Sign::Read, 2, 5).collect::<Vec<_>>(), [2]);
        assert_eq!(index().range(Sign::Read, 0, 6).rev().collect::<Vec<_>>(), [5, 2]);
        assert_eq!(index().range(Sign::Read, 6, 2).next(), None);
    }

    #[test]
    fn the_latest_of_several_kinds_come_first() {
        let latest = |count| index().latest(&[Sign::Read, Sign::Lost, Sign::Way], count).collect::<Vec<_>>();
        assert_eq!(latest(10), [5, 3, 2]);
        assert_eq!(latest(3), [2]);
        assert_eq!(index().next(&[Sign::Lost, Sign::Refused], 3).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(index().next(&[Sign::Lost], 4).next(), None);
    }

    #[test]
    fn a_record_of_several_kinds_is_listed_once() {
        let mut index = index();
        index.note(9, Sign::Lost);
        assert_eq!(index.latest(&[Sign::Refused, Sign::Lost], 10).collect::<Vec<_>>(), [9, 3]);
        assert_eq!(index.next(&[Sign::Refused, Sign::Lost], 4).collect::<Vec<_>>(), [9]);
    }
}
