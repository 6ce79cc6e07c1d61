//! Overriding the delivery of one message in flight: another arrival time, loss or duplication.

use crate::event::{Event, IgnoreReason};
use crate::links::{DeliveryState, Transmission};
use crate::message::Message;
use crate::message::{DeliveryOverride, MessageOverride};
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;

/// The message to change, and the index of its entry in the sender's log.
struct Target {
    index: usize,
    message: Message,
}

impl Simulation {
    /// Overrides the delivery of one message.
    pub(super) fn override_message(
        &mut self,
        message_override: &MessageOverride,
    ) -> Result<(), IgnoreReason> {
        let MessageOverride { link, dot, delivery, .. } = *message_override;
        let link_state = self.world.link_states.get(&link).ok_or(IgnoreReason::NoSuchLink(link))?;
        let (index, sent) =
            link_state.find_message(message_override).ok_or(IgnoreReason::NotInFlight(link, dot))?;
        if sent.has_arrived() {
            return Err(IgnoreReason::AlreadyArrived(link, dot));
        }
        let target = Target { index, message: sent.message(link) };
        match delivery {
            DeliveryOverride::ArriveAt(at) => self.reschedule(&target, at),
            DeliveryOverride::Lost => self.drop_in_flight(&target),
            DeliveryOverride::Duplicated => self.duplicate(&target),
        }
    }

    fn transmission_mut(&mut self, target: &Target) -> Result<&mut Transmission, IgnoreReason> {
        let Target { index, message: Message { link, dot, is_duplicate, .. } } = *target;
        let link_state = self.world.link_states.get_mut(&link).ok_or(IgnoreReason::NoSuchLink(link))?;
        link_state.transmission_mut(index, is_duplicate).ok_or(IgnoreReason::NotInFlight(link, dot))
    }

    fn reschedule(&mut self, target: &Target, at: Micros) -> Result<(), IgnoreReason> {
        let now = self.world.now;
        if at <= now {
            return Err(IgnoreReason::NotInFuture(at));
        }
        let sent = self.transmission_mut(target)?;
        let leaves_at = match sent.state {
            DeliveryState::InFlight { arrives_at, .. } if arrives_at == at => {
                return Err(IgnoreReason::NoChange);
            }
            DeliveryState::InFlight { sent_at, .. } | DeliveryState::WillBeLost { sent_at, .. } => sent_at,
            DeliveryState::Buffered | DeliveryState::Queued | DeliveryState::Stopped => now,
        };
        // A message that must arrive before a busy link would send it leaves now.
        let sent_at = if leaves_at < at { leaves_at } else { now };
        sent.state = DeliveryState::InFlight { sent_at, arrives_at: at };
        let Target { index, message: Message { link, attempt, is_duplicate, .. } } = *target;
        self.queue.schedule(
            at,
            match is_duplicate {
                true => Scheduled::DuplicateArrival { link, index, attempt },
                false => Scheduled::Arrival { link, index, attempt },
            },
        );
        self.emit(Event::MessageOverridden {
            message: target.message,
            delivery: DeliveryOverride::ArriveAt(at),
        });
        Ok(())
    }

    /// Loses the message. The sender retransmits after the usual timeout, or at once if that has passed.
    fn drop_in_flight(&mut self, target: &Target) -> Result<(), IgnoreReason> {
        let timeout = self.retransmit_timeout(self.world.latency(target.message.link));
        let now = self.world.now;
        let sent = self.transmission_mut(target)?;
        let DeliveryState::InFlight { sent_at, .. } = sent.state else {
            return Err(IgnoreReason::NoChange);
        };
        let resend_at = now.max(sent_at + timeout);
        sent.state = DeliveryState::WillBeLost { sent_at, resend_at };
        let Target { index, message: Message { link, attempt, is_duplicate, .. } } = *target;
        self.queue.schedule(resend_at, Scheduled::Resend { link, index, attempt, is_duplicate });
        self.emit(Event::MessageOverridden { message: target.message, delivery: DeliveryOverride::Lost });
        Ok(())
    }

    fn duplicate(&mut self, target: &Target) -> Result<(), IgnoreReason> {
        let Target { index, message } = *target;
        let Message { link, dot, is_duplicate, .. } = message;
        let slot = self.world.link_states.slot(link).ok_or(IgnoreReason::NoSuchLink(link))?;
        if is_duplicate || self.world.link_states.at(&slot).duplicates.contains(index) {
            return Err(IgnoreReason::AlreadyDuplicated(link, dot));
        }
        let DeliveryState::InFlight { sent_at, arrives_at } = self.transmission_mut(target)?.state else {
            return Err(IgnoreReason::AlreadyLost(link, dot));
        };
        self.emit(Event::MessageOverridden { message, delivery: DeliveryOverride::Duplicated });
        self.add_duplicate(&slot, &message, index, sent_at, arrives_at);
        Ok(())
    }
}
