//! A job: an edit whose run is still being computed.

use std::rc::Rc;

use analysis::waits_for_scripts;
use replication::{Fingerprint, Micros};
use scenario::Scenario;
use timeline::{BuildProgress, TimelineBuilder};

use crate::branches::{BranchId, Branches};
use crate::document::DocumentRevision;
use crate::history::History;
use crate::run_cache::Run;

/// Runs up to this many events, or this much work, are computed immediately; longer ones in slices, so the page stays
/// responsive.
pub(crate) const IMMEDIATE_EVENTS: usize = 10_000;

/// The runs being computed, and what happens when they are done.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// Scenarios whose runs are missing, with their builders; the next one is last.
    pub(crate) missing: Vec<(Rc<Scenario>, TimelineBuilder)>,
    /// Runs that are done.
    pub(crate) finished: Vec<Rc<Run>>,
    pub(crate) branches: Rc<Branches>,
    /// The history including this edit.
    pub(crate) history: Rc<History>,
    /// The branch to show side by side.
    pub(crate) beside: Option<BranchId>,
    pub(crate) on_finished: OnFinished,
    /// Whether the next run needs the script engine, which is not loaded yet.
    pub(crate) waits_for_scripts: bool,
}

/// Where the playhead goes in a run that may not be computed yet.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Destination {
    At(Micros),
    End,
}

/// What to do once a run is computed.
#[derive(Clone, Debug, Default)]
pub(crate) struct OnFinished {
    /// Where to move the playhead, unless the user moves it in the meantime.
    pub(crate) seek: Option<Destination>,
    /// Whether to continue playback if the run was played to its end.
    pub(crate) play_on: bool,
    /// What the job opens; none if it is an edit of the run that is open.
    pub(crate) opening: Option<Opening>,
}

/// A run that is being opened.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    /// The document it was read as.
    pub(crate) document: Option<DocumentRevision>,
    /// Whether it is the first: until it is computed, no other run is shown.
    pub(crate) is_first: bool,
    /// The expected fingerprint, and the version of the semantics that it was computed with.
    pub(crate) expected: Option<(Fingerprint, u32)>,
}

impl Job {
    /// Computes up to this many more events of each run. Returns whether the job is unfinished.
    pub(crate) fn advance(&mut self, events: usize) -> bool {
        while let Some((scenario, builder)) = self.missing.last_mut() {
            self.waits_for_scripts = waits_for_scripts(scenario);
            if self.waits_for_scripts {
                return true;
            }
            if builder.advance(events) {
                return true;
            }
            if let Some((scenario, builder)) = self.missing.pop() {
                self.finished.push(Run::new(scenario, Rc::new(builder.finish())));
            }
        }
        false
    }

    /// Whether it opens a run beside the one that is shown, so that the instants of that one mean nothing in it.
    pub(crate) fn replaces_the_run(&self) -> bool {
        self.on_finished.opening.as_ref().is_some_and(|opening| !opening.is_first)
    }

    pub(crate) fn progress(&self) -> BuildProgress {
        let builder = self.missing.last().map(|(_, builder)| builder);
        builder.map_or(BuildProgress { events: 0, percent: 99 }, TimelineBuilder::progress)
    }
}
