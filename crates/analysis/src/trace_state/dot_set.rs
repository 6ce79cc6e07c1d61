//! A set of dots that is quick to add to and to ask: a bit for each write of each leader.

use replication::{Dot, LeaderId};

use super::per_leader::PerLeader;

/// The bits in a word.
const WORD: u64 = 64;

/// A set of dots.
#[derive(Clone, Debug, Default)]
pub struct DotSet {
    of: PerLeader<Counters>,
}

/// The counters of one leader's dots in the set.
#[derive(Clone, Debug, Default)]
struct Counters {
    bits: Vec<u64>,
    count: u64,
    latest: u64,
}

impl DotSet {
    /// Whether it contains this dot.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        self.of.get(&dot.leader).is_some_and(|counters| counters.contains(dot.counter))
    }

    /// Adds a dot. Returns whether it was missing.
    pub fn insert(&mut self, dot: Dot) -> bool {
        self.of.entry(dot.leader).insert(dot.counter)
    }

    /// A bit for each of 64 counters of a leader that is in the set, from 64 times this number on.
    #[must_use]
    pub fn block(&self, leader: LeaderId, number: u64) -> u64 {
        let bits = self.of.get(&leader).and_then(|counters| counters.bits.get(number as usize));
        bits.copied().unwrap_or_default()
    }

    /// How many dots it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of.values().map(|counters| counters.count as usize).sum()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Every dot, in order.
    pub fn iter(&self) -> impl Iterator<Item = Dot> {
        self.of.iter().flat_map(|(leader, counters)| {
            let all = (1..=counters.latest).filter(|counter| counters.contains(*counter));
            all.map(|counter| Dot::new(*leader, counter))
        })
    }

    /// Each write that is missing although a later one of its leader is here: the missing one and the latest one.
    pub fn gaps(&self) -> impl Iterator<Item = (Dot, Dot)> {
        let with_gap = self.of.iter().filter(|(_, counters)| counters.count < counters.latest);
        with_gap.flat_map(|(leader, counters)| {
            let missing = (1..counters.latest).filter(|counter| !counters.contains(*counter));
            missing.map(|counter| (Dot::new(*leader, counter), Dot::new(*leader, counters.latest)))
        })
    }
}

impl Counters {
    fn contains(&self, counter: u64) -> bool {
        self.bits.get((counter / WORD) as usize).is_some_and(|word| word >> (counter % WORD) & 1 == 1)
    }

    fn insert(&mut self, counter: u64) -> bool {
        let (word, bit) = ((counter / WORD) as usize, 1 << (counter % WORD));
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        let is_missing = self.bits[word] & bit == 0;
        self.bits[word] |= bit;
        self.count += u64::from(is_missing);
        self.latest = self.latest.max(counter);
        is_missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(texts: &[&str]) -> Vec<Dot> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn set_has_each_dot_once_and_names_what_is_missing_below_the_latest() {
        let mut set = DotSet::default();
        let added = dots(&["B2", "A1", "B2", "A70", "B5"]).into_iter().map(|dot| set.insert(dot));
        assert_eq!(added.collect::<Vec<_>>(), [true, true, false, true, true]);
        assert_eq!(set.iter().collect::<Vec<_>>(), dots(&["A1", "A70", "B2", "B5"]));
        assert_eq!(set.len(), 4);
        let of_b: Vec<_> = set.gaps().filter(|(missing, _)| missing.leader.as_str() == "B").collect();
        let latest = dots(&["B5"])[0];
        assert_eq!(of_b, dots(&["B1", "B3", "B4"]).into_iter().map(|dot| (dot, latest)).collect::<Vec<_>>());
        assert_eq!(set.gaps().count(), 3 + 68);
    }
}
