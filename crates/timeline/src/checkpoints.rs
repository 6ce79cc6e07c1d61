//! Checkpoints of a run: any instant is a short replay away, and an edited run continues from the last one it shares.
//!
//! To continue, a run needs its whole recording; to show an instant, only the simulation. Seeks are far more frequent
//! than edits, so the simulation alone is kept at more points.

use std::rc::Rc;

use replication::{Micros, Simulation, World};

use crate::checkpoint_spacing::{Limits, SpacedCheckpoints};
use crate::recording::Recording;

/// Copies of recordings, by the work of the run, and about how many bytes they take beyond what they share.
const RECORDINGS: Limits = Limits { spacing: 16_384, points: 32, weight: 16_000_000 };
/// Copies of simulations. A replay over this distance takes a few milliseconds, and a copy takes tens of kilobytes
/// even if little has changed since the last.
const RUNS: Limits = Limits { spacing: 4_096, points: 256, weight: 48_000_000 };

/// Copies of the recording, and of the simulation alone, at several instants.
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

    /// The checkpoints before the first for which this does not hold. The beginning always stays.
    pub(crate) fn up_to(&self, holds: impl Fn(&World) -> bool) -> Self {
        Self {
            recordings: self.recordings.up_to(|recording| holds(recording.run.world())),
            runs: self.runs.up_to(|run| holds(run.world())),
        }
    }

    /// Takes a checkpoint if enough has happened since the last. A recording shares its simulation with the checkpoint
    /// of the simulation alone.
    pub(crate) fn offer(&mut self, recording: &Recording) {
        let position = recording.run.work_done() as usize;
        // A deep copy: the original has spare capacity for what is still to come.
        let copy_run =
            |work| (recording.run.unshared_bytes(work), Rc::new(Simulation::clone(&recording.run)));
        if let Some(run) = self.runs.offer(position, copy_run).cloned() {
            self.recordings
                .offer(position, |_| (recording.unshared_bytes(), Rc::new(recording.with_run(run))));
        }
    }

    /// The last checkpoint at or before an instant.
    pub(crate) fn at(&self, at: Micros) -> &Simulation {
        let recording = self.recordings.last_where(|recording| recording.run.world().now <= at);
        let run = self.runs.last_where(|run| run.world().now <= at);
        if run.events() < recording.run.events() { &recording.run } else { run }
    }

    /// The last checkpoint from which the run can continue.
    pub(crate) fn last(&self) -> &Recording {
        self.recordings.last()
    }
}
