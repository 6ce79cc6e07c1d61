//! Under avoidance: which leader each key is at home with, and the way to fail a home over.

mod window;

use std::collections::{BTreeMap, BTreeSet};

use replication::{Command, Key, LeaderId, World};

use crate::action::Action;
use crate::words::leader;

pub use window::{HomeWindow, HomeWindows, describe_window, describe_window_cost};

/// A key at a leader that some leaders believe to be its home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtHome {
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
pub fn map_of_homes(world: &World) -> Vec<(LeaderId, Vec<AtHome>)> {
    let Some(avoidance) = world.policy.rules().avoidance() else {
        return Vec::new();
    };
    let leaders = || world.leaders.values();
    let written = leaders().flat_map(|leader| leader.store.iter().map(|(key, _)| key));
    let assigned = leaders().flat_map(|leader| leader.homes.keys());
    let keys: BTreeSet<&Key> = written.chain(assigned).chain(avoidance.homes.keys()).collect();
    let mut rows: BTreeMap<LeaderId, Vec<AtHome>> = BTreeMap::new();
    for key in keys {
        let homes = beliefs(world, key);
        let disputed = homes.len() > 1;
        for (home, believers) in homes {
            rows.entry(home).or_default().push(AtHome { key: key.clone(), believers, disputed });
        }
    }
    world.roster.iter().map(|id| (*id, rows.remove(id).unwrap_or_default())).collect()
}

/// The homes of a key that leaders which are up believe in, each with those who do. If none is up, what they would
/// believe.
fn beliefs(world: &World, key: &Key) -> BTreeMap<LeaderId, Vec<LeaderId>> {
    let nobody_answers = !world.roster.iter().any(|id| world.answers(*id));
    let mut homes: BTreeMap<LeaderId, Vec<LeaderId>> = BTreeMap::new();
    for believer in world.roster.iter().filter(|id| nobody_answers || world.answers(**id)) {
        if let Some((home, _)) = world.home_of(key, *believer) {
            homes.entry(home).or_default().push(*believer);
        }
    }
    homes
}

/// The action that gives all keys of a home to another leader, after the home has crashed if it is still up. None
/// if there is no key to give, or the other cannot be told of it.
#[must_use]
pub fn fail_over(world: &World, home: LeaderId, heir: LeaderId) -> Option<Action> {
    let keys = map_of_homes(world).into_iter().find(|(id, _)| *id == home)?.1;
    if keys.is_empty() || home == heir || !world.answers(heir) {
        return None;
    }
    let is_up = world.leaders.get(&home).is_some_and(|leader| leader.up);
    let crash = is_up.then_some(Command::Crash { leader: home });
    let assign = keys.into_iter().map(|at| Command::Assign { key: at.key, home: heir, at: None });
    let name = format!("fail over from {} to {}", leader(world, home), leader(world, heir));
    Some(Action::Together { name, commands: crash.into_iter().chain(assign).collect() })
}
