//! Writes under way: those with copies in flight, queued, held back or in a snapshot, which may still be applied.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Dot, Key, World, gather};

use super::contents::Contents;
use super::made::AllMade;

/// The client writes that something under way contains and that no stored version needs to vouch for.
pub(super) fn under_way(made: &AllMade, world: &World) -> BTreeSet<Dot> {
    let mut all = BTreeSet::new();
    let mut stored_of: BTreeMap<&Key, BTreeSet<Dot>> = BTreeMap::new();
    for dot in versions_under_way(world) {
        let Some(version) = made.get(dot) else {
            continue;
        };
        let key = &version.write.key;
        let stored = stored_of.entry(key).or_insert_with(|| stored_versions(world, key));
        if stored.contains(&dot) {
            continue;
        }
        match &version.contents {
            Contents::Nothing => {}
            Contents::One(only, _) => drop(all.insert(*only)),
            // Of a long history, only what no stored version contains can make a difference.
            Contents::Many(_) => {
                let similar = stored.iter().filter_map(|stored| made.get(*stored));
                let similar = similar.map(|stored| &stored.contents).find(|contents| contents.contains(dot));
                let rest = version.contents.difference(similar.unwrap_or(&Contents::Nothing));
                all.extend(rest.into_iter().filter(|dot| version.contents.contains(*dot)));
            }
        }
    }
    all
}

/// The versions of a key that any leader stores.
fn stored_versions(world: &World, key: &Key) -> BTreeSet<Dot> {
    let entries = world.leaders.values().filter_map(|leader| leader.store.get(key));
    gather(entries.flat_map(|entry| entry.dots()))
}

fn versions_under_way(world: &World) -> BTreeSet<Dot> {
    let mut found = BTreeSet::new();
    for (link, channel) in &world.link_states {
        // A message whose write was already applied restores nothing.
        let receiver = world.leaders.get(&link.to);
        let sent = channel.in_transit().map(|sent| sent.dot);
        found.extend(sent.filter(|dot| receiver.is_some_and(|leader| !leader.applied.contains(*dot))));
    }
    // Queued writes are those that the receiver has not applied.
    let queued = world.links_with_backlog().flat_map(|(_, queued)| queued);
    found.extend(queued.map(|entry| entry.write.dot));
    for leader in world.leaders.values() {
        found.extend(leader.buffered.iter().map(|waiting| waiting.entry.write.dot));
    }
    found
}
