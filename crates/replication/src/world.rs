//! The world at one instant: what every leader, client and link is like.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::{OrdMap, Vector};

use crate::client::Client;
use crate::clock::Clock;
use crate::forwarded_request::ForwardedRequest;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::{Leader, LogEntry};
use crate::limits::{MAX_CLIENTS, MAX_LEADERS};
use crate::links::{DeliveryState, LinkSettings, LinkState, Transmission};
use crate::logical::LogicalTimestamp;
use crate::policy::{Policy, hashed_home, key_matches, specificity};
use crate::replication::Replication;
use crate::setup::{ClientSpec, LeaderSpec, Setup};
use crate::snapshot::PendingSnapshot;
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
    pub members: Vec<LeaderId>,
    /// The leaders.
    pub leaders: BTreeMap<LeaderId, Leader>,
    /// The leaders that have left.
    pub former_members: BTreeSet<LeaderId>,
    /// The clients.
    pub clients: BTreeMap<ClientId, Client>,
    /// The links that there are.
    pub link_states: BTreeMap<LinkId, LinkState>,
    /// The directions that are cut, whether or not a link lies there.
    pub cuts: BTreeSet<LinkId>,
    /// How the leaders are linked.
    pub topology: Topology,
    /// How links behave.
    pub link_settings: LinkSettings,
    /// How writes are passed on, recognised and applied.
    pub replication: Replication,
    /// How conflicts are handled.
    pub policy: Policy,
    /// The leaders among which keys are spread by hash: those that were there when the policy came into
    /// force.
    pub placement: Vec<LeaderId>,
    /// Clients' requests on their way between leaders, by number.
    pub forwarded_requests: BTreeMap<u64, ForwardedRequest>,
    /// The snapshots that leaders which join wait for.
    pub pending_snapshots: BTreeMap<LeaderId, PendingSnapshot>,
}

impl World {
    /// The world at the beginning. Of leaders or clients with one id the first counts, and none beyond the
    /// limits: a checked scenario has neither.
    pub(crate) fn new(setup: &Setup) -> Self {
        let mut world = Self {
            now: Micros::ZERO,
            seed: setup.seed,
            members: Vec::new(),
            leaders: BTreeMap::new(),
            former_members: BTreeSet::new(),
            clients: BTreeMap::new(),
            link_states: BTreeMap::new(),
            cuts: BTreeSet::new(),
            topology: setup.topology.clone(),
            link_settings: setup.links,
            replication: setup.replication,
            policy: setup.policy.clone(),
            placement: Vec::new(),
            forwarded_requests: BTreeMap::new(),
            pending_snapshots: BTreeMap::new(),
        };
        for spec in setup.leaders.iter().take(MAX_LEADERS) {
            if !world.leaders.contains_key(&spec.id) {
                world.add_leader(spec);
            }
        }
        world.placement = world.members.clone();
        for spec in setup.clients.iter().take(MAX_CLIENTS) {
            world.clients.entry(spec.id).or_insert_with(|| client(spec));
        }
        for link in world.topology_links() {
            world.link_states.insert(link, LinkState { open: true, ..LinkState::default() });
        }
        world
    }

    pub(crate) fn add_leader(&mut self, spec: &LeaderSpec) {
        self.members.push(spec.id);
        self.leaders.insert(spec.id, leader(spec));
    }

    /// The links that the topology asks for between the leaders that are there.
    #[must_use]
    pub fn topology_links(&self) -> BTreeSet<LinkId> {
        self.topology.rules().links(&self.members)
    }

    /// What is sent on over the links.
    #[must_use]
    pub fn forwarding(&self) -> Forwarding {
        self.replication.forward.or_topology_default(self.topology.rules().forwarding())
    }

    /// Whether anything can pass from one leader to another: both up and no cut.
    #[must_use]
    pub fn is_connected(&self, link: LinkId) -> bool {
        let up = |leader| self.leaders.get(leader).is_some_and(|leader: &Leader| leader.up);
        up(&link.from) && up(&link.to) && !self.cuts.contains(&link)
    }

    /// Whether a leader is there, up, and does not wait for a snapshot: whether it answers.
    #[must_use]
    pub fn is_serving(&self, leader: LeaderId) -> bool {
        self.leaders.get(&leader).is_some_and(|leader| leader.up) && !self.pending_snapshots.contains_key(&leader)
    }

    /// Whether messages can pass a link: its ends are connected, and neither waits for a snapshot.
    #[must_use]
    pub fn is_passable(&self, link: LinkId) -> bool {
        self.is_connected(link) && self.is_serving(link.from) && self.is_serving(link.to)
    }

    /// How long a message on a link takes now, before jitter.
    #[must_use]
    pub fn latency(&self, link: LinkId) -> Micros {
        let place =
            |leader| self.leaders.get(leader).map_or(Place::default(), |leader: &Leader| leader.place);
        self.link_settings.latency.between(place(&link.from), place(&link.to))
    }

    /// Every message under way, with its link, in order.
    pub fn messages_in_transit(&self) -> impl Iterator<Item = (LinkId, &Transmission)> {
        self.link_states.iter().flat_map(|(link, channel)| channel.in_transit().map(|sent| (*link, sent)))
    }

    /// The log entries that wait at a link's sender until the link is open, those sent before first. What
    /// the receiver has applied meanwhile is not among them, though the sender cannot know.
    pub fn backlog(&self, link: LinkId) -> impl Iterator<Item = &LogEntry> {
        let sender = self.link_states.get(&link).zip(self.leaders.get(&link.from));
        let receiver = self.leaders.get(&link.to);
        let forwarding = self.forwarding();
        let entries = sender.into_iter().flat_map(move |(channel, leader)| {
            let stopped = channel.pending.iter().filter(|(_, sent)| sent.state == DeliveryState::Stalled);
            let again = stopped.filter_map(|(index, _)| leader.log.get(index));
            let fresh = leader.log_from(channel.next_index);
            let passing = fresh.filter(move |(index, entry)| {
                forwarding.forwards(entry.came_from(), link.to) && !channel.pending.contains(*index)
            });
            again.chain(passing.map(|(_, entry)| entry))
        });
        entries.filter(move |entry| receiver.is_some_and(|leader| !leader.applied.contains(entry.write.dot)))
    }

    /// Every link at which entries wait, with these, in order.
    pub fn links_with_backlog(&self) -> impl Iterator<Item = (LinkId, Vec<&LogEntry>)> {
        // Nearly always nothing waits at a link, and that is seen without looking at its log.
        let may_have = |(link, channel): &(&LinkId, &LinkState)| {
            let is_behind = |leader: &Leader| channel.next_index < leader.log.len();
            self.leaders.get(&link.from).is_some_and(is_behind)
                || channel.pending.values().any(|sent| sent.state == DeliveryState::Stalled)
        };
        let links = self.link_states.iter().filter(may_have).map(|(link, _)| *link);
        links
            .map(|link| (link, self.backlog(link).collect::<Vec<_>>()))
            .filter(|(_, waiting)| !waiting.is_empty())
    }

    /// Whether nothing is under way and nothing waits.
    #[must_use]
    pub fn is_quiescent(&self) -> bool {
        self.messages_in_transit().next().is_none()
            && self.forwarded_requests.is_empty()
            && self.pending_snapshots.is_empty()
            && self.leaders.values().all(|leader| leader.buffered.is_empty())
            && self.links_with_backlog().next().is_none()
    }

    /// The home of a key as a leader believes it to be, and what that home's clock must show before it
    /// accepts writes. None where keys have no homes.
    #[must_use]
    pub fn home_of(&self, key: &Key, believer: LeaderId) -> Option<(LeaderId, i64)> {
        let avoidance = self.policy.avoidance()?;
        let heard = self.leaders.get(&believer).into_iter().flat_map(|leader| &leader.homes);
        let heard = heard.filter(|(pattern, _)| key_matches(pattern, key));
        let heard = heard.max_by_key(|(pattern, _)| specificity(pattern));
        let given = avoidance.configured_home(key);
        // What was assigned during the run counts for more than what was given for the same keys at its
        // beginning.
        let is_closer =
            |pattern: &Key| given.is_none_or(|(given, _)| specificity(pattern) >= specificity(given));
        match (heard.filter(|(pattern, _)| is_closer(pattern)), given) {
            (Some((_, home)), _) => Some((home.leader, home.accepts_from)),
            (None, Some((_, home))) => Some((home, i64::MIN)),
            (None, None) => Some((hashed_home(key, &self.placement)?, i64::MIN)),
        }
    }

    /// The leaders that are up and accept the writes to a key now: each believes that it is the home, and
    /// none has to wait any longer before it accepts them. More than one: a window is open in which writes
    /// can be concurrent (SEMANTICS A2, A3).
    #[must_use]
    pub fn active_homes(&self, key: &Key) -> Vec<LeaderId> {
        let shows = |id: LeaderId| self.clock_of(id).reading_at(self.now);
        let is_home =
            |id: LeaderId| self.home_of(key, id).is_some_and(|(home, from)| home == id && shows(id) >= from);
        self.members.iter().copied().filter(|id| self.is_serving(*id) && is_home(*id)).collect()
    }

    /// Every write that a leader has: those it has applied, and those it keeps until it can.
    pub(crate) fn received_at(&self, leader: LeaderId) -> CausalContext {
        let mut had = self.applied_at(leader);
        let waiting = self.leaders.get(&leader).into_iter().flat_map(|leader| &leader.buffered);
        waiting.for_each(|waiting| had.insert(waiting.entry.write.dot));
        had
    }

    /// Whether all stores are equal.
    #[must_use]
    pub fn stores_agree(&self) -> bool {
        let mut stores = self.leaders.values().map(|leader| &leader.store);
        let first = stores.next();
        stores.all(|store| first.is_some_and(|first| first.agrees_with(store)))
    }

    /// Whether all leaders keep the same versions of one key, and read them alike.
    #[must_use]
    pub fn stores_agree_on(&self, key: &Key) -> bool {
        let mut stores = self.leaders.values().map(|leader| &leader.store);
        let first = stores.next();
        stores.all(|store| first.is_some_and(|first| first.agrees_on(key, store)))
    }

    /// Each pair `(origin, leader)` such that no path of links takes a write of `origin` to `leader`.
    #[must_use]
    pub fn unreachable(&self) -> Vec<(LeaderId, LeaderId)> {
        unreachable(&self.members, self.link_states.keys().copied(), self.forwarding())
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
        accepted_count: 0,
        store: Store::default(),
        applied: CausalContext::new(),
        log: Vector::new(),
        buffered: Vector::new(),
        logical_time: LogicalTimestamp::default(),
        homes: BTreeMap::new(),
        tombstones: OrdMap::new(),
    }
}

fn client(spec: &ClientSpec) -> Client {
    Client {
        name: spec.name().into(),
        at: spec.at,
        clock: spec.clock,
        last_reads: OrdMap::new(),
        session: Arc::default(),
        logical_time: LogicalTimestamp::default(),
    }
}
