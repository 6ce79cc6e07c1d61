//! Conflict avoidance: which leader is home for each key, as the leaders believe.

mod window;

use std::collections::{BTreeMap, BTreeSet};

use replication::{Key, LeaderId, World};

pub use window::{HomeWindow, HomeWindows, home_windows};

/// A key at a leader that some leaders believe to be its home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAssignment {
    /// The key, or how keys begin, before a `*`.
    pub key: Key,
    /// Who believes it.
    pub believers: Vec<LeaderId>,
    /// Whether others believe in another home.
    pub disputed: bool,
}

/// Every leader in the order of the roster, with the keys that are at home there by what those who are up believe.
/// A key of which they believe different things is listed at each of its homes. Nothing where keys have no homes.
#[must_use]
pub fn key_assignments(world: &World) -> Vec<(LeaderId, Vec<KeyAssignment>)> {
    let Some(avoidance) = world.policy.avoidance() else {
        return Vec::new();
    };
    let leaders = || world.leaders.values();
    let written = leaders().flat_map(|leader| leader.store.iter().map(|(key, _)| key));
    let assigned = leaders().flat_map(|leader| leader.homes.keys());
    let keys: BTreeSet<&Key> = written.chain(assigned).chain(avoidance.homes.keys()).collect();
    let mut rows: BTreeMap<LeaderId, Vec<KeyAssignment>> = BTreeMap::new();
    for key in keys {
        let homes = beliefs(world, key);
        let disputed = homes.len() > 1;
        for (home, believers) in homes {
            rows.entry(home).or_default().push(KeyAssignment { key: key.clone(), believers, disputed });
        }
    }
    world.members.iter().map(|id| (*id, rows.remove(id).unwrap_or_default())).collect()
}

/// The homes of a key that leaders which are up believe in, each with those who do. If none is up, what they would
/// believe.
fn beliefs(world: &World, key: &Key) -> BTreeMap<LeaderId, Vec<LeaderId>> {
    let nobody_answers = !world.members.iter().any(|id| world.is_serving(*id));
    let mut homes: BTreeMap<LeaderId, Vec<LeaderId>> = BTreeMap::new();
    for believer in world.members.iter().filter(|id| nobody_answers || world.is_serving(**id)) {
        if let Some((home, _)) = world.home_of(key, *believer) {
            homes.entry(home).or_default().push(*believer);
        }
    }
    homes
}
