//! Strong eventual consistency: leaders that know the same client writes read the same (SEMANTICS C1).
//!
//! A merge is no write of its own here. What matters is which writes of clients it was made from: otherwise leaders that
//! merge the same writes to different values would count as having applied different writes.

use std::collections::BTreeSet;

use replication::Key;

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{EndOfInstant, Fold, Found, Now};
use super::tally::Tally;
use super::witness::{Finding, Witness};
use crate::trace_state::ChangedPair;

/// Leaders that know the same client writes read the same.
pub static STRONG_EVENTUAL_CONSISTENCY: Check = Check {
    id: "strong-eventual-consistency",
    name: "Strong eventual consistency",
    definition: "Whenever two leaders know the same client writes, they return the same values.",
    kind: CheckKind::Property,
    begin: || Box::new(StrongEventualConsistency::default()),
};

#[derive(Default)]
struct StrongEventualConsistency {
    found: Collector,
    checked: Tally,
    /// The numbers of the pairs that differ although they know the same client writes.
    differing: BTreeSet<usize>,
}

impl Fold for StrongEventualConsistency {
    fn end_instant(&mut self, instant: &EndOfInstant<'_>) {
        let EndOfInstant { number, at, agreement, changed_pairs, keys, .. } = *instant;
        for ChangedPair { number: place, leaders, pair } in changed_pairs {
            let have_same_writes = pair.writes == 0;
            self.checked.add(number, usize::from(have_same_writes));
            let differ = have_same_writes && pair.keys > 0;
            let is_witness = |key| {
                // Tombstones of different age may make leaders differ.
                agreement.read_differently(*leaders, key) && !agreement.is_forgotten(key)
            };
            let differing: Vec<Key> = match differ {
                true => keys
                    .iter()
                    .filter(|(_, number)| is_witness(*number))
                    .map(|(key, _)| key.clone())
                    .collect(),
                false => Vec::new(),
            };
            if differing.is_empty() {
                self.differing.remove(place);
            } else if self.differing.insert(*place) {
                let (leaders, keys) = (vec![leaders.0, leaders.1], differing);
                let finding = Finding::DifferAfterSameWrites;
                let (clients, writes) = (vec![], vec![]);
                self.found.push(Witness { number, at, clients, leaders, keys, writes, finding });
            }
        }
    }

    fn found(&self, now: &Now<'_>) -> Found {
        Found::of(&self.found, &self.checked, now)
    }
}
