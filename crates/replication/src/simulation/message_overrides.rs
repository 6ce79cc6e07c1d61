//! What a person makes of one message that is under way: it arrives at another time, is lost, or is doubled.

use crate::event::{Event, IgnoreReason};
use crate::links::{DeliveryState, Transmission};
use crate::message::Message;
use crate::message::{DeliveryOverride, MessageOverride};
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;

/// A message that is under way, and the log entry that it brings.
struct Target {
    index: usize,
    message: Message,
}

impl Simulation {
    /// Changes what becomes of one message.
    pub(super) fn override_message(&mut self, intervention: &MessageOverride) -> Result<(), IgnoreReason> {
        let MessageOverride { link, dot, delivery, .. } = *intervention;
        let channel = self.world.link_states.get(&link).ok_or(IgnoreReason::NoSuchLink(link))?;
        let (index, sent) =
            channel.find_message(intervention).ok_or(IgnoreReason::NotInFlight(link, dot))?;
        if sent.state == DeliveryState::Buffered {
            return Err(IgnoreReason::AlreadyArrived(link, dot));
        }
        let meant = Target { index, message: sent.message(link) };
        match delivery {
            DeliveryOverride::ArriveAt(at) => self.reschedule(&meant, at),
            DeliveryOverride::Lost => self.drop_in_flight(&meant),
            DeliveryOverride::Duplicated => self.duplicate(&meant),
        }
    }

    fn transmission_mut(&mut self, meant: &Target) -> Result<&mut Transmission, IgnoreReason> {
        let Target { index, message: Message { link, dot, copy, .. } } = *meant;
        let channel = self.world.link_states.get_mut(&link).ok_or(IgnoreReason::NoSuchLink(link))?;
        channel.transmission_mut(index, copy).ok_or(IgnoreReason::NotInFlight(link, dot))
    }

    fn reschedule(&mut self, meant: &Target, at: Micros) -> Result<(), IgnoreReason> {
        let now = self.world.now;
        if at <= now {
            return Err(IgnoreReason::NotInFuture(at));
        }
        let sent = self.transmission_mut(meant)?;
        let leaves_at = match sent.state {
            DeliveryState::InFlight { arrives_at, .. } if arrives_at == at => {
                return Err(IgnoreReason::NoChange);
            }
            DeliveryState::InFlight { sent_at, .. } | DeliveryState::WillBeLost { sent_at, .. } => sent_at,
            DeliveryState::Buffered | DeliveryState::Stalled => now,
        };
        // What is to arrive before its turn comes on a narrow link leaves at once.
        let sent_at = if leaves_at < at { leaves_at } else { now };
        sent.state = DeliveryState::InFlight { sent_at, arrives_at: at };
        let Target { index, message: Message { link, attempt, copy, .. } } = *meant;
        self.queue.schedule(
            at,
            match copy {
                true => Scheduled::CopyArrival { link, index, attempt },
                false => Scheduled::Arrival { link, index, attempt },
            },
        );
        self.emit(Event::MessageOverridden { message: meant.message, delivery: DeliveryOverride::ArriveAt(at) });
        Ok(())
    }

    /// The sender waits for an answer as long as it does when the link loses a message by chance. If it has
    /// waited so long already, it sends again at once.
    fn drop_in_flight(&mut self, meant: &Target) -> Result<(), IgnoreReason> {
        let patience = self.retransmit_timeout(meant.message.link);
        let now = self.world.now;
        let sent = self.transmission_mut(meant)?;
        let DeliveryState::InFlight { sent_at, .. } = sent.state else {
            return Err(IgnoreReason::NoChange);
        };
        let resend_at = now.max(sent_at + patience);
        sent.state = DeliveryState::WillBeLost { sent_at, resend_at };
        let Target { index, message: Message { link, attempt, copy, .. } } = *meant;
        self.queue.schedule(resend_at, Scheduled::Resend { link, index, attempt, copy });
        self.emit(Event::MessageOverridden { message: meant.message, delivery: DeliveryOverride::Lost });
        Ok(())
    }

    fn duplicate(&mut self, meant: &Target) -> Result<(), IgnoreReason> {
        let Target { index, message } = *meant;
        let Message { link, dot, copy, .. } = message;
        let has_copy = self.world.link_states.get(&link).is_some_and(|there| there.duplicates.contains(index));
        if copy || has_copy {
            return Err(IgnoreReason::AlreadyDuplicated(link, dot));
        }
        let DeliveryState::InFlight { sent_at, arrives_at } = self.transmission_mut(meant)?.state else {
            return Err(IgnoreReason::AlreadyLost(link, dot));
        };
        self.emit(Event::MessageOverridden { message, delivery: DeliveryOverride::Duplicated });
        self.add_duplicate(&message, index, sent_at, arrives_at);
        Ok(())
    }
}
