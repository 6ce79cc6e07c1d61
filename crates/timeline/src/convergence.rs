//! When a run comes to rest with all stores equal.
//!
//! Stores are compared only where something was applied since they were last equal, so that a run of a million
//! events costs little more to look at than to make.

use std::collections::BTreeSet;

use replication::{Event, Key, Simulation, World};

/// What is known of the stores since they were last equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    /// Keys on which they may differ.
    touched: BTreeSet<Key>,
    /// Whether they may differ on any key.
    all: bool,
    /// Whether anything has been written.
    written: bool,
    /// Whether all is at rest and equal.
    settled: bool,
}

impl Settling {
    /// Notes what an event may have changed in a store.
    pub(crate) fn add(&mut self, event: &Event) {
        match event {
            Event::Accepted { .. } => self.written = true,
            Event::Applied { write, .. } => self.touch(&write.key),
            Event::TombstoneRemoved { key, .. } => self.touch(key),
            Event::Joined(_) | Event::Left(_) | Event::SnapshotLoaded(_) => self.all = true,
            _ => {}
        }
    }

    fn touch(&mut self, key: &Key) {
        if !self.touched.contains(key) {
            self.touched.insert(key.clone());
        }
    }

    /// Whether it has just come to rest with all stores equal. What happens at one instant happens whole first.
    pub(crate) fn look(&mut self, run: &Simulation) -> bool {
        let world = run.world();
        if run.next_at() == Some(world.now) {
            return false;
        }
        let was_settled = self.settled;
        self.settled = self.written && world.is_quiescent() && self.agree(world);
        self.settled && !was_settled
    }

    fn agree(&mut self, world: &World) -> bool {
        match self.all {
            true if world.stores_agree() => self.touched.clear(),
            true => return false,
            false => self.touched.retain(|key| !world.stores_agree_on(key)),
        }
        self.all = false;
        self.touched.is_empty()
    }
}
