//! A set of dots that is quick to add to and to ask: a bit for each write of each leader.

use replication::{Dot, LeaderId};

/// The bits in a word.
const WORD: u64 = 64;
/// A list of this many leaders is searched from the start.
const SHORT: usize = 8;

/// A set of dots.
#[derive(Clone, Debug, Default)]
pub struct DotSet {
    /// In the order of leaders.
    origins: Vec<Origin>,
}

/// The dots of one leader in the set.
#[derive(Clone, Debug)]
struct Origin {
    leader: LeaderId,
    bits: Vec<u64>,
    count: u64,
    latest: u64,
}

impl DotSet {
    /// Whether it contains this dot.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        self.origin(dot.leader).is_some_and(|origin| origin.contains(dot.counter))
    }

    /// Adds a dot. Returns whether it was missing.
    pub fn insert(&mut self, dot: Dot) -> bool {
        let place = match self.place(dot.leader) {
            Ok(place) => place,
            Err(place) => {
                let leader = dot.leader;
                self.origins.insert(place, Origin { leader, bits: Vec::new(), count: 0, latest: 0 });
                place
            }
        };
        self.origins[place].insert(dot.counter)
    }

    /// A bit for each of 64 counters of a leader that is in the set, from 64 times this number on.
    #[must_use]
    pub fn block(&self, leader: LeaderId, number: u64) -> u64 {
        let bits = self.origin(leader).and_then(|origin| origin.bits.get(number as usize));
        bits.copied().unwrap_or_default()
    }

    /// How many dots it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.origins.iter().map(|origin| origin.count as usize).sum()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// Every dot, in order.
    pub fn iter(&self) -> impl Iterator<Item = Dot> {
        let dots = |origin: &'_ Origin| {
            let (leader, all) = (origin.leader, 1..=origin.latest);
            all.filter(|counter| origin.contains(*counter))
                .map(move |counter| Dot::new(leader, counter))
                .collect()
        };
        self.origins.iter().flat_map(dots as fn(&Origin) -> Vec<Dot>)
    }

    /// Each write that is missing although a later one of its leader is here: the missing one and the latest one.
    pub fn gaps(&self) -> impl Iterator<Item = (Dot, Dot)> {
        let with_gap = self.origins.iter().filter(|origin| origin.count < origin.latest);
        with_gap.flat_map(|origin| {
            let missing = (1..origin.latest).filter(|counter| !origin.contains(*counter));
            missing.map(|counter| (Dot::new(origin.leader, counter), Dot::new(origin.leader, origin.latest)))
        })
    }

    fn origin(&self, leader: LeaderId) -> Option<&Origin> {
        self.place(leader).ok().map(|place| &self.origins[place])
    }

    fn place(&self, leader: LeaderId) -> Result<usize, usize> {
        if self.origins.len() <= SHORT
            && let Some(place) = self.origins.iter().position(|origin| origin.leader == leader)
        {
            return Ok(place);
        }
        self.origins.binary_search_by_key(&leader, |origin| origin.leader)
    }
}

impl Origin {
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
