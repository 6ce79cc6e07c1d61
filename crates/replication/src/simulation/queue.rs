//! What is due and when, in one total order.
//!
//! Ties of time are broken by what a thing is, never by when it was put in: so an edit elsewhere does not
//! change the order of what it has nothing to do with.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use crate::id::{LeaderId, LinkId};
use crate::time::Micros;
use crate::versions::Dot;

/// Something that happens by itself. It is out of date, and nothing comes of it, if the message has since
/// been stopped or sent again, or is due at another time by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scheduled {
    /// A message comes to the end of its link.
    Arrival { link: LinkId, index: usize, attempt: u32 },
    /// A sender has waited long enough for an answer; of a copy, as long.
    Resend { link: LinkId, index: usize, attempt: u32, copy: bool },
    /// A copy of a message comes to the end of its link.
    CopyArrival { link: LinkId, index: usize, attempt: u32 },
    /// A client's request comes to the leader that it was passed on to, or its answer comes back.
    ForwardedRequestArrival { number: u64 },
    /// A leader has waited long enough for the answer to a request that it passed on.
    ForwardedRequestTimeout { number: u64 },
    /// A snapshot comes to the leader that joins.
    SnapshotArrival { leader: LeaderId },
    /// A leader has kept a tombstone long enough.
    TombstoneExpiry { leader: LeaderId, dot: Dot },
}

/// Everything that is due. A heap rather than a tree: it lies in one piece, and so it is copied at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    due: BinaryHeap<Reverse<(Micros, Scheduled)>>,
}

impl Queue {
    pub(crate) fn next_at(&self) -> Option<Micros> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }

    pub(crate) fn schedule(&mut self, at: Micros, due: Scheduled) {
        self.due.push(Reverse((at, due)));
    }

    /// What is due first. What was put in twice happens once.
    pub(crate) fn pop(&mut self) -> Option<Scheduled> {
        let first = self.due.pop()?;
        while let Some(again) = self.due.peek_mut().filter(|next| **next == first) {
            PeekMut::pop(again);
        }
        let Reverse((_, due)) = first;
        Some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queue_pops_by_time_then_kind_and_drops_duplicates() {
        let arrival = |index| {
            let link = LinkId::new("A".parse().unwrap(), "B".parse().unwrap());
            Scheduled::Arrival { link, index, attempt: 1 }
        };
        let answer = Scheduled::ForwardedRequestArrival { number: 1 };
        let mut queue = Queue::default();
        for (at, due) in [(9, arrival(3)), (5, answer), (5, arrival(2)), (9, arrival(3)), (5, arrival(1))] {
            queue.schedule(Micros(at), due);
        }
        let mut taken = Vec::new();
        while let Some(at) = queue.next_at() {
            taken.push((at, queue.pop().unwrap()));
        }
        let wanted =
            [(Micros(5), arrival(1)), (Micros(5), arrival(2)), (Micros(5), answer), (Micros(9), arrival(3))];
        assert_eq!(taken, wanted);
    }
}
