//! Agreement: on which keys each pair of leaders reads differently, and how many client writes only one of them knows.

use std::collections::BTreeSet;

use replication::{Dot, Event, Key, LeaderId};
use timeline::Timeline;

use super::key_numbers::{KeyNumber, KeyNumbers};
use super::per_leader::PerLeader;
use super::replica::{NewDots, StoredKey};
use super::replicas::Replicas;

/// What pairs of leaders agree on, followed through a run.
pub(crate) struct Agreement {
    /// Every leader that exists at any time.
    leaders: Vec<LeaderId>,
    places: PerLeader<usize>,
    is_present: Vec<bool>,
    /// By the number of the key.
    keys: Vec<Readings>,
    /// The pair of leaders `i < j` is at `i * leaders + j`.
    pairs: Vec<Pair>,
    /// The leaders that have changed at this instant.
    changed: Vec<usize>,
    /// The keys of which some leader has removed a tombstone.
    forgotten: BTreeSet<KeyNumber>,
}

/// How two leaders differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pair {
    /// On how many keys they read differently.
    pub(crate) keys: usize,
    /// How many client writes only one of them knows.
    pub(crate) writes: usize,
}

/// A pair of leaders one of which has changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangedPair {
    /// A number that tells it from all other pairs.
    pub(crate) number: usize,
    /// The leaders, in the order of all leaders.
    pub(crate) leaders: (LeaderId, LeaderId),
    /// How they differ now.
    pub(crate) pair: Pair,
}

/// The different readings of a key, and which leader has which.
struct Readings {
    /// With the number of leaders that have each. The first is that of an absent key.
    all: Vec<(StoredKey, usize)>,
    of: Vec<usize>,
}

impl Readings {
    fn new(leaders: usize) -> Self {
        Self { all: vec![(StoredKey::default(), leaders)], of: vec![0; leaders] }
    }

    /// Sets what a leader reads. Returns the reading before and after, by number.
    fn set(&mut self, place: usize, new: Option<&StoredKey>) -> (usize, usize) {
        let before = self.of[place];
        let after = match new.filter(|new| !new.reads_nothing()) {
            None => 0,
            Some(new) => {
                let is_same = |(stored, count): &(StoredKey, usize)| *count > 0 && stored.reads_like(new);
                let known = self.all.iter().skip(1).position(is_same).map(|place| place + 1);
                known.unwrap_or_else(|| self.add(new))
            }
        };
        self.all[before].1 -= 1;
        self.all[after].1 += 1;
        self.of[place] = after;
        (before, after)
    }

    /// The number of a new reading, which nobody has yet.
    fn add(&mut self, new: &StoredKey) -> usize {
        let free = self.all.iter().skip(1).position(|(_, count)| *count == 0).map(|place| place + 1);
        match free {
            Some(free) => self.all[free].0 = new.clone(),
            None => self.all.push((new.clone(), 0)),
        }
        free.unwrap_or(self.all.len() - 1)
    }
}

impl Agreement {
    pub(super) fn new(timeline: &Timeline) -> Self {
        let leaders = timeline.all_leaders().to_vec();
        let places: PerLeader<usize> =
            leaders.iter().enumerate().map(|(place, leader)| (*leader, place)).collect();
        let mut is_present = vec![false; leaders.len()];
        for spec in &timeline.setup().leaders {
            places.get(&spec.id).into_iter().for_each(|place| is_present[*place] = true);
        }
        let pairs = vec![Pair::default(); leaders.len() * leaders.len()];
        let (keys, changed, forgotten) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { leaders, places, is_present, keys, pairs, changed, forgotten }
    }

    /// Follows an event, with the number of its key, the state of the leaders after it, and the client writes that a
    /// leader has got to know with it.
    pub(super) fn follow(
        &mut self,
        event: &Event,
        number: Option<KeyNumber>,
        learned: Option<(LeaderId, NewDots)>,
        replicas: &Replicas,
        numbers: &mut KeyNumbers,
    ) {
        if let Some((leader, dots)) = learned {
            self.note_learned(leader, dots.as_slice(), replicas);
        }
        match (event, number) {
            (Event::Applied { leader, write, .. }, Some(number)) => {
                self.note_reading(*leader, &write.key, number, replicas);
            }
            (Event::TombstoneRemoved { leader, key, .. }, Some(number)) => {
                self.note_reading(*leader, key, number, replicas);
                self.forgotten.insert(number);
            }
            (Event::Joined(leader), _) => self.note_all(*leader, replicas, numbers),
            (Event::SnapshotLoaded(link), _) => self.note_all(link.to, replicas, numbers),
            (Event::Left(leader), _) => {
                if let Some(place) = self.places.get(leader) {
                    self.is_present[*place] = false;
                }
            }
            _ => {}
        }
    }

    fn note_learned(&mut self, leader: LeaderId, dots: &[Dot], replicas: &Replicas) {
        let Some(place) = self.places.get(&leader).copied().filter(|_| !dots.is_empty()) else { return };
        self.note_change(place);
        for other in (0..self.leaders.len()).filter(|other| *other != place) {
            let Some(replica) = replicas.leaders.get(&self.leaders[other]) else { continue };
            let known = dots.iter().filter(|dot| replica.known.contains(**dot)).count();
            let pair = self.pair_mut(place, other);
            pair.writes = pair.writes + dots.len() - 2 * known;
        }
    }

    fn note_reading(&mut self, leader: LeaderId, key: &Key, number: KeyNumber, replicas: &Replicas) {
        let Some(place) = self.places.get(&leader).copied() else { return };
        let leaders = self.leaders.len();
        self.make_room(number.place() + 1);
        let readings = &mut self.keys[number.place()];
        let stored = replicas.leaders.get(&leader).and_then(|replica| replica.store.get(key));
        let (before, after) = readings.set(place, stored);
        if before == after {
            return;
        }
        for other in (0..leaders).filter(|other| *other != place && self.is_present[*other]) {
            let pair = &mut self.pairs[place.min(other) * leaders + place.max(other)];
            pair.keys -= usize::from(readings.of[other] != before);
            pair.keys += usize::from(readings.of[other] != after);
        }
        self.note_change(place);
    }

    /// Makes room for this many keys, which no leader has stored yet.
    fn make_room(&mut self, keys: usize) {
        if keys > self.keys.len() {
            let leaders = self.leaders.len();
            self.keys.resize_with(keys, || Readings::new(leaders));
        }
    }

    /// Compares a leader with all others again.
    fn note_all(&mut self, leader: LeaderId, replicas: &Replicas, numbers: &mut KeyNumbers) {
        let Some(place) = self.places.get(&leader).copied() else { return };
        let Some(replica) = replicas.leaders.get(&leader) else { return };
        self.is_present[place] = true;
        self.note_change(place);
        let leaders = self.leaders.len();
        for key in replica.store.keys() {
            self.make_room(numbers.of_key(key).place() + 1);
        }
        for (key, number) in numbers.iter() {
            if let Some(readings) = self.keys.get_mut(number.place()) {
                readings.set(place, replica.store.get(key));
            }
        }
        for other in (0..leaders).filter(|other| *other != place) {
            let Some(other_replica) = replicas.leaders.get(&self.leaders[other]) else { continue };
            let only = |one: &super::DotSet, other: &super::DotSet| {
                one.iter().filter(|dot| !other.contains(*dot)).count()
            };
            let (one, two) = (&replica.known, &other_replica.known);
            let keys = self.keys.iter().filter(|readings| readings.of[place] != readings.of[other]).count();
            *self.pair_mut(place, other) = Pair { keys, writes: only(one, two) + only(two, one) };
        }
    }

    fn note_change(&mut self, place: usize) {
        if !self.changed.contains(&place) {
            self.changed.push(place);
        }
    }

    fn pair_mut(&mut self, one: usize, other: usize) -> &mut Pair {
        &mut self.pairs[one.min(other) * self.leaders.len() + one.max(other)]
    }

    /// The pairs of which a leader has changed at this instant, each in the order of all leaders.
    pub(crate) fn changed_pairs(&self) -> impl Iterator<Item = ChangedPair> {
        let is_changed = |place: &usize| self.changed.contains(place);
        let pairs = self.changed.iter().flat_map(move |one| {
            let others = (0..self.leaders.len())
                .filter(move |other| other > one || (other < one && !is_changed(other)));
            others.map(move |other| (*one.min(&other), *one.max(&other)))
        });
        let are_present = |(one, other): &(usize, usize)| self.is_present[*one] && self.is_present[*other];
        pairs.filter(are_present).map(|(one, other)| {
            let number = one * self.leaders.len() + other;
            let leaders = (self.leaders[one], self.leaders[other]);
            ChangedPair { number, leaders, pair: self.pairs[number] }
        })
    }

    /// Whether two leaders read a key differently.
    pub(crate) fn read_differently(&self, (one, other): (LeaderId, LeaderId), key: KeyNumber) -> bool {
        let places = self.places.get(&one).zip(self.places.get(&other));
        let differ =
            |readings: &Readings| places.is_some_and(|(one, other)| readings.of[*one] != readings.of[*other]);
        self.keys.get(key.place()).is_some_and(differ)
    }

    /// Whether some leader has removed a tombstone of this key.
    pub(crate) fn is_forgotten(&self, key: KeyNumber) -> bool {
        self.forgotten.contains(&key)
    }

    /// Forgets what has changed.
    pub(super) fn end_instant(&mut self) {
        self.changed.clear();
    }
}
