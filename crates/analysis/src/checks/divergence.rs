//! Divergence: for how long, and on how many keys, each pair of leaders reads differently (SEMANTICS C5).

use std::collections::BTreeMap;

use replication::{LeaderId, Micros};

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{EndOfInstant, Fold, Found, Now};
use super::witness::{Finding, Witness};

/// Each pair of leaders reads the same.
pub static DIVERGENCE: Check = Check {
    id: "no-divergence",
    name: "No divergence",
    definition: "At every instant, each pair of leaders reads the same.",
    kind: CheckKind::Figure,
    begin: || Box::new(Divergence::default()),
};

#[derive(Default)]
struct Divergence {
    ended: Collector,
    /// The pairs that differ, with the record since which they do and on how many keys at most.
    open: BTreeMap<(LeaderId, LeaderId), Apart>,
    pairs: usize,
    /// How many leaders there were at the end of the last instant.
    leaders: usize,
}

#[derive(Clone, Copy)]
struct Apart {
    number: usize,
    since: Micros,
    keys: usize,
}

impl Fold for Divergence {
    fn end_instant(&mut self, instant: &EndOfInstant<'_>) {
        let leaders = instant.replicas.leaders.len();
        self.pairs = self.pairs.max(leaders * leaders.saturating_sub(1) / 2);
        for (one, other, pair) in instant.agreement.changed_pairs() {
            let names = (one, other);
            match (pair.keys, self.open.get_mut(&names)) {
                (0, Some(_)) => self.end(names, instant.at),
                (0, None) => {}
                (keys, Some(apart)) => apart.keys = apart.keys.max(keys),
                (keys, None) => {
                    let (number, since) = (instant.number, instant.at);
                    self.open.insert(names, Apart { number, since, keys });
                }
            }
        }
        if leaders >= self.leaders {
            self.leaders = leaders;
            return;
        }
        self.leaders = leaders;
        let has_left = |leader: &LeaderId| !instant.replicas.leaders.contains_key(leader);
        let ended = self.open.keys().copied().filter(|(one, other)| has_left(one) || has_left(other));
        ended.collect::<Vec<_>>().into_iter().for_each(|names| self.end(names, instant.at));
    }

    fn found(&self, now: &Now<'_>) -> Found {
        let mut all = self.ended.clone();
        for (names, apart) in &self.open {
            all.push_measured(witness(*names, apart, None), (now.at - apart.since).0);
        }
        all.first.sort_by_key(|witness| witness.number);
        Found::of(&all, self.pairs)
    }
}

impl Divergence {
    fn end(&mut self, names: (LeaderId, LeaderId), at: Micros) {
        if let Some(apart) = self.open.remove(&names) {
            self.ended.push_measured(witness(names, &apart, Some(at)), (at - apart.since).0);
        }
    }
}

fn witness((one, other): (LeaderId, LeaderId), apart: &Apart, until: Option<Micros>) -> Witness {
    let Apart { number, since, keys } = *apart;
    let (clients, writes, leaders) = (vec![], vec![], vec![one, other]);
    let finding = Finding::Apart { until, keys };
    Witness { number, at: since, clients, leaders, keys: vec![], writes, finding }
}
