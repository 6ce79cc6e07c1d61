//! What is shown: the run of the current branch, the frame at the playhead, and the branch beside it.

use std::rc::Rc;

use replication::Micros;
use timeline::Timeline;

use crate::branches::BranchId;
use crate::frame::Frame;
use crate::run_cache::{Run, RunCache};
use crate::side_by_side::SideBySide;

/// The runs that are shown, and those that are kept.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The run of the branch that is shown.
    pub(super) run: Rc<Run>,
    /// That and those of other branches.
    pub(super) cache: Rc<RunCache>,
    /// The world at the playhead.
    pub(super) frame: Rc<Frame>,
    /// Another branch that is shown beside it.
    pub(super) beside: Option<Rc<SideBySide>>,
}

/// Whether both show the same objects; which other runs are kept makes no difference.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let beside = |shown: &Self| shown.beside.as_ref().map(Rc::as_ptr);
        self.has_same_run(other) && Rc::ptr_eq(&self.frame, &other.frame) && beside(self) == beside(other)
    }
}

impl Shown {
    /// A run at its beginning, and no other.
    pub(super) fn new(run: Rc<Run>) -> Self {
        let frame = Rc::new(Frame::new(&run.timeline, Micros::ZERO, None));
        let mut cache = RunCache::default();
        cache.add(run.clone());
        Self { run, cache: Rc::new(cache), frame, beside: None }
    }

    pub(super) fn timeline(&self) -> &Rc<Timeline> {
        &self.run.timeline
    }

    /// Whether it is the same run, wherever the playhead stands.
    pub(super) fn has_same_run(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.run, &other.run)
    }

    /// The branch beside.
    pub(super) fn compared(&self) -> Option<BranchId> {
        self.beside.as_ref().map(|beside| beside.id())
    }

    /// When the last event happens in what is shown: here, or in the branch beside.
    pub(super) fn ends_at(&self) -> Micros {
        let there = self.beside.as_ref().map(|beside| beside.run.timeline.ends_at());
        self.timeline().ends_at().max(there.unwrap_or_default())
    }

    /// Goes to an instant. The frame stays the same object while nothing happens.
    pub(super) fn seek(&mut self, at: Micros) {
        if !self.timeline().is_unchanged_between(self.frame.world().now, at) {
            self.frame = Rc::new(Frame::new(self.timeline(), at, Some(&self.frame)));
        }
        self.beside = self.beside.as_ref().map(|beside| beside.sought_to(at));
    }
}
