//! What is due and when, in one total order.
//!
//! Ties of time are broken by what a thing is, never by when it was put in: so an edit elsewhere does not
//! change the order of what it has nothing to do with.

use std::collections::BTreeSet;

use crate::id::LinkId;
use crate::time::Micros;

/// Something that happens by itself. It is out of date, and nothing comes of it, if the message has since been
/// stopped or sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// A message comes to the end of its link.
    Arrival { link: LinkId, index: usize, attempt: u32 },
    /// A sender has waited long enough for an answer.
    Resend { link: LinkId, index: usize, attempt: u32 },
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
