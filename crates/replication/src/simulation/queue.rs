//! What is due and when, in one total order.
//!
//! Ties of time are broken by what a thing is, never by when it was put in: so an edit elsewhere does not
//! change the order of what it has nothing to do with.

use std::collections::BTreeSet;

use crate::id::{LeaderId, LinkId};
use crate::time::Micros;
use crate::versions::Dot;

/// Something that happens by itself. It is out of date, and nothing comes of it, if the message has since
/// been stopped or sent again, or is due at another time by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// A message comes to the end of its link.
    Arrival { link: LinkId, index: usize, attempt: u32 },
    /// A sender has waited long enough for an answer; of a copy, as long.
    Resend { link: LinkId, index: usize, attempt: u32, copy: bool },
    /// A copy of a message comes to the end of its link.
    CopyArrival { link: LinkId, index: usize, attempt: u32 },
    /// A client's request comes to the leader that it was passed on to, or its answer comes back.
    ErrandArrival { number: u64 },
    /// A leader has waited long enough for the answer to a request that it passed on.
    ErrandTimeout { number: u64 },
    /// A snapshot comes to the leader that joins.
    SnapshotArrival { leader: LeaderId },
    /// A leader has kept a tombstone long enough.
    TombstoneEnd { leader: LeaderId, dot: Dot },
}

/// Everything that is due.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    due: BTreeSet<(Micros, Due)>,
}

impl Queue {
    pub(crate) fn next_at(&self) -> Option<Micros> {
        self.due.first().map(|(at, _)| *at)
    }

    pub(crate) fn put(&mut self, at: Micros, due: Due) {
        self.due.insert((at, due));
    }

    pub(crate) fn take(&mut self) -> Option<Due> {
        self.due.pop_first().map(|(_, due)| due)
    }
}
