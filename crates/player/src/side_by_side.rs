//! Side by side: another branch next to the current one at the same instant, and where they diverge.

use std::rc::Rc;

use analysis::{DivergencePoint, divergence};
use replication::Micros;

use crate::branches::{BranchId, Branches};
use crate::frame::Frame;
use crate::run_cache::Run;
use timeline::Timeline;

/// Where two runs diverge, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedDivergence {
    /// The instant.
    pub at: Micros,
    /// The event in the current branch.
    pub current: String,
    /// The event in the other branch.
    pub compared: String,
}

/// The other branch at the playhead.
#[derive(Clone, Debug)]
pub(crate) struct SideBySide {
    /// All branches, with that one shown.
    pub(crate) branches: Rc<Branches>,
    pub(crate) run: Rc<Run>,
    pub(crate) frame: Rc<Frame>,
    pub(crate) divergence: Option<DivergencePoint>,
}

impl SideBySide {
    pub(crate) fn new(branches: Rc<Branches>, run: Rc<Run>, current: &Timeline, at: Micros) -> Self {
        let frame = Rc::new(Frame::new(&run.timeline, at, None));
        let divergence = divergence(current, &run.timeline);
        Self { branches, run, frame, divergence }
    }

    /// The id of the other branch.
    pub(crate) fn id(&self) -> BranchId {
        self.branches.current().id
    }

    /// The same branches at another instant; the same object if nothing happens in between.
    pub(crate) fn sought_to(self: &Rc<Self>, at: Micros) -> Rc<Self> {
        let timeline = &self.run.timeline;
        if timeline.is_unchanged_between(self.frame.world().now, at) {
            return self.clone();
        }
        let frame = Rc::new(Frame::new(timeline, at, Some(&self.frame)));
        Rc::new(Self { frame, ..(**self).clone() })
    }
}
