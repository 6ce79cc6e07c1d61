//! The world at one instant: what every leader, client and link is like.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::leader::{Leader, LogEntry};
use crate::limits::{MAX_CLIENTS, MAX_LEADERS};
use crate::links::{Channel, LinkSettings, Stage, Transmission};
use crate::people::Client;
use crate::policy::Policy;
use crate::setup::{ClientSpec, LeaderSpec, Setup};
use crate::store::Store;
use crate::time::Micros;
use crate::topology::{Forwarding, Topology, unreachable};
use crate::versions::CausalContext;

/// Everything there is at one instant.
#[derive(Clone, Debug)]
pub struct World {
    /// The instant.
    pub now: Micros,
    /// What all draws derive from.
    pub seed: u64,
    /// The leaders' ids in the order that rings and lanes take.
    pub roster: Vec<LeaderId>,
    /// The leaders.
    pub leaders: BTreeMap<LeaderId, Leader>,
    /// The leaders that have left.
    pub departed: BTreeSet<LeaderId>,
    /// The clients.
    pub clients: BTreeMap<ClientId, Client>,
    /// The links that there are.
    pub channels: BTreeMap<LinkId, Channel>,
    /// The directions that are cut, whether or not a link lies there.
    pub cuts: BTreeSet<LinkId>,
    /// How the leaders are linked.
    pub topology: Topology,
    /// How links behave.
    pub links: LinkSettings,
    /// How conflicts are handled.
    pub policy: Policy,
}

impl World {
    /// The world at the beginning. Of leaders or clients with one id the first counts, and none beyond the
    /// limits: a checked scenario has neither.
    pub(crate) fn new(setup: &Setup) -> Self {
        let mut world = Self {
            now: Micros::ZERO,
            seed: setup.seed,
            roster: Vec::new(),
            leaders: BTreeMap::new(),
            departed: BTreeSet::new(),
            clients: BTreeMap::new(),
            channels: BTreeMap::new(),
            cuts: BTreeSet::new(),
            topology: setup.topology.clone(),
            links: setup.links,
            policy: setup.policy.clone(),
        };
        for spec in setup.leaders.iter().take(MAX_LEADERS) {
            if !world.leaders.contains_key(&spec.id) {
                world.add_leader(spec);
            }
        }
        for spec in setup.clients.iter().take(MAX_CLIENTS) {
            world.clients.entry(spec.id).or_insert_with(|| client(spec));
        }
        for link in world.wanted_links() {
            world.channels.insert(link, Channel { open: true, ..Channel::default() });
        }
        world
    }

    pub(crate) fn add_leader(&mut self, spec: &LeaderSpec) {
        self.roster.push(spec.id);
        self.leaders.insert(spec.id, leader(spec));
    }

    /// The links that the topology asks for between the leaders that are there.
    #[must_use]
    pub fn wanted_links(&self) -> BTreeSet<LinkId> {
        self.topology.rules().links(&self.roster)
    }

    /// What is sent on over the links.
    #[must_use]
    pub fn forwarding(&self) -> Forwarding {
        self.topology.rules().forwarding()
    }

    /// Whether messages can pass a link: both ends up and no cut.
    #[must_use]
    pub fn passable(&self, link: LinkId) -> bool {
        let up = |leader| self.leaders.get(leader).is_some_and(|leader: &Leader| leader.up);
        up(&link.from) && up(&link.to) && !self.cuts.contains(&link)
    }

    /// How long a message on a link takes now, before jitter.
    #[must_use]
    pub fn latency(&self, link: LinkId) -> Micros {
        let place =
            |leader| self.leaders.get(leader).map_or(Place::default(), |leader: &Leader| leader.place);
        self.links.latency.between(place(&link.from), place(&link.to))
    }

    /// Every message under way, with its link, in order.
    pub fn in_flight(&self) -> impl Iterator<Item = (LinkId, &Transmission)> {
        let all = self
            .channels
            .iter()
            .flat_map(|(link, channel)| channel.pending.values().map(|sent| (*link, sent)));
        all.filter(|(_, sent)| {
            matches!(sent.stage, Stage::Flying { .. } | Stage::Doomed { .. } | Stage::Held)
        })
    }

    /// The log entries that wait at a link's sender until the link is open, those sent before first. What
    /// the receiver has applied meanwhile is not among them, though the sender cannot know.
    pub fn waiting(&self, link: LinkId) -> impl Iterator<Item = &LogEntry> {
        let sender = self.channels.get(&link).zip(self.leaders.get(&link.from));
        let receiver = self.leaders.get(&link.to);
        let forwarding = self.forwarding();
        let entries = sender.into_iter().flat_map(move |(channel, leader)| {
            let stopped = channel.pending.iter().filter(|(_, sent)| sent.stage == Stage::Stopped);
            let again = stopped.filter_map(|(index, _)| leader.log.get(*index));
            let fresh = leader.log.iter().enumerate().skip(channel.next);
            let passing = fresh.filter(move |(index, entry)| {
                forwarding.passes(entry.came_from(), link.to) && !channel.pending.contains_key(index)
            });
            again.chain(passing.map(|(_, entry)| entry))
        });
        entries.filter(move |entry| receiver.is_some_and(|leader| !leader.applied.contains(entry.write.dot)))
    }

    /// Whether nothing is under way and nothing waits.
    #[must_use]
    pub fn at_rest(&self) -> bool {
        self.in_flight().next().is_none()
            && self.channels.keys().all(|link| self.waiting(*link).next().is_none())
    }

    /// Whether all stores are equal.
    #[must_use]
    pub fn stores_agree(&self) -> bool {
        let mut stores = self.leaders.values().map(|leader| &leader.store);
        let first = stores.next();
        stores.all(|store| first.is_some_and(|first| first.agrees_with(store)))
    }

    /// Each pair `(origin, leader)` such that no path of links takes a write of `origin` to `leader`.
    #[must_use]
    pub fn unreachable(&self) -> Vec<(LeaderId, LeaderId)> {
        let links = self.channels.keys().copied().collect();
        unreachable(&self.roster, &links, self.forwarding())
    }

    /// Every write that a leader has applied; none if it is not there.
    pub(crate) fn applied_at(&self, leader: LeaderId) -> CausalContext {
        self.leaders.get(&leader).map(|leader| leader.applied.clone()).unwrap_or_default()
    }

    /// What a leader's clock is like; on time if the leader is not there.
    #[must_use]
    pub fn clock_of(&self, leader: LeaderId) -> Clock {
        self.leaders.get(&leader).map_or(Clock::TRUE, |leader| leader.clock)
    }
}

fn leader(spec: &LeaderSpec) -> Leader {
    Leader {
        name: spec.name().into(),
        place: spec.place.unwrap_or_default(),
        clock: spec.clock,
        up: true,
        accepted: 0,
        store: Store::default(),
        applied: CausalContext::new(),
        log: Vec::new(),
    }
}

fn client(spec: &ClientSpec) -> Client {
    Client { name: spec.name().into(), at: spec.at, clock: spec.clock, seen: BTreeMap::new() }
}
