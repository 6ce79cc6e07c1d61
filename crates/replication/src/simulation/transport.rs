//! How a log entry gets from one leader to the next: sent, lost, sent again, held, handed over.

use std::sync::Arc;

use crate::event::{Event, Message, WhyDropped};
use crate::id::{LeaderId, LinkId};
use crate::leader::LogEntry;
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::links::{Order, Stage, Transmission};
use crate::random::Draws;
use crate::simulation::Simulation;
use crate::simulation::queue::Due;
use crate::time::Micros;
use crate::versions::CausalContext;
use crate::write::Write;

/// How much longer than a round trip a sender waits for an answer before it sends again.
const PATIENCE: Micros = Micros::from_ms(10);

impl Simulation {
    /// Offers the latest entry of a leader's log to all that it sends to.
    pub(super) fn offer(&mut self, leader: LeaderId) {
        let from_leader = self.world.channels.range(LinkId::new(leader, LeaderId::FIRST)..);
        let open =
            from_leader.take_while(|(link, _)| link.from == leader).filter(|(_, channel)| channel.open);
        let links: Vec<LinkId> = open.map(|(link, _)| *link).collect();
        for link in links {
            self.pump(link, &CausalContext::new());
        }
    }

    /// Sends what of the sender's log has not been looked at yet, but nothing that is `known` to the receiver or
    /// on its way already.
    pub(super) fn pump(&mut self, link: LinkId, known: &CausalContext) {
        let forwarding = self.world.forwarding();
        let (Some(channel), Some(leader)) =
            (self.world.channels.get_mut(&link), self.world.leaders.get(&link.from))
        else {
            return;
        };
        let fresh = leader.log.iter().enumerate().skip(channel.next);
        let passing = fresh.filter(|(index, entry)| {
            forwarding.passes(entry.came_from(), link.to)
                && !known.contains(entry.write.dot)
                && !channel.pending.contains_key(index)
        });
        let indexes: Vec<usize> = passing.map(|(index, _)| index).collect();
        let looked_through = leader.log.len() - channel.next;
        channel.next = leader.log.len();
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
        let message = Message { link, dot: entry.write.dot, hops: entry.hops_onward(), attempt };
        let stage = self.fly(&message);
        let due = match stage {
            Stage::Doomed { resend_at, .. } => Some((resend_at, Due::Resend { link, index, attempt })),
            Stage::Flying { arrives_at, .. } => Some((arrives_at, Due::Arrival { link, index, attempt })),
            Stage::Held | Stage::Stopped => None,
        };
        if let Some((at, due)) = due {
            self.queue.put(at, due);
        }
        let Message { dot, hops, .. } = message;
        if let Some(channel) = self.world.channels.get_mut(&link) {
            channel.pending.insert(index, Transmission { dot, hops, attempt, stage });
        }
        self.tell(Event::Sent { message });
    }

    /// Draws what becomes of a message that sets out now.
    fn fly(&self, message: &Message) -> Stage {
        let draws = Draws { seed: self.world.seed };
        let settings = &self.world.links;
        let sent_at = self.world.now;
        let latency = self.world.latency(message.link);
        if draws.happens(settings.loss_percent, "loss", message) {
            let round_trip = latency + settings.jitter + latency + settings.jitter;
            return Stage::Doomed { sent_at, resend_at: sent_at + round_trip + PATIENCE };
        }
        let jitter = Micros(draws.up_to(settings.jitter.0, "jitter", message));
        Stage::Flying { sent_at, arrives_at: sent_at + latency + jitter }
    }

    /// A message comes to the end of its link.
    pub(super) fn arrive(&mut self, link: LinkId, index: usize, attempt: u32) {
        let now = self.world.now;
        let Some(channel) = self.world.channels.get_mut(&link) else {
            return;
        };
        let Some(sent) = channel.pending.get_mut(&index) else {
            return;
        };
        let due_now = matches!(sent.stage, Stage::Flying { arrives_at, .. } if arrives_at == now);
        if !due_now || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        if self.world.links.order == Order::Any {
            return self.deliver(link, index);
        }
        sent.stage = Stage::Held;
        if channel.pending.first_key_value().is_some_and(|(first, _)| *first != index) {
            self.tell(Event::Held { message });
        }
        while let Some(first) = self.first_held(link) {
            self.deliver(link, first);
        }
    }

    /// Hands over what is held, once links no longer keep the order.
    pub(super) fn release_held(&mut self) {
        if self.world.links.order == Order::Fifo {
            return;
        }
        let all = self.world.channels.iter().flat_map(|(link, channel)| {
            let held = channel.pending.iter().filter(|(_, sent)| sent.stage == Stage::Held);
            held.map(|(index, _)| (*link, *index))
        });
        for (link, index) in all.collect::<Vec<_>>() {
            self.deliver(link, index);
        }
    }

    /// The oldest entry under way on a link, if it is at the receiver's door.
    fn first_held(&self, link: LinkId) -> Option<usize> {
        let (index, sent) = self.world.channels.get(&link)?.pending.first_key_value()?;
        (sent.stage == Stage::Held).then_some(*index)
    }

    /// A sender has waited long enough for an answer.
    pub(super) fn resend(&mut self, link: LinkId, index: usize, attempt: u32) {
        let now = self.world.now;
        let Some(channel) = self.world.channels.get_mut(&link) else {
            return;
        };
        let Some(sent) = channel.pending.get(&index) else {
            return;
        };
        let due_now = matches!(sent.stage, Stage::Doomed { resend_at, .. } if resend_at == now);
        if !due_now || sent.attempt != attempt {
            return;
        }
        let message = sent.message(link);
        channel.lost += 1;
        self.tell(Event::Lost { message });
        self.transmit(link, index, attempt + 1);
    }

    fn deliver(&mut self, link: LinkId, index: usize) {
        let Some(channel) = self.world.channels.get_mut(&link) else {
            return;
        };
        let Some(sent) = channel.pending.remove(&index) else {
            return;
        };
        channel.delivered += 1;
        let entry = self.world.leaders.get(&link.from).and_then(|leader| leader.log.get(index)).cloned();
        self.tell(Event::Delivered { message: sent.message(link) });
        if let Some(entry) = entry {
            self.receive(link, &entry);
        }
    }

    /// A leader looks at a write that a link handed over: drops it, or applies it and sends it on.
    fn receive(&mut self, link: LinkId, entry: &LogEntry) {
        let leader = link.to;
        let dot = entry.write.dot;
        let known = self.world.leaders.get(&leader).is_some_and(|leader| leader.applied.contains(dot));
        let why = match (entry.path.contains(&leader), known) {
            (true, _) => WhyDropped::OwnMark,
            (false, true) => WhyDropped::AlreadyApplied,
            (false, false) => {
                let path: Arc<[LeaderId]> = entry.path.iter().copied().chain([leader]).collect();
                return self.apply(leader, &entry.write, path, Some(link));
            }
        };
        self.tell(Event::Dropped { leader, dot, why });
    }

    /// Puts a write through the policy, appends it to the log, and offers it to the next.
    pub(super) fn apply(
        &mut self,
        id: LeaderId,
        write: &Arc<Write>,
        path: Arc<[LeaderId]>,
        via: Option<LinkId>,
    ) {
        let Some(leader) = self.world.leaders.get_mut(&id) else {
            return;
        };
        leader.applied.insert(write.dot);
        let entry = leader.store.entry(&write.key);
        let mut outcome = self.world.policy.rules().resolve(entry, write);
        outcome.kept.sort_by_key(|version| version.dot);
        outcome.gone.sort();
        entry.versions = outcome.kept;
        entry.history.insert(write.dot);
        entry.history.join(&write.context);
        entry.history.compact(leader.applied.vector());
        let kept = entry.dots().collect();
        leader.log.push(LogEntry { write: write.clone(), path });
        self.tell(Event::Applied { leader: id, write: write.clone(), via, kept, gone: outcome.gone });
        self.offer(id);
    }
}
