//! An edit whose run is still being computed: what the player will be like once it is.

use std::rc::Rc;

use analysis::waits_for_scripts;
use replication::{Fingerprint, Micros};
use scenario::Scenario;
use timeline::{BuildProgress, TimelineBuilder};

use crate::branches::{BranchId, Branches};
use crate::history::History;
use crate::run_cache::Run;

/// So many events are computed at once. More are computed bit by bit, so that the page stays alive.
pub(crate) const IMMEDIATE_EVENTS: usize = 30_000;

/// What is being computed, and what is to be done with it.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// The scenarios whose run is missing, with the run as far as it has come, the next one last.
    pub(crate) missing: Vec<(Rc<Scenario>, TimelineBuilder)>,
    /// Those that are done.
    pub(crate) finished: Vec<Rc<Run>>,
    pub(crate) branches: Rc<Branches>,
    /// The edits, with this one among them.
    pub(crate) history: Rc<History>,
    /// What is then looked at beside what is shown.
    pub(crate) beside: Option<BranchId>,
    pub(crate) on_finished: OnFinished,
    /// Whether the next run needs what runs merge code, which is not there yet.
    pub(crate) waits_for_scripts: bool,
}

/// What is done once a run is computed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OnFinished {
    /// Where the playhead goes.
    pub(crate) seek: Option<Micros>,
    /// Whether a run that was played to its end is played on.
    pub(crate) play_on: bool,
    /// Whether it is another run that was opened.
    pub(crate) opens: bool,
    /// What the run should come to.
    pub(crate) expected: Option<Fingerprint>,
}

impl Job {
    /// Goes on for so many further events of each run. Returns whether there is more to do.
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

    pub(crate) fn progress(&self) -> BuildProgress {
        let builder = self.missing.last().map(|(_, builder)| builder);
        builder.map_or(BuildProgress { events: 0, percent: 99 }, TimelineBuilder::progress)
    }
}
