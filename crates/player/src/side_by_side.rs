//! Another branch beside the one that is shown, on the same clock, and where the two part.

use std::rc::Rc;

use replication::Micros;

use crate::branches::{BranchId, Branches};
use crate::frame::Frame;
use crate::run_cache::Run;
use timeline::Timeline;

/// The first event in which two runs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// When it happens: the earlier instant of the two.
    pub at: Micros,
    /// How many events are the same before it: the number of the first that differs, in either run that has
    /// so many.
    pub number: usize,
}

/// Where two runs part, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// When.
    pub at: Micros,
    /// What happens in the branch that is shown.
    pub here: String,
    /// What happens in the one beside it.
    pub there: String,
}

impl Difference {
    /// Where two runs part; none if they are the same event for event.
    #[must_use]
    pub fn between(here: &Timeline, there: &Timeline) -> Option<Self> {
        if here.fingerprint() == there.fingerprint() {
            return None;
        }
        let known = here.same_as(there);
        let (ours, theirs) = (here.records(), there.records());
        let shorter = ours.len().min(theirs.len());
        let number =
            (known..shorter).find(|number| ours.get(*number) != theirs.get(*number)).unwrap_or(shorter);
        let instants = [ours, theirs].into_iter().filter_map(|records| records.get(number));
        instants.map(|record| record.at).min().map(|at| Self { at, number })
    }
}

/// The other branch as it stands at the playhead.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    /// All branches, with that one shown.
    pub(crate) branches: Rc<Branches>,
    pub(crate) run: Rc<Run>,
    pub(crate) frame: Rc<Frame>,
    pub(crate) difference: Option<Difference>,
}

impl Beside {
    pub(crate) fn new(branches: Rc<Branches>, run: Rc<Run>, here: &Timeline, at: Micros) -> Self {
        let frame = Rc::new(Frame::new(&run.timeline, at, None));
        let difference = Difference::between(here, &run.timeline);
        Self { branches, run, frame, difference }
    }

    /// Which branch it is.
    pub(crate) fn id(&self) -> BranchId {
        self.branches.current().id
    }

    /// Goes where the playhead goes. Stays the same while nothing happens.
    pub(crate) fn sought(self: &Rc<Self>, at: Micros) -> Rc<Self> {
        let timeline = &self.run.timeline;
        if timeline.is_still_between(self.frame.world().now, at) {
            return self.clone();
        }
        let frame = Rc::new(Frame::new(timeline, at, Some(&self.frame)));
        Rc::new(Self { frame, ..(**self).clone() })
    }
}
