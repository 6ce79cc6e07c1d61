//! When a run comes to rest with all stores equal.
//!
//! Stores are compared only where something was applied since they were last equal, so that a run of a million
//! events costs little more to look at than to make.

use std::collections::BTreeSet;

use replication::{Event, Key, Simulation, World};

/// What is known of the stores since they were last equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConvergenceTracker {
    /// Keys on which they may differ.
    touched: BTreeSet<Key>,
    /// Whether they may differ on any key.
    any_key: bool,
    /// Whether anything has been written.
    written: bool,
    /// Whether all is at rest and equal.
    converged: bool,
}

impl ConvergenceTracker {
    /// Notes what an event may have changed in a store.
    pub(crate) fn add(&mut self, event: &Event) {
        match event {
            Event::Accepted { .. } => self.written = true,
            Event::Applied { write, .. } => self.touch(&write.key),
            Event::TombstoneRemoved { key, .. } => self.touch(key),
            Event::Joined(_) | Event::Left(_) | Event::SnapshotLoaded(_) => self.any_key = true,
            _ => {}
        }
    }

    fn touch(&mut self, key: &Key) {
        if !self.touched.contains(key) {
            self.touched.insert(key.clone());
        }
    }

    /// Whether it has just come to rest with all stores equal. What happens at one instant happens whole first.
    pub(crate) fn has_just_converged(&mut self, run: &Simulation) -> bool {
        let world = run.world();
        if run.next_at() == Some(world.now) {
            return false;
        }
        let was_settled = self.converged;
        self.converged = self.written && world.is_quiescent() && self.stores_agree(world);
        self.converged && !was_settled
    }

    fn stores_agree(&mut self, world: &World) -> bool {
        match self.any_key {
            true if world.stores_agree() => self.touched.clear(),
            true => return false,
            false => self.touched.retain(|key| !world.stores_agree_on(key)),
        }
        self.any_key = false;
        self.touched.is_empty()
    }
}
