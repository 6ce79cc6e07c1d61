//! Invariants that the user states, checked at each leader at each instant (SEMANTICS C7).

use std::collections::{BTreeMap, BTreeSet};

use replication::{Event, Key, LeaderId};

use super::check::{Check, CheckKind};
use super::collector::MAX_WITNESSES;
use super::fold::{EndOfInstant, Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::invariants::{Breach, Monitor};
use crate::trace_state::Moment;
use scenario::invariants::Invariant;

/// An invariant that the user states. It is in no list of checks: each has its own text.
pub static INVARIANT: Check = Check {
    id: "invariant",
    name: "Invariant",
    definition: "It holds at each leader at each instant, for every combination of siblings.",
    kind: CheckKind::Property,
    begin: || Box::new(Nothing),
};

/// What begins without an invariant.
struct Nothing;

impl Fold for Nothing {
    fn found(&self, _now: &Now<'_>) -> Found {
        Found::default()
    }
}

/// An invariant that is followed.
pub(super) struct InvariantFold {
    monitor: Monitor,
    checked: Tally,
    /// The keys that have changed at this instant.
    changed: BTreeMap<LeaderId, BTreeSet<Key>>,
    /// The leaders that have loaded a snapshot at this instant.
    loaded: BTreeSet<LeaderId>,
}

impl InvariantFold {
    pub(super) fn new(invariant: Invariant) -> Self {
        Self {
            monitor: Monitor::new(invariant),
            checked: Tally::default(),
            changed: BTreeMap::new(),
            loaded: BTreeSet::new(),
        }
    }

    fn change(&mut self, leader: LeaderId, key: &Key) {
        if self.monitor.reads(key) {
            self.changed.entry(leader).or_default().insert(key.clone());
        }
    }
}

impl Fold for InvariantFold {
    fn follow(&mut self, moment: &Moment<'_>) {
        match moment.event {
            Event::Applied { leader, write, .. } => self.change(*leader, &write.key),
            Event::TombstoneRemoved { leader, key, .. } => self.change(*leader, key),
            Event::SnapshotLoaded(link) => {
                self.loaded.insert(link.to);
            }
            Event::Left(leader) => self.monitor.leave(*leader, (moment.number, moment.at)),
            _ => {}
        }
    }

    fn end_instant(&mut self, instant: &EndOfInstant<'_>) {
        for leader in std::mem::take(&mut self.loaded) {
            let store = instant.replicas.leaders.get(&leader).map(|replica| &replica.store);
            let keys = store.into_iter().flat_map(|store| store.keys());
            keys.for_each(|key| self.change(leader, key));
        }
        for (leader, keys) in std::mem::take(&mut self.changed) {
            let Some(replica) = instant.replicas.leaders.get(&leader) else { continue };
            let checked = self.monitor.check((instant.number, instant.at), leader, replica, &keys);
            self.checked.add(instant.number, checked);
        }
    }

    fn found(&self, now: &Now<'_>) -> Found {
        let breaches = self.monitor.breaches(now.count);
        let first = breaches.iter().take(MAX_WITNESSES);
        Found {
            checked: self.checked.up_to(now.count),
            violations: breaches.len(),
            witnesses: first.map(|breach| witness(breach, now.count)).collect(),
            not_checked: self.monitor.not_checked(now.count).cloned(),
            ..Found::default()
        }
    }
}

/// A breach as it stands after the first `count` records.
fn witness(breach: &Breach, count: usize) -> Witness {
    let Breach { leader, number, since, clash, end } = breach;
    let until = end.filter(|(number, _)| *number < count).map(|(_, at)| at);
    Witness {
        number: *number,
        at: *since,
        clients: vec![],
        leaders: vec![*leader],
        keys: clash.keys.clone(),
        writes: clash.writes.clone(),
        finding: Finding::Broken { until },
    }
}
