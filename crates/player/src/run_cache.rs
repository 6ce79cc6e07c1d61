//! The run cache: computed runs of branches, so that switching is instant.

use std::cell::OnceCell;
use std::rc::Rc;

use scenario::Scenario;

use crate::branches::Branches;
use crate::frame::Frame;
use timeline::Timeline;

/// The run of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    scenario: Rc<Scenario>,
    pub(crate) timeline: Rc<Timeline>,
    /// The frame at its end, computed on first use.
    end: OnceCell<Rc<Frame>>,
}

impl Run {
    pub(crate) fn new(scenario: Rc<Scenario>, timeline: Rc<Timeline>) -> Rc<Self> {
        Rc::new(Self { scenario, timeline, end: OnceCell::new() })
    }

    /// The world at its end.
    pub(crate) fn end(&self) -> &Rc<Frame> {
        self.end.get_or_init(|| Rc::new(Frame::new(&self.timeline, self.timeline.ends_at(), None)))
    }

    fn is_of(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.scenario, scenario) || self.scenario == *scenario
    }
}

/// Computed runs, latest last.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunCache(Vec<Rc<Run>>);

/// The event limit for cached runs that are not in use: about half a kilobyte each, shared parts not counted.
const MAX_EVENTS: usize = 500_000;

impl RunCache {
    /// The run of a scenario, if it is kept.
    pub(crate) fn get(&self, scenario: &Rc<Scenario>) -> Option<&Rc<Run>> {
        self.0.iter().find(|run| run.is_of(scenario))
    }

    pub(crate) fn add(&mut self, run: Rc<Run>) {
        self.0.retain(|cached| !cached.is_of(&run.scenario));
        self.0.push(run);
    }

    /// Drops runs of removed branches, and long runs that are not in use.
    pub(crate) fn tidy(&mut self, branches: &Branches, in_use: &[Rc<Scenario>]) {
        let is_in_use = |run: &Run| in_use.iter().any(|scenario| run.is_of(scenario));
        let is_a_branch = |run: &Run| branches.all().iter().any(|branch| run.is_of(&branch.scenario));
        let mut events = 0;
        // Latest first.
        self.0.reverse();
        self.0.retain(|run| {
            if is_in_use(run) {
                return true;
            }
            events += run.timeline.records().len();
            events <= MAX_EVENTS && is_a_branch(run)
        });
        self.0.reverse();
    }
}
