//! Homes of keys under conflict avoidance, as the leaders believe them to be.

mod window;

use std::collections::{BTreeMap, BTreeSet};

use replication::{Key, LeaderId, World};

pub use window::{HomeWindow, HomeWindows, home_windows};

/// A key, at a leader that others believe to be its home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAssignment {
    /// The key, or a prefix followed by `*`.
    pub key: Key,
    /// The leaders that believe it.
    pub believers: Vec<LeaderId>,
    /// Whether other leaders believe in another home.
    pub disputed: bool,
}

/// Every leader in ring order, with the keys whose home it is according to leaders that are up. A disputed key is listed
/// at each of its homes. Empty if the policy has no homes.
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

/// The homes of a key, each with the leaders that believe in it. Only leaders that are up count, unless none is.
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
