//! Sending log entries over links: transmission, loss, retransmission, duplication and delivery.

use smallvec::SmallVec;

use crate::event::{Event, FailureAction, WaitsFor};
use crate::id::{LeaderId, LinkId};
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::links::{DeliveryOrder, DeliveryState, LinkState, Transmission};
use crate::message::Message;
use crate::random::KeyedRng;
use crate::simulation::Simulation;
use crate::simulation::queue::Scheduled;
use crate::time::Micros;
use crate::versions::CausalContext;

/// How much longer than a round trip a sender waits for an acknowledgement before it retransmits.
const RETRANSMIT_SLACK: Micros = Micros::from_ms(10);

impl Simulation {
    /// Sends a leader's latest log entries over all its open links.
    pub(super) fn send_to_all_links(&mut self, leader: LeaderId) {
        let from_leader = self.world.link_states.range_from(&LinkId::new(leader, LeaderId::FIRST));
        let open =
            from_leader.take_while(|(link, _)| link.from == leader).filter(|(_, link_state)| link_state.open);
        let links: SmallVec<[LinkId; 8]> = open.map(|(link, _)| *link).collect();
        for link in links {
            self.send_pending(link, None);
        }
    }

    /// Sends the rest of the sender's log, except entries that are `known` to the receiver or already in transit.
    pub(super) fn send_pending(&mut self, link: LinkId, known: Option<&CausalContext>) {
        let forwarding = self.world.forwarding();
        // A write of a leader that has left goes to those that lack it, whatever else is forwarded.
        let received = self.world.passes_on_departed().then(|| self.world.received_at(link.to));
        let former_members = &self.world.former_members;
        let (Some(link_state), Some(leader)) =
            (self.world.link_states.get_mut(&link), self.world.leaders.get(&link.from))
        else {
            return;
        };
        let unsent = leader.log_from(link_state.next_index);
        let passing = unsent.filter(|(index, entry)| {
            let dot = entry.write.dot;
            let lacks_departed = |received: &CausalContext| {
                former_members.contains_key(&dot.leader) && !received.contains(dot)
            };
            (forwarding.forwards(entry.came_from(), link.to) || received.as_ref().is_some_and(lacks_departed))
                && known.is_none_or(|known| !known.contains(dot))
                && !link_state.pending.contains(*index)
        });
        let indexes: SmallVec<[usize; 8]> = passing.map(|(index, _)| index).collect();
        let scanned = leader.log.len() - link_state.next_index;
        link_state.next_index = leader.log.len();
        self.count_work(scanned, LOG_ENTRIES_PER_EVENT);
        for index in indexes {
            if self.is_step_too_long() {
                return self.send_later(link, index);
            }
            self.transmit(link, index, 1);
        }
    }

    /// Leaves the sender's log from this entry on unsent.
    fn send_later(&mut self, link: LinkId, index: usize) {
        if let Some(link_state) = self.world.link_states.get_mut(&link) {
            link_state.next_index = index;
        }
    }

    /// Sends one log entry over a link, for the `attempt`-th time.
    pub(super) fn transmit(&mut self, link: LinkId, index: usize, attempt: u32) {
        let Some(entry) = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)) else {
            return;
        };
        let message =
            Message { link, dot: entry.write.dot, hops: entry.hops_onward(), attempt, is_duplicate: false };
        let leaves_at = self.occupy_link(link, entry.write.size_bytes());
        let state = self.draw_delivery(&message, leaves_at);
        let due = match state {
            DeliveryState::WillBeLost { resend_at, .. } => {
                Some((resend_at, Scheduled::Resend { link, index, attempt, is_duplicate: false }))
            }
            DeliveryState::InFlight { arrives_at, .. } => {
                Some((arrives_at, Scheduled::Arrival { link, index, attempt }))
            }
            DeliveryState::Buffered | DeliveryState::Stopped => None,
        };
        if let Some((at, due)) = due {
            self.queue.schedule(at, due);
        }
        let Message { dot, hops, is_duplicate, .. } = message;
        if let Some(link_state) = self.world.link_states.get_mut(&link) {
            link_state.pending.insert(index, Transmission { dot, hops, attempt, is_duplicate, state });
        }
        self.emit(Event::Sent { message });
        if let DeliveryState::InFlight { sent_at, arrives_at } = state {
            self.duplicate_by_chance(&message, index, sent_at, arrives_at);
        }
    }

    /// Occupies a link with a message of this size. Returns when its last byte has left the sender.
    fn occupy_link(&mut self, link: LinkId, bytes: u64) -> Micros {
        let duration = self.world.link_settings.transmission_time(bytes);
        let now = self.world.now;
        let Some(link_state) = self.world.link_states.get_mut(&link) else {
            return now;
        };
        if duration == Micros::ZERO {
            return now;
        }
        link_state.busy_until = link_state.busy_until.max(now) + duration;
        link_state.busy_until
    }

    /// Draws whether a message is lost, and otherwise when it arrives.
    fn draw_delivery(&self, message: &Message, sent_at: Micros) -> DeliveryState {
        let rng = KeyedRng { seed: self.world.seed };
        let settings = &self.world.link_settings;
        let latency = self.world.latency(message.link);
        if rng.chance(settings.loss_percent, "loss", message) {
            return DeliveryState::WillBeLost {
                sent_at,
                resend_at: sent_at + self.retransmit_timeout(message.link),
            };
        }
        let jitter = Micros(rng.up_to(settings.jitter.0, "jitter", message));
        DeliveryState::InFlight { sent_at, arrives_at: sent_at + latency + jitter }
    }

    /// How long a sender waits for an acknowledgement before it retransmits.
    pub(super) fn retransmit_timeout(&self, link: LinkId) -> Micros {
        let one_way = self.world.latency(link) + self.world.link_settings.jitter;
        one_way + one_way + RETRANSMIT_SLACK
    }

    /// Duplicates a message at random, unless a duplicate of an earlier attempt is still in transit.
    fn duplicate_by_chance(&mut self, message: &Message, index: usize, sent_at: Micros, arrives_at: Micros) {
        let rng = KeyedRng { seed: self.world.seed };
        let has_duplicate = |link_state: &LinkState| link_state.duplicates.contains(index);
        if self.world.link_states.get(&message.link).is_none_or(has_duplicate) {
            return;
        }
        if rng.chance(self.world.link_settings.duplicate_percent, "duplicate", message) {
            self.add_duplicate(message, index, sent_at, arrives_at);
        }
    }

    /// Adds a duplicate of a message. It arrives after the original, by up to the original's own travel time.
    pub(super) fn add_duplicate(
        &mut self,
        message: &Message,
        index: usize,
        sent_at: Micros,
        arrives_at: Micros,
    ) {
        let rng = KeyedRng { seed: self.world.seed };
        let duplicate = Message { is_duplicate: true, ..*message };
        let delay = Micros(1 + rng.up_to((arrives_at - sent_at).0, "behind", &duplicate));
        let arrives_at = arrives_at + delay;
        let Message { link, dot, hops, attempt, .. } = duplicate;
        let state = DeliveryState::InFlight { sent_at, arrives_at };
        if let Some(link_state) = self.world.link_states.get_mut(&link) {
            link_state
                .duplicates
                .insert(index, Transmission { dot, hops, attempt, is_duplicate: true, state });
        }
        self.queue.schedule(arrives_at, Scheduled::DuplicateArrival { link, index, attempt });
        self.emit(Event::Duplicated { message: duplicate });
    }

    /// Handles the arrival of a message or its duplicate. The first of the two to arrive delivers the write; the
    /// other is delivered after it.
    pub(super) fn arrive(&mut self, link: LinkId, index: usize, attempt: u32, is_duplicate: bool) {
        let now = self.world.now;
        let Some(link_state) = self.world.link_states.get_mut(&link) else {
            return;
        };
        let Some(sent) = link_state.transmission_mut(index, is_duplicate) else {
            return;
        };
        let is_due = matches!(sent.state, DeliveryState::InFlight { arrives_at, .. } if arrives_at == now);
        if !is_due || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        sent.state = DeliveryState::Buffered;
        link_state.promote_arrived(index);
        match link_state.pending.get(index) {
            None => self.deliver_duplicate(link, index),
            Some(first) if first.is_duplicate == is_duplicate => {
                let order = self.world.link_settings.order;
                if !link_state.can_deliver(index, order) {
                    let waits_for = match link_state.blocked_by {
                        Some(_) => WaitsFor::BlockedLink,
                        None => WaitsFor::EarlierMessages,
                    };
                    return self.emit(Event::Buffered { message, waits_for });
                }
                // Without FIFO nothing else is buffered.
                if self.deliver(link, index) && order == DeliveryOrder::Fifo {
                    self.deliver_buffered(link);
                }
            }
            Some(_) => {}
        }
    }

    /// Delivers every buffered message that the link settings now allow.
    pub(super) fn deliver_all_buffered(&mut self) {
        let links: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        links.into_iter().for_each(|link| self.deliver_buffered(link));
    }

    /// Handles a retransmission timeout. The sender retransmits, unless the lost message was a duplicate or its
    /// duplicate has arrived.
    pub(super) fn resend(&mut self, link: LinkId, index: usize, attempt: u32, is_duplicate: bool) {
        let now = self.world.now;
        let Some(link_state) = self.world.link_states.get_mut(&link) else {
            return;
        };
        let Some(sent) = link_state.transmission_mut(index, is_duplicate) else {
            return;
        };
        let is_due = matches!(sent.state, DeliveryState::WillBeLost { resend_at, .. } if resend_at == now);
        if !is_due || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        link_state.lost += 1;
        let is_awaited =
            link_state.pending.get(index).is_some_and(|first| first.is_duplicate == is_duplicate);
        if !is_awaited {
            link_state.duplicates.remove(index);
        }
        self.emit(Event::Lost { message });
        if is_awaited {
            self.transmit(link, index, attempt + 1);
        }
    }

    /// Delivers a log entry. Returns false if it blocks the link instead, because the receiver cannot apply it.
    pub(super) fn deliver(&mut self, link: LinkId, index: usize) -> bool {
        let entry = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)).cloned();
        let reason = entry.as_ref().and_then(|entry| self.blocks_link(link, entry));
        let Some(link_state) = self.world.link_states.get_mut(&link) else {
            return false;
        };
        if let Some((reason, entry)) = reason.zip(entry.as_ref()) {
            link_state.blocked_by = Some(index);
            self.has_blocked_links = true;
            let (leader, dot) = (link.to, entry.write.dot);
            self.emit(Event::Inapplicable { leader, dot, reason, action: FailureAction::BlockedLink });
            return false;
        }
        let Some(sent) = link_state.pending.remove(index) else {
            return false;
        };
        link_state.delivered += 1;
        self.emit(Event::Delivered { message: sent.message(link) });
        if let Some(entry) = entry {
            self.receive(link, &entry);
        }
        self.deliver_duplicate(link, index);
        true
    }

    /// Delivers the second message of an entry that has been delivered, if it has arrived.
    pub(super) fn deliver_duplicate(&mut self, link: LinkId, index: usize) {
        let Some(link_state) = self.world.link_states.get_mut(&link) else {
            return;
        };
        if link_state.duplicates.get(index).is_none_or(|second| second.state != DeliveryState::Buffered) {
            return;
        }
        let Some(second) = link_state.duplicates.remove(index) else {
            return;
        };
        link_state.delivered += 1;
        self.emit(Event::Delivered { message: second.message(link) });
        let entry = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)).cloned();
        if let Some(entry) = entry {
            self.receive(link, &entry);
        }
    }
}
