//! A link as a page shows it: its status, its latency, and the writes queued for it.

use std::collections::BTreeSet;

use analysis::{LinkStatus, blocking_write, is_blocked, links_from};
use replication::{DeliveryOrder, Dot, LeaderId, LinkId, LinkSettings, Micros, Write, distance_m};

use crate::frame::Frame;

/// One direction of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// Its ends.
    pub id: LinkId,
    /// Whether it is cut.
    pub is_cut: bool,
    /// Whether messages can pass: not cut, and both ends up.
    pub is_open: bool,
    /// Whether a write that cannot be applied blocks all later ones.
    pub is_blocked: bool,
    /// The number of log entries queued at its sender.
    pub waiting: usize,
}

/// The settings and counters of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkFacts {
    /// The latency of a message, before jitter.
    pub latency: Micros,
    /// The distance between its ends, in kilometres.
    pub distance_km: u64,
    /// The settings of all links.
    pub settings: LinkSettings,
    /// Whether messages are delivered in send order.
    pub is_ordered: bool,
    /// The number of messages delivered so far.
    pub delivered: u64,
}

impl Frame {
    /// Every link, in order, and whether it is open: not cut, and both ends up.
    pub fn links(&self) -> impl Iterator<Item = (LinkId, bool)> {
        self.world().link_states.iter().map(|(link, channel)| (*link, channel.open))
    }

    /// The links that the topology defines between the members.
    #[must_use]
    pub fn topology_links(&self) -> BTreeSet<LinkId> {
        self.world().topology_links()
    }

    /// The outgoing links of a leader, in order.
    pub fn links_from(&self, leader: LeaderId) -> impl Iterator<Item = LinkId> {
        links_from(self.world(), leader)
    }

    /// The write that the receiver of a link cannot apply and that blocks all later ones, if any.
    #[must_use]
    pub fn blocking_write(&self, id: LinkId) -> Option<Dot> {
        blocking_write(self.world(), id)
    }

    /// The number of links.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.world().link_states.len()
    }

    /// Whether a link exists.
    #[must_use]
    pub fn has_link(&self, link: LinkId) -> bool {
        self.world().link_states.contains_key(&link)
    }

    /// The state of a link.
    #[must_use]
    pub fn link(&self, id: LinkId) -> LinkView {
        let world = self.world();
        LinkView {
            id,
            is_cut: world.cuts.contains(&id),
            is_open: world.is_passable(id),
            is_blocked: is_blocked(world, id),
            waiting: self.outcome.queued_on(id),
        }
    }

    /// The status of a link: whether messages pass, and how many are in flight.
    #[must_use]
    pub fn link_status(&self, id: LinkId) -> LinkStatus {
        LinkStatus::of(self.world(), id)
    }

    /// The settings and counters of a link.
    #[must_use]
    pub fn link_facts(&self, id: LinkId) -> LinkFacts {
        let world = self.world();
        let place = |id| world.leaders.get(&id).map(|leader| leader.place).unwrap_or_default();
        LinkFacts {
            latency: world.latency(id),
            distance_km: distance_m(place(id.from), place(id.to)) / 1_000,
            settings: world.link_settings,
            is_ordered: world.link_settings.order == DeliveryOrder::Fifo,
            delivered: world.link_states.get(&id).map_or(0, |channel| channel.delivered),
        }
    }

    /// The settings of all links.
    #[must_use]
    pub fn link_settings(&self) -> LinkSettings {
        self.world().link_settings
    }

    /// The current latency of a message on a link, before jitter.
    #[must_use]
    pub fn latency(&self, id: LinkId) -> Micros {
        self.world().latency(id)
    }

    /// The writes queued at the sender of a link, in send order.
    pub fn queued_writes(&self, id: LinkId) -> impl Iterator<Item = &Write> {
        self.world().backlog(id).map(|entry| entry.write.as_ref())
    }
}
