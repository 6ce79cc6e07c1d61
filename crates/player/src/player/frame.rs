//! What is shown between two events.

use replication::{Micros, Simulation, World};

use crate::narration::Narration;
use crate::outcome::Outcome;
use crate::timeline::Timeline;

/// The world between two turns of the run, and what to say of it. It stays the same object while nothing
/// happens, so that a page can tell by pointer that nothing is to be drawn anew.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How many events have happened.
    pub count: usize,
    /// What the run has come to.
    pub outcome: Outcome,
    /// What to say of it.
    pub narration: Narration,
    run: Simulation,
}

impl Frame {
    pub(crate) fn new(timeline: &Timeline, at: Micros, from: Option<&Self>) -> Self {
        let run = timeline.run_at(at, from.map(|frame| &frame.run));
        let count = timeline.count_at(at);
        let outcome = Outcome::new(timeline, count, run.world());
        let narration = Narration::new(timeline, count, run.world(), &outcome);
        Self { count, outcome, narration, run }
    }

    /// The world.
    #[must_use]
    pub fn world(&self) -> &World {
        self.run.world()
    }
}
