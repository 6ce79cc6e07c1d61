//! The writes that a client has seen, its own and those of others, in the order in which it saw them.

use replication::{Dot, LeaderId};

use super::replica::Replica;
use super::unapplied::Unapplied;

/// The writes that a client has seen.
#[derive(Clone, Debug, Default)]
pub(super) struct SeenWrites {
    own: Unapplied,
    others: Unapplied,
}

/// How much a client had seen when it sent a request.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    own: usize,
    others: usize,
}

/// What a leader lacks of what a client has seen, each the first in the order of dots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lacking {
    /// A write of the client's own.
    pub(crate) own: Option<Dot>,
    /// A write of others.
    pub(crate) others: Option<Dot>,
}

impl SeenWrites {
    pub(super) fn push(&mut self, dot: Dot, is_own: bool) {
        if is_own { &mut self.own } else { &mut self.others }.push(dot);
    }

    pub(super) fn extent(&self) -> Extent {
        Extent { own: self.own.len(), others: self.others.len() }
    }

    /// What was seen after `from`, up to `to`.
    pub(super) fn between(&self, from: Extent, to: Extent) -> impl Iterator<Item = Dot> {
        let own = self.own.since(from.own).iter().take(to.own.saturating_sub(from.own));
        let others = self.others.since(from.others).iter().take(to.others.saturating_sub(from.others));
        own.chain(others).copied()
    }

    /// The client's own writes up to there, the latest first.
    pub(super) fn own_before(&self, extent: Extent) -> impl Iterator<Item = Dot> {
        self.own.since(0)[..extent.own.min(self.own.len())].iter().rev().copied()
    }

    /// What a leader lacks of this much.
    pub(super) fn lacking(&mut self, leader: LeaderId, replica: &Replica, extent: Extent) -> Lacking {
        let first = |list: &mut Unapplied, length| {
            list.missing_at(leader, replica, length, Replica::has).map(|(_, dot)| dot).min()
        };
        Lacking { own: first(&mut self.own, extent.own), others: first(&mut self.others, extent.others) }
    }
}
