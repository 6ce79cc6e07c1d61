//! The event queue, in one total order.
//!
//! Ties of time are broken by the entry itself, never by insertion order: an edit elsewhere must not reorder
//! unrelated entries.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use crate::attempt_id::AttemptId;
use crate::id::{LeaderId, LinkId};
use crate::time::Micros;
use crate::versions::Dot;

/// An entry of the event queue. Its handler ignores it if it is stale: if the message has since been stopped,
/// sent again or rescheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scheduled {
    /// A message reaches the end of its link.
    Arrival { link: LinkId, index: usize, attempt: u32 },
    /// A sender's retransmission timeout for a lost message or a lost duplicate.
    Resend { link: LinkId, index: usize, attempt: u32, is_duplicate: bool },
    /// A duplicate of a message reaches the end of its link.
    DuplicateArrival { link: LinkId, index: usize, attempt: u32 },
    /// A forwarded request reaches the next leader, or its response returns.
    ForwardedRequestArrival { number: u64 },
    /// A leader stops waiting for the response to a request that it forwarded.
    ForwardedRequestTimeout { number: u64 },
    /// A snapshot reaches the joining leader.
    SnapshotArrival { leader: LeaderId },
    /// A tombstone reaches the end of its lifetime.
    TombstoneExpiry { leader: LeaderId, dot: Dot },
    /// A request has waited for its leader to catch up as long as its client does.
    SessionTimeout { number: u64 },
    /// A leader finishes a job.
    ServiceCompletion { leader: LeaderId, number: u64 },
    /// A client's request reaches its leader.
    RequestArrival { id: AttemptId },
    /// A leader's response reaches the client.
    ResponseArrival { id: AttemptId },
    /// A client stops waiting for the response to an attempt.
    RequestTimeout { id: AttemptId },
}

/// The event queue. A heap rather than a tree, because its one allocation is cheap to clone for checkpoints.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    due: BinaryHeap<Reverse<(Micros, Scheduled)>>,
}

impl Queue {
    pub(crate) fn next_at(&self) -> Option<Micros> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.due.len() * size_of::<Reverse<(Micros, Scheduled)>>()
    }

    pub(crate) fn schedule(&mut self, at: Micros, due: Scheduled) {
        self.due.push(Reverse((at, due)));
    }

    /// Removes the first entry, and any duplicates of it.
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
