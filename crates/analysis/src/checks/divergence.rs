//! Divergence: for how long, and on how many keys, each pair of leaders reads differently (SEMANTICS C5).

use std::collections::BTreeMap;

use replication::{LeaderId, Micros};

use super::check::{Check, CheckKind};
use super::collector::MAX_WITNESSES;
use super::fold::{EndOfInstant, Fold, Found, Now};
use super::witness::{Finding, Witness};
use crate::trace_state::{ChangedPair, Pair};

/// Each pair of leaders reads the same.
pub static DIVERGENCE: Check = Check {
    id: "no-divergence",
    name: "No divergence",
    definition: "At every instant, every pair of leaders returns the same values.",
    kind: CheckKind::Figure,
    begin: || Box::new(Divergence::default()),
};

#[derive(Default)]
struct Divergence {
    /// Every period, in the order in which they began.
    periods: Vec<Period>,
    /// The places of those that have not ended, by the number of the pair.
    open: BTreeMap<usize, usize>,
    /// The place of the one that has been open for longest, from each record on.
    oldest: Vec<(usize, Option<usize>)>,
    /// The places of those that lasted longer than all that ended before them, in the order in which they ended.
    longest: Vec<usize>,
    /// How many pairs there have been at once, from each record on.
    pairs: Vec<(usize, usize)>,
    /// How many leaders there were at the end of the last instant.
    leaders: usize,
}

/// A period in which two leaders read differently.
struct Period {
    leaders: (LeaderId, LeaderId),
    /// The record since which they do.
    number: usize,
    since: Micros,
    /// The record with which it ended, and when that was.
    end: Option<(usize, Micros)>,
    /// On how many keys they differed at most, from each record on.
    keys: Vec<(usize, usize)>,
}

impl Fold for Divergence {
    fn end_instant(&mut self, instant: &EndOfInstant<'_>) {
        let leaders = instant.replicas.leaders.len();
        let pairs = leaders * leaders.saturating_sub(1) / 2;
        if self.pairs.last().is_none_or(|(_, most)| pairs > *most) {
            self.pairs.push((instant.number, pairs));
        }
        let mut is_same = true;
        for changed in instant.changed_pairs {
            match (changed.pair.keys, self.open.get(&changed.number)) {
                (0, None) => {}
                (keys @ 1.., Some(place)) => self.periods[*place].note_keys(instant.number, keys),
                (0, Some(_)) => {
                    self.end(changed.number, instant);
                    is_same = false;
                }
                (1.., None) => {
                    self.begin(*changed, instant);
                    is_same = false;
                }
            }
        }
        if leaders < self.leaders {
            let has_left = |leader: &LeaderId| !instant.replicas.leaders.contains_key(leader);
            let is_over = |place: usize| {
                let (one, other) = &self.periods[place].leaders;
                has_left(one) || has_left(other)
            };
            let ended = self.open.iter().filter(|(_, place)| is_over(**place)).map(|(number, _)| *number);
            ended.collect::<Vec<_>>().into_iter().for_each(|number| self.end(number, instant));
            is_same = false;
        }
        self.leaders = leaders;
        if is_same {
            return;
        }
        let oldest = self.open.values().min().copied();
        if self.oldest.last().map_or(oldest.is_some(), |(_, before)| *before != oldest) {
            self.oldest.push((instant.number, oldest));
        }
    }

    fn found(&self, now: &Now<'_>) -> Found {
        let violations = self.periods.partition_point(|period| period.number < now.count);
        let first = self.periods.iter().take(violations.min(MAX_WITNESSES));
        let witnesses = first.map(|period| period.witness(now)).collect();
        let ended_before = |place: &usize| self.periods[*place].ended_before(now.count).is_some();
        let longest = self.longest[..self.longest.partition_point(ended_before)].last().copied();
        let oldest = latest(&self.oldest, now.count).flatten();
        // Of two that are equally long, the one that began first.
        let worst = longest.into_iter().chain(oldest);
        let worst = worst.max_by_key(|place| (self.periods[*place].length(now), usize::MAX - place));
        let worst = worst.map(|place| self.periods[place].witness(now));
        let checked = latest(&self.pairs, now.count).unwrap_or_default();
        Found { checked, violations, witnesses, worst, ..Found::default() }
    }
}

impl Divergence {
    fn begin(&mut self, changed: ChangedPair, instant: &EndOfInstant<'_>) {
        let (number, since) = (instant.number, instant.at);
        let ChangedPair { number: pair, leaders, pair: Pair { keys, .. } } = changed;
        self.open.insert(pair, self.periods.len());
        self.periods.push(Period { leaders, number, since, end: None, keys: vec![(number, keys)] });
    }

    fn end(&mut self, pair: usize, instant: &EndOfInstant<'_>) {
        let Some(place) = self.open.remove(&pair) else { return };
        self.periods[place].end = Some((instant.number, instant.at));
        let lasted = |place: usize| {
            let Period { since, end, .. } = &self.periods[place];
            (end.map(|(_, at)| at - *since), usize::MAX - place)
        };
        if self.longest.last().is_none_or(|longest| lasted(place) > lasted(*longest)) {
            self.longest.push(place);
        }
    }
}

impl Period {
    fn note_keys(&mut self, number: usize, keys: usize) {
        if self.keys.last().is_none_or(|(_, most)| keys > *most) {
            self.keys.push((number, keys));
        }
    }

    /// When it ended, if that is among the first `count` records.
    fn ended_before(&self, count: usize) -> Option<Micros> {
        self.end.filter(|(number, _)| *number < count).map(|(_, at)| at)
    }

    /// How long it has lasted.
    fn length(&self, now: &Now<'_>) -> Micros {
        self.ended_before(now.count).unwrap_or(now.at) - self.since
    }

    fn witness(&self, now: &Now<'_>) -> Witness {
        let (clients, writes, leaders) = (vec![], vec![], vec![self.leaders.0, self.leaders.1]);
        let keys = latest(&self.keys, now.count).unwrap_or_default();
        let finding = Finding::Apart { until: self.ended_before(now.count), keys };
        Witness { number: self.number, at: self.since, clients, leaders, keys: vec![], writes, finding }
    }
}

/// The last value noted among the first `count` records.
fn latest<T: Copy>(noted: &[(usize, T)], count: usize) -> Option<T> {
    let known = noted.partition_point(|(number, _)| *number < count);
    known.checked_sub(1).and_then(|last| noted.get(last)).map(|(_, value)| *value)
}
