//! Checking an invariant at each leader at each instant: again whenever a key has changed that it reads.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use replication::{Key, LeaderId, Micros};

use super::bookings::find_overlap;
use super::clash::Clash;
use super::condition::find_counterexample;
use super::duplicates::find_duplicate;
use super::keys::keys_of;
use super::not_checked::NotChecked;
use super::work::{Obstacle, Work};
use crate::trace_state::Replica;
use scenario::invariants::Invariant;
use scenario::invariants::{Clause, Pattern};

/// An invariant that is followed through a run.
#[derive(Clone, Debug)]
pub(crate) struct Monitor {
    invariant: Rc<Invariant>,
    work: Work,
    /// The leaders at which a part held when it was last checked.
    held: BTreeSet<(LeaderId, usize)>,
    /// Every breach, in the order of records.
    breaches: Vec<Breach>,
    /// Where it does not hold, each with the place of its breach.
    open: BTreeMap<Place, usize>,
    /// The record at which it first could not be checked, and why.
    not_checked: Option<(usize, NotChecked)>,
}

/// A part of the invariant at a leader, for one key that its `*` stands for.
type Place = (LeaderId, usize, Option<Key>);

/// An invariant that does not hold at a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) leader: LeaderId,
    /// The record since which it does not hold.
    pub(crate) number: usize,
    pub(crate) since: Micros,
    pub(crate) clash: Clash,
    /// The record with which it held again, and when that was.
    pub(crate) end: Option<(usize, Micros)>,
}

impl Monitor {
    pub(crate) fn new(invariant: Invariant) -> Self {
        Self {
            invariant: Rc::new(invariant),
            work: Work::default(),
            held: BTreeSet::new(),
            breaches: Vec::new(),
            open: BTreeMap::new(),
            not_checked: None,
        }
    }

    /// Whether it reads a key.
    pub(crate) fn reads(&self, key: &Key) -> bool {
        self.invariant.clauses().iter().any(|clause| clause.reads(key))
    }

    /// Checks it at a leader at the end of an instant, at which these keys have changed there. Returns how many times.
    pub(crate) fn check(
        &mut self,
        (number, at): (usize, Micros),
        leader: LeaderId,
        replica: &Replica,
        changed: &BTreeSet<Key>,
    ) -> usize {
        let mut checked = 0;
        // Shared, because noting what is found changes the rest.
        let invariant = self.invariant.clone();
        for (place, clause) in invariant.clauses().iter().enumerate() {
            if !changed.iter().any(|key| clause.reads(key)) {
                continue;
            }
            for each in instances(clause, replica, changed) {
                if self.work.is_spent() {
                    break;
                }
                checked += 1;
                let changed = Some(changed).filter(|_| self.held.contains(&(leader, place)));
                let found = find(clause, each.as_ref(), (replica, changed), &mut self.work);
                match found {
                    Ok(None) => self.held.insert((leader, place)),
                    Ok(Some(_)) | Err(_) => self.held.remove(&(leader, place)),
                };
                self.note((number, at), (leader, place, each), found);
            }
        }
        checked
    }

    fn note(&mut self, (number, at): (usize, Micros), place: Place, found: Result<Option<Clash>, Obstacle>) {
        let leader = place.0;
        match found {
            Ok(Some(clash)) => {
                let Entry::Vacant(entry) = self.open.entry(place) else { return };
                entry.insert(self.breaches.len());
                self.breaches.push(Breach { leader, number, since: at, clash, end: None });
            }
            Ok(None) => self.end(&place, (number, at)),
            Err(obstacle) => {
                self.end(&place, (number, at));
                let why = match obstacle {
                    Obstacle::WrongType(key) => NotChecked::WrongType { leader, key, at },
                    Obstacle::TooManyCombinations => NotChecked::TooManyCombinations { leader, at },
                    Obstacle::TooMuchWork => NotChecked::TooMuchWork { at },
                };
                self.not_checked.get_or_insert((number, why));
            }
        }
    }

    fn end(&mut self, place: &Place, end: (usize, Micros)) {
        if let Some(breach) = self.open.remove(place).and_then(|place| self.breaches.get_mut(place)) {
            breach.end = Some(end);
        }
    }

    /// A leader left, and its store with it.
    pub(crate) fn leave(&mut self, leader: LeaderId, end: (usize, Micros)) {
        let gone: Vec<Place> = self.open.keys().filter(|place| place.0 == leader).cloned().collect();
        gone.iter().for_each(|place| self.end(place, end));
    }

    /// The breaches among the first `count` records, in their order.
    pub(crate) fn breaches(&self, count: usize) -> &[Breach] {
        &self.breaches[..self.breaches.partition_point(|breach| breach.number < count)]
    }

    /// Why it could not be checked at some leader and instant, the first time among the first `count` records.
    pub(crate) fn not_checked(&self, count: usize) -> Option<&NotChecked> {
        self.not_checked.as_ref().filter(|(number, _)| *number < count).map(|(_, why)| why)
    }
}

/// The keys for which a part is checked: none inside for one without `*`. A key that is gone is checked too, which ends
/// what it broke.
fn instances(clause: &Clause, replica: &Replica, changed: &BTreeSet<Key>) -> Vec<Option<Key>> {
    let Clause::Condition { condition, each: Some(each) } = clause else { return vec![None] };
    let others = condition.terms().into_iter().filter_map(|term| term.pattern().filter(|it| *it != each));
    let others: Vec<&Pattern> = others.collect();
    let is_of_all = changed.iter().any(|key| others.iter().any(|other| other.matches(key)));
    let matching = changed.iter().filter(|key| each.matches(key)).cloned();
    match is_of_all {
        false => matching.map(Some).collect(),
        true => {
            let present = keys_of(replica, each).map(|(key, _)| key.clone());
            matching.chain(present).collect::<BTreeSet<Key>>().into_iter().map(Some).collect()
        }
    }
}

fn find(
    clause: &Clause,
    each: Option<&Key>,
    (replica, changed): (&Replica, Option<&BTreeSet<Key>>),
    work: &mut Work,
) -> Result<Option<Clash>, Obstacle> {
    match clause {
        Clause::Condition { condition, .. } => {
            let is_gone = |key: &Key| replica.store.get(key).is_none_or(|stored| stored.reads_nothing());
            match each.is_some_and(is_gone) {
                true => Ok(None),
                false => find_counterexample(condition, each, replica, work),
            }
        }
        Clause::Unique(path) => find_duplicate(path, replica, changed, work),
        Clause::NoOverlap(bookings) => find_overlap(bookings, replica, work),
    }
}

#[cfg(test)]
mod tests {
    use timeline::Timeline;

    use super::*;
    use crate::small_run::{leader, small_run};
    use crate::trace_state::Replicas;

    #[test]
    fn invariant_that_has_looked_at_too_many_values_is_no_longer_checked() {
        let write =
            |key| format!(r#"{{ "at_ms": 10, "write": {{ "client": "ana", "key": "{key}", "value": 1 }} }}"#);
        let timeline: Timeline = small_run(r#""siblings""#, &[write("k1"), write("k2")].join(","));
        let replicas = Replicas::after(&timeline, timeline.records().len());
        let replica = &replicas.leaders[&leader("F")];
        let keys: BTreeSet<Key> = replica.store.keys().cloned().collect();
        let mut monitor = Monitor::new(r#"value("k*") = 2"#.parse().unwrap());
        let check = |monitor: &mut Monitor, at| {
            let checked = monitor.check((at as usize, Micros(at)), leader("F"), replica, &keys);
            let open = monitor.breaches(9).iter().filter(|breach| breach.end.is_none()).count();
            (checked, open, monitor.not_checked(9).cloned())
        };
        assert_eq!(check(&mut monitor, 1), (2, 2, None));
        monitor.work = Work::of(2);
        let too_much = Some(NotChecked::TooMuchWork { at: Micros(2) });
        assert_eq!(check(&mut monitor, 2), (2, 1, too_much.clone()), "the second look is one too many");
        assert_eq!(check(&mut monitor, 3), (0, 1, too_much));
    }
}
