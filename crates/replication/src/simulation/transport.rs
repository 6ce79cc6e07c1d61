//! Sending log entries over links: transmission, loss, retransmission, duplication and delivery.

use crate::event::{Event, FailureAction, WaitsFor};
use crate::id::{LeaderId, LinkId};
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::links::{DeliveryOrder, DeliveryState, Transmission};
use crate::message::Message;
use crate::routes::Route;
use crate::shared_map::Slot;
use crate::simulation::queue::Scheduled;
use crate::simulation::{Simulation, installed};
use crate::time::Micros;
use crate::topology::Forwarding;
use crate::versions::CausalContext;

/// How much longer than a round trip a sender waits for an acknowledgement before it retransmits.
const RETRANSMIT_SLACK: Micros = Micros::from_ms(10);

impl Simulation {
    /// Sends a leader's latest log entries over all its open links.
    pub(super) fn send_to_all_links(&mut self, leader: &Slot<LeaderId>) {
        let forwarding = self.world.forwarding();
        if self.passes_over_last(leader, forwarding) {
            let leader = self.world.leaders.at_mut(leader);
            leader.passed_over = leader.log.len();
            return;
        }
        // Sending adds no links, and copying a route is cheaper than sharing all of them.
        for place in 0..self.world.routes.from(leader).len() {
            let route = self.world.routes.from(leader)[place];
            let link_state = self.world.link_states.at(&route.link);
            if link_state.open {
                let first = link_state.next_to_send(self.world.leaders.at(leader));
                self.send_pending(&route, first, forwarding, None);
            }
        }
    }

    /// Whether no link carries the latest entry of a leader's log. The open links have considered all earlier ones.
    fn passes_over_last(&self, leader: &Slot<LeaderId>, forwarding: Forwarding) -> bool {
        let log = &self.world.leaders.at(leader).log;
        let is_local = log.last().is_none_or(|entry| entry.came_from().is_none());
        !is_local
            && forwarding == Forwarding::LocalOnly
            && !self.world.passes_on_departed()
            && !self.is_step_too_long()
    }

    /// Sends the sender's log from an entry on, except what is `known` to the receiver or already in transit.
    pub(super) fn send_pending(
        &mut self,
        route: &Route,
        first: usize,
        forwarding: Forwarding,
        known: Option<&CausalContext>,
    ) {
        let end = self.world.leaders.at(&route.from).log.len();
        if first == end {
            return;
        }
        self.world.link_states.at_mut(&route.link).next_index = end;
        self.count_work(end - first, LOG_ENTRIES_PER_EVENT);
        // A write of a leader that has left goes to those that lack it, whatever else is forwarded.
        let received = self.world.passes_on_departed().then(|| self.world.received_at(&route.to));
        for index in first..end {
            if !self.passes(route, index, forwarding, known, received.as_ref()) {
                continue;
            }
            if self.is_step_too_long() {
                self.world.link_states.at_mut(&route.link).next_index = index;
                return;
            }
            self.transmit(route, index, 1);
        }
    }

    /// Whether a link carries this entry of the sender's log to the receiver, which has `received` what matters where
    /// writes of leaders that have left are passed on.
    fn passes(
        &self,
        route: &Route,
        index: usize,
        forwarding: Forwarding,
        known: Option<&CausalContext>,
        received: Option<&CausalContext>,
    ) -> bool {
        let Some(entry) = self.world.leaders.at(&route.from).log.get(index) else {
            return false;
        };
        let dot = entry.write.dot;
        let lacks_departed = |received: &CausalContext| {
            self.world.former_members.contains_key(&dot.leader) && !received.contains(dot)
        };
        (forwarding.forwards(entry.came_from(), route.to.key) || received.is_some_and(lacks_departed))
            && known.is_none_or(|known| !known.contains(dot))
            && !self.world.link_states.at(&route.link).pending.contains(index)
    }

    /// Sends one log entry over a link, for the `attempt`-th time.
    pub(super) fn transmit(&mut self, route: &Route, index: usize, attempt: u32) {
        let Some(entry) = self.world.leaders.at(&route.from).log.get(index) else {
            return;
        };
        let (link, dot, hops) = (route.link.key, entry.write.dot, entry.hops_onward());
        let message = Message { link, dot, hops, attempt, is_duplicate: false };
        // Without a bandwidth, sending takes no time, whatever the size.
        let settings = &self.world.link_settings;
        let bytes = settings.bytes_per_s.map_or(0, |_| entry.write.size_bytes());
        let duration = settings.transmission_time(bytes);
        let leaves_at = self.occupy_link(route, duration);
        let state = self.draw_delivery(route, &message, leaves_at);
        let due = match state {
            DeliveryState::WillBeLost { resend_at, .. } => {
                Some((resend_at, Scheduled::Resend { link, index, attempt, is_duplicate: false }))
            }
            DeliveryState::InFlight { arrives_at, .. } => {
                Some((arrives_at, Scheduled::Arrival { link, index, attempt }))
            }
            DeliveryState::Buffered | DeliveryState::Queued | DeliveryState::Stopped => None,
        };
        if let Some((at, due)) = due {
            self.queue.schedule(at, due);
        }
        let transmission = Transmission { dot, hops, attempt, is_duplicate: false, state };
        self.world.link_states.at_mut(&route.link).pending.insert(index, transmission);
        self.emit(Event::Sent { message });
        if let DeliveryState::InFlight { sent_at, arrives_at } = state {
            self.duplicate_by_chance(route, &message, index, sent_at, arrives_at);
        }
    }

    /// Occupies a link for as long as sending a message takes. Returns when its last byte has left the sender.
    fn occupy_link(&mut self, route: &Route, duration: Micros) -> Micros {
        let now = self.world.now;
        if duration == Micros::ZERO {
            return now;
        }
        let link_state = self.world.link_states.at_mut(&route.link);
        link_state.busy_until = link_state.busy_until.max(now) + duration;
        link_state.busy_until
    }

    /// Draws whether a message is lost, and otherwise when it arrives.
    fn draw_delivery(&self, route: &Route, message: &Message, sent_at: Micros) -> DeliveryState {
        let rng = self.world.random_now();
        let settings = &self.world.link_settings;
        let latency = self.world.latency_of(route);
        if rng.chance(settings.loss_percent, "loss", message) {
            return DeliveryState::WillBeLost {
                sent_at,
                resend_at: sent_at + self.retransmit_timeout(latency),
            };
        }
        let jitter = Micros(rng.up_to(settings.jitter.0, "jitter", message));
        DeliveryState::InFlight { sent_at, arrives_at: sent_at + latency + jitter }
    }

    /// How long a sender waits for an acknowledgement over a link of this latency before it retransmits.
    pub(super) fn retransmit_timeout(&self, latency: Micros) -> Micros {
        let one_way = latency + self.world.link_settings.jitter;
        one_way + one_way + RETRANSMIT_SLACK
    }

    /// Duplicates a message at random, unless a duplicate of an earlier attempt is still in transit.
    fn duplicate_by_chance(
        &mut self,
        route: &Route,
        message: &Message,
        index: usize,
        sent_at: Micros,
        arrives_at: Micros,
    ) {
        let percent = self.world.link_settings.duplicate_percent;
        if percent == 0 || self.world.link_states.at(&route.link).duplicates.contains(index) {
            return;
        }
        let rng = self.world.random_now();
        if rng.chance(percent, "duplicate", message) {
            installed::add_duplicate(self, &route.link, message, index, sent_at, arrives_at);
        }
    }

    /// Adds a duplicate of a message. It arrives after the original, by up to the original's own travel time.
    pub(super) fn add_duplicate(
        &mut self,
        slot: &Slot<LinkId>,
        message: &Message,
        index: usize,
        sent_at: Micros,
        arrives_at: Micros,
    ) {
        let rng = self.world.random_now();
        let duplicate = Message { is_duplicate: true, ..*message };
        let delay = Micros(1 + rng.up_to((arrives_at - sent_at).0, "behind", &duplicate));
        let arrives_at = arrives_at + delay;
        let Message { link, dot, hops, attempt, .. } = duplicate;
        let state = DeliveryState::InFlight { sent_at, arrives_at };
        let transmission = Transmission { dot, hops, attempt, is_duplicate: true, state };
        self.world.link_states.at_mut(slot).duplicates.insert(index, transmission);
        self.queue.schedule(arrives_at, Scheduled::DuplicateArrival { link, index, attempt });
        self.emit(Event::Duplicated { message: duplicate });
    }

    /// Handles the arrival of a message or its duplicate. The first of the two to arrive delivers the write; the
    /// other is delivered after it.
    pub(super) fn arrive(&mut self, link: LinkId, index: usize, attempt: u32, is_duplicate: bool) {
        let now = self.world.now;
        let Some(route) = self.world.route(link) else {
            return;
        };
        let link_state = self.world.link_states.at_mut(&route.link);
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
            None => self.deliver_duplicate(&route, index),
            Some(first) if first.is_duplicate == is_duplicate => {
                let order = self.world.link_settings.order;
                if !link_state.can_deliver(index, order) {
                    let waits_for = match link_state.blocked_by {
                        Some(_) => WaitsFor::BlockedLink,
                        None => WaitsFor::EarlierMessages,
                    };
                    return self.emit(Event::Buffered { message, waits_for });
                }
                if self.takes_turns(&route) {
                    return installed::take_turn(self, &route, index, message);
                }
                // Without FIFO nothing else is buffered.
                if self.deliver(&route, index) && order == DeliveryOrder::Fifo {
                    self.deliver_buffered(&route);
                }
            }
            Some(_) => {}
        }
    }

    /// Has a message that arrived wait for its turn at its receiver, and those behind it on the link.
    pub(super) fn take_turn(&mut self, route: &Route, index: usize, message: Message) {
        if !self.world.leaders.at(&route.to).queue.is_empty() {
            self.emit(Event::Buffered { message, waits_for: WaitsFor::Turn });
        }
        self.queue_message(route, index);
        if self.is_fifo() {
            self.deliver_buffered(route);
        }
    }

    /// Delivers every buffered message that the link settings now allow.
    pub(super) fn deliver_all_buffered(&mut self) {
        self.world.routes.all().iter().for_each(|route| self.deliver_buffered(route));
    }

    /// Handles a retransmission timeout. The sender retransmits, unless the lost message was a duplicate or its
    /// duplicate has arrived.
    pub(super) fn resend(&mut self, link: LinkId, index: usize, attempt: u32, is_duplicate: bool) {
        let now = self.world.now;
        let Some(route) = self.world.route(link) else {
            return;
        };
        let link_state = self.world.link_states.at_mut(&route.link);
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
            self.transmit(&route, index, attempt + 1);
        }
    }

    /// Delivers a log entry. Returns false if it blocks the link instead, because the receiver cannot apply it.
    pub(super) fn deliver(&mut self, route: &Route, index: usize) -> bool {
        let blocking = self.world.leaders.at(&route.from).log.get(index);
        let blocking = blocking.and_then(|entry| Some((entry.write.dot, self.blocks_link(route, entry)?)));
        let link_state = self.world.link_states.at_mut(&route.link);
        if let Some((dot, reason)) = blocking {
            link_state.blocked_by = Some(index);
            self.has_blocked_links = true;
            let leader = route.to.key;
            self.emit(Event::Inapplicable { leader, dot, reason, action: FailureAction::BlockedLink });
            return false;
        }
        let Some(sent) = link_state.pending.remove(index) else {
            return false;
        };
        link_state.delivered += 1;
        self.emit(Event::Delivered { message: sent.message(route.link.key) });
        self.receive(route, index);
        self.deliver_duplicate(route, index);
        true
    }

    /// Delivers the second message of an entry that has been delivered, if it has arrived.
    pub(super) fn deliver_duplicate(&mut self, route: &Route, index: usize) {
        let duplicates = &self.world.link_states.at(&route.link).duplicates;
        if duplicates.get(index).is_none_or(|second| second.state != DeliveryState::Buffered) {
            return;
        }
        let link_state = self.world.link_states.at_mut(&route.link);
        let Some(second) = link_state.duplicates.remove(index) else {
            return;
        };
        link_state.delivered += 1;
        self.emit(Event::Delivered { message: second.message(route.link.key) });
        self.receive(route, index);
    }
}
