//! How a log entry gets from one leader to the next: sent, lost, sent again, held, handed over.

use crate::event::{Event, FailureAction};
use crate::id::{LeaderId, LinkId};
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::links::{DeliveryState, LinkState, DeliveryOrder, Transmission};
use crate::message::Message;
use crate::random::KeyedRng;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;
use crate::versions::CausalContext;

/// How much longer than a round trip a sender waits for an answer before it sends again.
const RETRANSMIT_SLACK: Micros = Micros::from_ms(10);

impl Simulation {
    /// Offers the latest entry of a leader's log to all that it sends to.
    pub(super) fn send_to_all_links(&mut self, leader: LeaderId) {
        let from_leader = self.world.link_states.range(LinkId::new(leader, LeaderId::FIRST)..);
        let open =
            from_leader.take_while(|(link, _)| link.from == leader).filter(|(_, channel)| channel.open);
        let links: Vec<LinkId> = open.map(|(link, _)| *link).collect();
        for link in links {
            self.send_pending(link, &CausalContext::new());
        }
    }

    /// Sends what of the sender's log has not been looked at yet, but nothing that is `known` to the receiver
    /// or on its way already.
    pub(super) fn send_pending(&mut self, link: LinkId, known: &CausalContext) {
        let forwarding = self.world.forwarding();
        let (Some(channel), Some(leader)) =
            (self.world.link_states.get_mut(&link), self.world.leaders.get(&link.from))
        else {
            return;
        };
        let fresh = leader.log_from(channel.next_index);
        let passing = fresh.filter(|(index, entry)| {
            forwarding.forwards(entry.came_from(), link.to)
                && !known.contains(entry.write.dot)
                && !channel.pending.contains(*index)
        });
        let indexes: Vec<usize> = passing.map(|(index, _)| index).collect();
        let looked_through = leader.log.len() - channel.next_index;
        channel.next_index = leader.log.len();
        self.count_work(looked_through, LOG_ENTRIES_PER_EVENT);
        for index in indexes {
            self.transmit(link, index, 1);
        }
    }

    /// Sends one log entry over a link, for the `attempt`-th time.
    pub(super) fn transmit(&mut self, link: LinkId, index: usize, attempt: u32) {
        let Some(entry) = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)) else {
            return;
        };
        let message = Message { link, dot: entry.write.dot, hops: entry.hops_onward(), attempt, copy: false };
        let leaves_at = self.occupy_link(link, entry.write.size_bytes());
        let stage = self.schedule_delivery(&message, leaves_at);
        let due = match stage {
            DeliveryState::WillBeLost { resend_at, .. } => {
                Some((resend_at, Scheduled::Resend { link, index, attempt, copy: false }))
            }
            DeliveryState::InFlight { arrives_at, .. } => {
                Some((arrives_at, Scheduled::Arrival { link, index, attempt }))
            }
            DeliveryState::Buffered | DeliveryState::Stalled => None,
        };
        if let Some((at, due)) = due {
            self.queue.schedule(at, due);
        }
        let Message { dot, hops, copy, .. } = message;
        if let Some(channel) = self.world.link_states.get_mut(&link) {
            channel.pending.insert(index, Transmission { dot, hops, attempt, copy, state: stage });
        }
        self.emit(Event::Sent { message });
        if let DeliveryState::InFlight { sent_at, arrives_at } = stage {
            self.duplicate_by_chance(&message, index, sent_at, arrives_at);
        }
    }

    /// When a message of so many bytes that is sent now leaves, and until when it keeps the link busy. It has
    /// left when its last byte has.
    fn occupy_link(&mut self, link: LinkId, bytes: u64) -> Micros {
        let takes = self.world.link_settings.transmission_time(bytes);
        let now = self.world.now;
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return now;
        };
        if takes == Micros::ZERO {
            return now;
        }
        channel.busy_until = channel.busy_until.max(now) + takes;
        channel.busy_until
    }

    /// Draws what becomes of a message that leaves at an instant.
    fn schedule_delivery(&self, message: &Message, sent_at: Micros) -> DeliveryState {
        let draws = KeyedRng { seed: self.world.seed };
        let settings = &self.world.link_settings;
        let latency = self.world.latency(message.link);
        if draws.chance(settings.loss_percent, "loss", message) {
            return DeliveryState::WillBeLost {
                sent_at,
                resend_at: sent_at + self.retransmit_timeout(message.link),
            };
        }
        let jitter = Micros(draws.up_to(settings.jitter.0, "jitter", message));
        DeliveryState::InFlight { sent_at, arrives_at: sent_at + latency + jitter }
    }

    /// How long a sender waits for an answer before it sends again.
    pub(super) fn retransmit_timeout(&self, link: LinkId) -> Micros {
        let one_way = self.world.latency(link) + self.world.link_settings.jitter;
        one_way + one_way + RETRANSMIT_SLACK
    }

    /// Lets the link make a copy of a message by chance, unless there is one yet of an earlier attempt.
    fn duplicate_by_chance(&mut self, message: &Message, index: usize, sent_at: Micros, arrives_at: Micros) {
        let draws = KeyedRng { seed: self.world.seed };
        let has_copy = |channel: &LinkState| channel.duplicates.contains(index);
        if self.world.link_states.get(&message.link).is_none_or(has_copy) {
            return;
        }
        if draws.chance(self.world.link_settings.duplicate_percent, "duplicate", message) {
            self.add_duplicate(message, index, sent_at, arrives_at);
        }
    }

    /// Lets the link make a copy of a message. The copy comes behind it, by up to as long as the message
    /// itself takes.
    pub(super) fn add_duplicate(&mut self, message: &Message, index: usize, sent_at: Micros, arrives_at: Micros) {
        let draws = KeyedRng { seed: self.world.seed };
        let copy = Message { copy: true, ..*message };
        let behind = Micros(1 + draws.up_to((arrives_at - sent_at).0, "behind", &copy));
        let arrives_at = arrives_at + behind;
        let Message { link, dot, hops, attempt, .. } = copy;
        let stage = DeliveryState::InFlight { sent_at, arrives_at };
        if let Some(channel) = self.world.link_states.get_mut(&link) {
            channel.duplicates.insert(index, Transmission { dot, hops, attempt, copy: true, state: stage });
        }
        self.queue.schedule(arrives_at, Scheduled::CopyArrival { link, index, attempt });
        self.emit(Event::Duplicated { message: copy });
    }

    /// A message or a copy comes to the end of its link. The first of the two to come is the one that brings
    /// the write; the other is handed over behind it.
    pub(super) fn arrive(&mut self, link: LinkId, index: usize, attempt: u32, copy: bool) {
        let now = self.world.now;
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return;
        };
        let Some(sent) = channel.transmission_mut(index, copy) else {
            return;
        };
        let due_now = matches!(sent.state, DeliveryState::InFlight { arrives_at, .. } if arrives_at == now);
        if !due_now || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        sent.state = DeliveryState::Buffered;
        channel.promote_arrived(index);
        match channel.pending.get(index) {
            None => self.deliver_duplicate(link, index),
            Some(first) if first.copy == copy => {
                let order = self.world.link_settings.order;
                if !channel.can_deliver(index, order) {
                    return self.emit(Event::Buffered { message });
                }
                // Where no order is kept, nothing else is at the door.
                if self.deliver(link, index) && order == DeliveryOrder::Fifo {
                    self.deliver_buffered(link);
                }
            }
            Some(_) => {}
        }
    }

    /// Hands over what is held, once links no longer keep the order.
    pub(super) fn deliver_all_buffered(&mut self) {
        let links: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        links.into_iter().for_each(|link| self.deliver_buffered(link));
    }

    /// A sender has waited long enough for an answer. It sends again, unless what it has lost came by a copy,
    /// or is one.
    pub(super) fn resend(&mut self, link: LinkId, index: usize, attempt: u32, copy: bool) {
        let now = self.world.now;
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return;
        };
        let Some(sent) = channel.transmission_mut(index, copy) else {
            return;
        };
        let due_now = matches!(sent.state, DeliveryState::WillBeLost { resend_at, .. } if resend_at == now);
        if !due_now || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        channel.lost += 1;
        let is_awaited = channel.pending.get(index).is_some_and(|first| first.copy == copy);
        if !is_awaited {
            channel.duplicates.remove(index);
        }
        self.emit(Event::Lost { message });
        if is_awaited {
            self.transmit(link, index, attempt + 1);
        }
    }

    /// Hands an entry over. Returns whether it did: one that the receiver cannot carry out may stop the link.
    pub(super) fn deliver(&mut self, link: LinkId, index: usize) -> bool {
        let entry = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)).cloned();
        let misfit = entry.as_ref().and_then(|entry| self.blocks_link(link, entry));
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return false;
        };
        if let Some((misfit, entry)) = misfit.zip(entry.as_ref()) {
            channel.blocked = Some(index);
            let (leader, dot) = (link.to, entry.write.dot);
            self.emit(Event::Inapplicable { leader, dot, reason: misfit, action: FailureAction::BlockedLink });
            return false;
        }
        let Some(sent) = channel.pending.remove(index) else {
            return false;
        };
        channel.delivered += 1;
        self.emit(Event::Delivered { message: sent.message(link) });
        if let Some(entry) = entry {
            self.receive(link, &entry);
        }
        self.deliver_duplicate(link, index);
        true
    }

    /// Hands over the second message of an entry that was handed over before, if it is at the door.
    pub(super) fn deliver_duplicate(&mut self, link: LinkId, index: usize) {
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return;
        };
        if channel.duplicates.get(index).is_none_or(|second| second.state != DeliveryState::Buffered) {
            return;
        }
        let Some(second) = channel.duplicates.remove(index) else {
            return;
        };
        channel.delivered += 1;
        self.emit(Event::Delivered { message: second.message(link) });
        let entry = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)).cloned();
        if let Some(entry) = entry {
            self.receive(link, &entry);
        }
    }
}
