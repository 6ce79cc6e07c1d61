//! Points of a run from which any instant is reached by a short replay, and from which it goes on otherwise
//! after an edit.
//!
//! To go on, a run needs all that was written down of it so far; to be looked at, only itself. So it is kept
//! alone at more points: a seek is made far more often than an edit.

use std::rc::Rc;

use replication::{Micros, Simulation, World};

use crate::checkpoint_spacing::{Limits, SpacedCheckpoints};
use crate::recording::Recording;

/// Weights are in messages under way: about a hundred bytes each for what is written down of them.
const RECORDINGS: Limits = Limits { points: 64, weight: 200_000 };
/// A hundred and thirty for the messages themselves.
const RUNS: Limits = Limits { points: 1024, weight: 1_600_000 };

/// Copies of the recording, and of the run alone, at several instants.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoints {
    recordings: SpacedCheckpoints<Rc<Recording>>,
    runs: SpacedCheckpoints<Rc<Simulation>>,
}

impl Checkpoints {
    pub(crate) fn new(beginning: Recording) -> Self {
        let runs = SpacedCheckpoints::new(beginning.run.clone(), RUNS);
        Self { recordings: SpacedCheckpoints::new(Rc::new(beginning), RECORDINGS), runs }
    }

    /// The same up to the last point of which this is so. The beginning stays.
    pub(crate) fn up_to(&self, holds: impl Fn(&World) -> bool) -> Self {
        Self {
            recordings: self.recordings.up_to(|recording| holds(recording.run.world())),
            runs: self.runs.up_to(|run| holds(run.world())),
        }
    }

    /// Keeps copies if enough has happened since the last ones. A recording is kept only where the run is kept
    /// alone too, and the two share that.
    pub(crate) fn offer(&mut self, recording: &Recording) {
        let (grown, weight) = (recording.records.len(), recording.own_weight());
        // A true copy, not the run itself, which has room left for what is still to come.
        let kept = self.runs.offer(grown, weight, || Rc::new(Simulation::clone(&recording.run)));
        if let Some(run) = kept.cloned() {
            self.recordings.offer(grown, weight, || Rc::new(recording.with_run(run)));
        }
    }

    /// The last point that is no later than an instant.
    pub(crate) fn at(&self, at: Micros) -> &Simulation {
        let recording = self.recordings.last_where(|recording| recording.run.world().now <= at);
        let run = self.runs.last_where(|run| run.world().now <= at);
        if run.events() < recording.run.events() { &recording.run } else { run }
    }

    /// The last point from which the run can go on.
    pub(crate) fn last(&self) -> &Recording {
        self.recordings.last()
    }
}
