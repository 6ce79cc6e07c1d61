//! A frame: the world at an instant and the outcome so far.

use analysis::Outcome;
use replication::{Micros, Policy, Replication, Simulation, Topology, World};
use timeline::Timeline;

/// The world between two events, and the outcome so far. The object stays the same while nothing happens, so that a page
/// can compare pointers to skip drawing.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How many events have happened.
    pub count: usize,
    /// The outcome so far.
    pub outcome: Outcome,
    run: Simulation,
}

impl Frame {
    pub(crate) fn new(timeline: &Timeline, at: Micros, from: Option<&Self>) -> Self {
        let run = timeline.run_at(at, from.map(|frame| &frame.run));
        let count = timeline.count_at(at);
        let outcome = Outcome::new(timeline, count, run.world());
        Self { count, outcome, run }
    }

    /// The instant of the world.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.world().now
    }

    /// The policy in force now.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.world().policy
    }

    /// The topology now.
    #[must_use]
    pub fn topology(&self) -> &Topology {
        &self.world().topology
    }

    /// How writes are forwarded, deduplicated and applied now.
    #[must_use]
    pub fn replication(&self) -> Replication {
        self.world().replication
    }

    /// The world. Not for pages: they read it through the views.
    pub(crate) fn world(&self) -> &World {
        self.run.world()
    }

    /// Everything in the world except its instant, as text that is equal for equal worlds: for tests.
    #[must_use]
    pub fn world_as_text(&self) -> String {
        let mut world = self.world().clone();
        world.now = Micros::ZERO;
        format!("{world:?}")
    }
}
