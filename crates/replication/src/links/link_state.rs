//! The sender's state of one link: its position in the log, and the messages that are not delivered yet.
//!
//! The position is on disk and survives crashes and cuts, so replication resumes where it stopped (SEMANTICS
//! P2).

use crate::id::LinkId;
use crate::leader::Leader;
use crate::links::{DeliveryOrder, IndexedQueue};
use crate::message::Message;
use crate::message::MessageOverride;
use crate::time::Micros;
use crate::versions::Dot;

/// The sender's state of one directed link.
#[derive(Clone, Debug, Default)]
pub struct LinkState {
    /// Whether the link can carry messages: both ends are up and caught up, and it is not cut.
    pub open: bool,
    /// The index of the next entry of the sender's log to consider. While the link is open, the entries that the
    /// sender has passed over on all its links do not count.
    pub next_index: usize,
    /// Messages that were sent and not delivered yet, by the index of their entry in the sender's log.
    pub pending: IndexedQueue<Transmission>,
    /// Of each duplicated message, the one of the two that arrives later, by the same index.
    pub duplicates: IndexedQueue<Transmission>,
    /// When the link has sent everything before, if its bandwidth is limited.
    pub busy_until: Micros,
    /// The index of the entry that the receiver cannot apply and that blocks the link.
    pub blocked_by: Option<usize>,
    /// Messages delivered so far, including those that the receiver dropped.
    pub delivered: u64,
    /// Messages lost so far.
    pub lost: u64,
}

impl LinkState {
    /// The index of the next entry of the sender's log to consider.
    #[must_use]
    pub fn next_to_send(&self, sender: &Leader) -> usize {
        if self.open { self.next_index.max(sender.passed_over) } else { self.next_index }
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let transmissions = self.pending.len() + self.duplicates.len();
        size_of::<Self>() + transmissions * size_of::<(usize, Transmission)>()
    }

    /// Every message in flight or buffered at the receiver.
    pub fn in_transit(&self) -> impl Iterator<Item = &Transmission> {
        self.pending.values().chain(self.duplicates.values()).filter(|sent| sent.is_in_transit())
    }

    /// Whether a buffered message can be delivered, or queued at its receiver: under FIFO only the oldest that is
    /// not queued there yet, and none on a blocked link.
    #[must_use]
    pub fn can_deliver(&self, index: usize, order: DeliveryOrder) -> bool {
        let mut outside = self.pending.iter().filter(|(_, sent)| sent.state != DeliveryState::Queued);
        let is_oldest = outside.next().is_none_or(|(first, _)| first == index);
        self.blocked_by.is_none() && (order == DeliveryOrder::Any || is_oldest)
    }

    /// The message that an override applies to, with its log index. Prefers messages in flight to buffered ones,
    /// then originals to duplicates, then the first in the log.
    #[must_use]
    pub fn find_message(&self, message_override: &MessageOverride) -> Option<(usize, &Transmission)> {
        let all = self.pending.iter().chain(self.duplicates.iter());
        let matching = all.filter(|(_, sent)| {
            sent.is_in_transit() && message_override.matches(&sent.message(message_override.link))
        });
        matching.min_by_key(|(index, sent)| (sent.has_arrived(), sent.is_duplicate, *index))
    }

    /// The duplicate of a log entry's message if `is_duplicate`, or else the original.
    pub(crate) fn transmission_mut(&mut self, index: usize, is_duplicate: bool) -> Option<&mut Transmission> {
        let matches = |sent: &&mut Transmission| sent.is_duplicate == is_duplicate;
        let first = self.pending.get_mut(index).filter(matches);
        first.or_else(|| self.duplicates.get_mut(index).filter(matches))
    }

    /// Makes the duplicate of a log entry the pending message if it has arrived and the original has not.
    pub(crate) fn promote_arrived(&mut self, index: usize) {
        if let Some(second) = self.duplicates.get_mut(index)
            && let Some(first) = self.pending.get_mut(index)
            && second.has_arrived()
            && !first.has_arrived()
        {
            std::mem::swap(first, second);
        }
    }
}

/// One log entry in transit over one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// The write that it carries.
    pub dot: Dot,
    /// The hop count of the write on arrival.
    pub hops: u32,
    /// The attempt number on this link, from 1.
    pub attempt: u32,
    /// Whether it is a duplicate that the link made.
    pub is_duplicate: bool,
    /// Where it is now.
    pub state: DeliveryState,
}

impl Transmission {
    /// The message, given the link that carries it.
    #[must_use]
    pub fn message(&self, link: LinkId) -> Message {
        Message {
            link,
            dot: self.dot,
            hops: self.hops,
            attempt: self.attempt,
            is_duplicate: self.is_duplicate,
        }
    }

    /// Whether it is buffered at the receiver, or waits there for its turn.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self.state, DeliveryState::Buffered | DeliveryState::Queued)
    }

    /// Whether it is in flight, or buffered at the receiver.
    #[must_use]
    pub fn is_in_transit(&self) -> bool {
        self.state != DeliveryState::Stopped
    }
}

/// The delivery state of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// In flight.
    InFlight {
        /// When its last byte left the sender, which a busy or slow link delays.
        sent_at: Micros,
        /// When it will arrive.
        arrives_at: Micros,
    },
    /// In flight, but the link will lose it. The sender will retransmit it.
    WillBeLost {
        /// When its last byte left the sender.
        sent_at: Micros,
        /// When the sender retransmits it.
        resend_at: Micros,
    },
    /// At the receiver, waiting for earlier messages or a blocked link.
    Buffered,
    /// At the receiver, waiting for its turn in the receiver's queue, or being served.
    Queued,
    /// Stopped by a cut or a crash. It is sent again when the link opens.
    Stopped,
}
