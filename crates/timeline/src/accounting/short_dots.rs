//! Short dots: a number in place of the leader's id. Every accepted write has several.

use replication::{Dot, LeaderId};

use crate::interned::Interned;

/// A dot with the number of its leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShortDot {
    origin: u16,
    counter: u32,
}

/// The leaders of short dots.
#[derive(Clone, Debug, Default)]
pub(super) struct ShortDots(Interned<LeaderId>);

impl ShortDots {
    pub(super) fn shorten(&mut self, dot: Dot) -> ShortDot {
        // Fits: that many leaders cannot join, and no leader accepts more writes than a run has events.
        ShortDot { origin: self.0.intern(&dot.leader) as u16, counter: dot.counter as u32 }
    }

    /// The dot; none if it was not shortened here.
    pub(super) fn dot(&self, short: ShortDot) -> Option<Dot> {
        let leader = self.0.get(u32::from(short.origin))?;
        Some(Dot::new(*leader, u64::from(short.counter)))
    }
}
