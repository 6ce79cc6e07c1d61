//! What is shown: the run of the current branch, the frame at the playhead, and the compared branch.

use std::rc::Rc;

use replication::Micros;
use timeline::Timeline;

use crate::branches::BranchId;
use crate::frame::Frame;
use crate::run_cache::{Run, RunCache};
use crate::side_by_side::SideBySide;

/// The runs that are shown, and the cached ones.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The run of the current branch.
    pub(super) run: Rc<Run>,
    /// The runs of all branches computed so far.
    pub(super) cache: Rc<RunCache>,
    /// The world at the playhead.
    pub(super) frame: Rc<Frame>,
    /// The branch shown side by side with it.
    pub(super) beside: Option<Rc<SideBySide>>,
}

/// Equal if both show the same objects; cached runs are not compared.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let beside = |shown: &Self| shown.beside.as_ref().map(Rc::as_ptr);
        self.has_same_run(other) && Rc::ptr_eq(&self.frame, &other.frame) && beside(self) == beside(other)
    }
}

impl Shown {
    /// A single run, at its beginning.
    pub(super) fn new(run: Rc<Run>) -> Self {
        let frame = Rc::new(Frame::new(&run.timeline, Micros::ZERO, None));
        let mut cache = RunCache::default();
        cache.add(run.clone());
        Self { run, cache: Rc::new(cache), frame, beside: None }
    }

    pub(super) fn timeline(&self) -> &Rc<Timeline> {
        &self.run.timeline
    }

    /// Whether both show the same run, regardless of the playhead.
    pub(super) fn has_same_run(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.run, &other.run)
    }

    /// The compared branch.
    pub(super) fn compared(&self) -> Option<BranchId> {
        self.beside.as_ref().map(|beside| beside.id())
    }

    /// The instant of the last event in the current branch or, if later, in the compared one.
    pub(super) fn ends_at(&self) -> Micros {
        let compared = self.beside.as_ref().map(|beside| beside.run.timeline.ends_at());
        self.timeline().ends_at().max(compared.unwrap_or_default())
    }

    /// Moves to an instant. The frame stays the same object if nothing happens in between.
    pub(super) fn seek(&mut self, at: Micros) {
        if !self.timeline().is_unchanged_between(self.frame.world().now, at) {
            self.frame = Rc::new(Frame::new(self.timeline(), at, Some(&self.frame)));
        }
        self.beside = self.beside.as_ref().map(|beside| beside.sought_to(at));
    }
}
