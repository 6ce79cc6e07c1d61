//! What a sender remembers of one link: its position in its own log, and what is not yet delivered.
//!
//! The position is on disk: it survives crashes and cuts, so that replication resumes where it stopped
//! (SEMANTICS P2).

use crate::id::LinkId;
use crate::links::{IndexedQueue, DeliveryOrder};
use crate::message::Message;
use crate::message::MessageOverride;
use crate::time::Micros;
use crate::versions::Dot;

/// The state of one directed link.
#[derive(Clone, Debug, Default)]
pub struct LinkState {
    /// Whether both ends are up and the link is not cut.
    pub open: bool,
    /// The next entry of the sender's log to be looked at.
    pub next_index: usize,
    /// Entries that were sent and are not yet handed over, by their index in the sender's log.
    pub pending: IndexedQueue<Transmission>,
    /// Where the link made a copy of a message: that of the two which comes to the receiver's door later, by
    /// the same index.
    pub duplicates: IndexedQueue<Transmission>,
    /// Until when the sender's end is busy with what was sent before, where the link is not infinitely wide.
    pub busy_until: Micros,
    /// The entry that the receiver cannot carry out and that stops the link, if there is one.
    pub blocked: Option<usize>,
    /// Messages handed over so far, those that the receiver then dropped included.
    pub delivered: u64,
    /// Messages that the link lost so far.
    pub lost: u64,
}

impl LinkState {
    /// Every message that is on its way or at the receiver's door.
    pub fn in_transit(&self) -> impl Iterator<Item = &Transmission> {
        self.pending.values().chain(self.duplicates.values()).filter(|sent| sent.is_in_transit())
    }

    /// Whether an entry that is at the door may be handed over: under FIFO only the oldest under way, and
    /// none on a link that a write has stopped.
    #[must_use]
    pub fn can_deliver(&self, index: usize, order: DeliveryOrder) -> bool {
        let is_oldest = self.pending.first().is_none_or(|(first, _)| first == index);
        self.blocked.is_none() && (order == DeliveryOrder::Any || is_oldest)
    }

    /// The message that is meant, with its index in the sender's log: one on its way rather than one at the
    /// door, then one that is no copy, then the first in the log.
    #[must_use]
    pub fn find_message(&self, intervention: &MessageOverride) -> Option<(usize, &Transmission)> {
        let all = self.pending.iter().chain(self.duplicates.iter());
        let fitting = all.filter(|(_, sent)| {
            sent.is_in_transit() && intervention.matches(&sent.message(intervention.link))
        });
        fitting.min_by_key(|(index, sent)| (sent.state == DeliveryState::Buffered, sent.copy, *index))
    }

    /// The message of a log entry that is a copy, or the one that is none.
    pub(crate) fn transmission_mut(&mut self, index: usize, copy: bool) -> Option<&mut Transmission> {
        let both = [self.pending.get_mut(index), self.duplicates.get_mut(index)];
        both.into_iter().flatten().find(|sent| sent.copy == copy)
    }

    /// Puts the one of two messages of a log entry first that is at the door, if the other is not.
    pub(crate) fn promote_arrived(&mut self, index: usize) {
        let both = self.pending.get_mut(index).zip(self.duplicates.get_mut(index));
        if let Some((first, second)) = both
            && second.state == DeliveryState::Buffered
            && first.state != DeliveryState::Buffered
        {
            std::mem::swap(first, second);
        }
    }
}

/// One log entry on its way over one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// The write.
    pub dot: Dot,
    /// How many links the write has passed when it arrives.
    pub hops: u32,
    /// The how-manieth time it is sent over this link, from 1.
    pub attempt: u32,
    /// Whether the link made it of another.
    pub copy: bool,
    /// Where it is.
    pub state: DeliveryState,
}

impl Transmission {
    /// Its name, on this link.
    #[must_use]
    pub fn message(&self, link: LinkId) -> Message {
        Message { link, dot: self.dot, hops: self.hops, attempt: self.attempt, copy: self.copy }
    }

    /// Whether it is under way, or at the receiver's door.
    #[must_use]
    pub fn is_in_transit(&self) -> bool {
        self.state != DeliveryState::Stalled
    }
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// On its way.
    InFlight {
        /// When it has left the sender: later than it was sent, if the link was busy or is narrow.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
    },
    /// On its way, and it will not arrive: the sender will send it again.
    WillBeLost {
        /// When it has left the sender.
        sent_at: Micros,
        /// When the sender sends it again.
        resend_at: Micros,
    },
    /// At the receiver's door, held until those before it are there.
    Buffered,
    /// Stopped by a cut or a crash: it is sent again when the link is open.
    Stalled,
}
