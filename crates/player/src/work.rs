//! An edit whose run is still being computed: what the player will be like once it is.

use std::rc::Rc;

use replication::{Fingerprint, Micros};
use scenario::Scenario;

use crate::history::History;
use crate::timeline::Making;

/// So many events are computed at once. More are computed bit by bit, so that the page stays alive.
pub(crate) const AT_ONCE: usize = 30_000;

/// What is being computed, and what is to be done with it.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    pub(crate) making: Making,
    pub(crate) scenario: Rc<Scenario>,
    /// The edits, with this one among them.
    pub(crate) history: Rc<History>,
    pub(crate) then: Afterwards,
}

/// What is done once a run is computed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Afterwards {
    /// Where the playhead goes.
    pub(crate) seek: Option<Micros>,
    /// Whether a run that was played to its end is played on.
    pub(crate) play_on: bool,
    /// Whether it is another run that was opened.
    pub(crate) opens: bool,
    /// What the run should come to.
    pub(crate) expected: Option<Fingerprint>,
}

/// How far the computing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkProgress {
    /// How many events there are so far.
    pub events: usize,
    /// How much of the time is covered in which something is asked for, in percent.
    pub percent: u64,
}

impl Work {
    pub(crate) fn progress(&self) -> WorkProgress {
        let (at, events) = self.making.progress();
        let whole = self.making.last_command_at().0.max(1);
        WorkProgress { events, percent: (at.0.min(whole) * 100 / whole).min(99) }
    }
}
