//! Detects convergence: nothing in flight, nothing queued, and all leaders read the same (SEMANTICS C1).
//!
//! Only keys touched since all leaders last read the same are compared, so the check costs little even in a run of a
//! million events.

use std::collections::BTreeSet;

use replication::{Event, Key, Simulation, World};

/// What may have changed since all leaders last read the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConvergenceTracker {
    /// Keys on which leaders may differ.
    touched: BTreeSet<Key>,
    /// Whether leaders may differ on any key.
    any_key: bool,
    /// Whether anything was written yet.
    written: bool,
    /// Whether the run has converged and an event has shown it.
    is_shown: bool,
}

impl ConvergenceTracker {
    /// Notes what an event may have changed in the stores.
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

    /// Whether the run has converged by this instant, and not yet at an earlier one with an event. Checked only once
    /// everything at this instant has happened. The end of a request that nobody waits for is no event.
    pub(crate) fn has_just_converged(&mut self, run: &Simulation, has_event: bool) -> bool {
        let world = run.world();
        if run.next_at() == Some(world.now) {
            return false;
        }
        let was_shown = self.is_shown;
        let is_at_rest = self.written && world.is_quiescent() && !world.leaders.is_empty();
        let converged = is_at_rest && self.reads_agree(world);
        self.is_shown = converged && (was_shown || has_event);
        self.is_shown && !was_shown
    }

    fn reads_agree(&mut self, world: &World) -> bool {
        match self.any_key {
            true if world.reads_agree() => self.touched.clear(),
            true => return false,
            false => self.touched.retain(|key| !world.reads_agree_on(key)),
        }
        self.any_key = false;
        self.touched.is_empty()
    }
}
