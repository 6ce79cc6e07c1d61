//! Convergence: at rest, every key reads the same at every leader (SEMANTICS C1).

use std::collections::BTreeSet;

use replication::{Key, World};

use super::check::{Check, CheckKind};
use super::collector::MAX_WITNESSES;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};
use crate::outcome::Progress;

/// At rest, every key reads the same at every leader.
pub static CONVERGENCE: Check = Check {
    id: "convergence",
    name: "Convergence",
    definition: "In the end nothing is in flight, and every remaining leader returns the same values.",
    kind: CheckKind::Property,
    begin: || Box::new(Convergence),
};

struct Convergence;

impl Fold for Convergence {
    fn found(&self, now: &Now<'_>) -> Found {
        let progress = now.outcome.progress;
        let (number, at, is_over) = (now.last(), now.at, now.is_over());
        let witness = |keys, finding| Witness {
            number,
            at,
            clients: vec![],
            leaders: vec![],
            keys,
            writes: vec![],
            finding,
        };
        let not_at_rest = || (1, vec![witness(vec![], Finding::NotAtRest(progress))]);
        let (violations, witnesses) = match progress {
            Progress::Converged | Progress::NothingWritten => (0, vec![]),
            Progress::Diverged => {
                let keys = disputed_keys(now.world);
                let first = keys.iter().take(MAX_WITNESSES);
                let witnesses = first.map(|key| witness(vec![(*key).clone()], Finding::ReadDifferently));
                (keys.len(), witnesses.collect())
            }
            Progress::Halted | Progress::NoLeaderLeft => not_at_rest(),
            Progress::InFlight { .. } | Progress::Queued { .. } if is_over => not_at_rest(),
            Progress::InFlight { .. } | Progress::Queued { .. } => {
                return Found { is_open: true, ..Found::default() };
            }
        };
        Found { checked: now.outcome.fates.accepted, violations, witnesses, ..Found::default() }
    }
}

/// Every key that leaders read differently, in the order of keys.
fn disputed_keys(world: &World) -> Vec<&Key> {
    let mut stores = world.leaders.values().map(|leader| &leader.store);
    let Some(first) = stores.next() else { return Vec::new() };
    let others: Vec<_> = stores.collect();
    let stored = std::iter::once(first).chain(others.iter().copied()).flat_map(|store| store.iter());
    let keys: BTreeSet<&Key> = stored.map(|(key, _)| key).collect();
    let is_disputed = |key: &&Key| others.iter().any(|other| !first.reads_like_on(key, other));
    keys.into_iter().filter(is_disputed).collect()
}
