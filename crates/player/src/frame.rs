//! What is shown between two events.

use analysis::Outcome;
use replication::{Micros, Policy, Simulation, Topology, World};
use timeline::Timeline;

/// The world between two events, and the outcome so far. It stays the same object while nothing
/// happens, so that a page can tell by pointer that nothing is to be drawn anew.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How many events have happened.
    pub count: usize,
    /// What the run has come to.
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

    /// The policy that holds now.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.world().policy
    }

    /// The topology now.
    #[must_use]
    pub fn topology(&self) -> &Topology {
        &self.world().topology
    }

    /// The world.
    #[must_use]
    pub fn world(&self) -> &World {
        self.run.world()
    }
}
