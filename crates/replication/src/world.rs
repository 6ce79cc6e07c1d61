//! The complete state of a simulation at one instant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use persistent::{List, Map};

use crate::attempt_id::AttemptId;
use crate::client::Client;
use crate::clock::Clock;
use crate::former_member::FormerMember;
use crate::forwarded_request::ForwardedRequest;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::key::Key;
use crate::leader::{HomeAssignment, Leader, LogEntry};
use crate::limits::{MAX_CLIENTS, MAX_LEADERS};
use crate::links::{DeliveryState, Latency, LinkSettings, LinkState, Transmission};
use crate::logical::LogicalTimestamp;
use crate::paged_list::PagedList;
use crate::paged_map::PagedMap;
use crate::policy::{Policy, hashed_home, key_matches, specificity};
use crate::random::KeyedRng;
use crate::randomness::Randomness;
use crate::replication::{Departed, Replication};
use crate::request_settings::RequestSettings;
use crate::routes::{Route, Routes};
use crate::sent_request::{Attempt, AttemptStage, OpenRequest};
use crate::service::ServiceQueue;
use crate::setup::{ClientSpec, LeaderSpec, Setup};
use crate::shared_map::{SharedMap, Slot};
use crate::snapshot::PendingSnapshot;
use crate::store::Store;
use crate::time::Micros;
use crate::topology::{Forwarding, Topology, unreachable};
use crate::versions::CausalContext;
use crate::waiting_request::WaitingRequest;
use crate::write::Write;

/// The state of every leader, client and link at one instant.
#[derive(Clone, Debug)]
pub struct World {
    /// True time, in microseconds since the start of the run.
    pub now: Micros,
    /// The seeds that every random draw is derived from.
    pub randomness: Randomness,
    /// The ids of the current leaders, in the order of rings and swimlanes.
    pub members: Vec<LeaderId>,
    /// The state of each current leader.
    pub leaders: SharedMap<LeaderId, Leader>,
    /// The leaders that have left. Their ids are never reused.
    pub former_members: BTreeMap<LeaderId, FormerMember>,
    /// The leaders that will leave once everything that they have applied is delivered.
    pub draining: BTreeSet<LeaderId>,
    /// The state of each client.
    pub clients: SharedMap<ClientId, Client>,
    /// The sender's state of each link of the topology.
    pub link_states: SharedMap<LinkId, LinkState>,
    /// Where links and their ends are kept.
    pub(crate) routes: Routes,
    /// The directions that are cut, whether or not the topology has a link there.
    pub cuts: BTreeSet<LinkId>,
    /// How the leaders are linked.
    pub topology: Topology,
    /// Latency, jitter, loss and order of all links.
    pub link_settings: LinkSettings,
    /// How writes are forwarded, deduplicated and applied.
    pub replication: Replication,
    /// How conflicts are handled.
    pub policy: Policy,
    /// The leaders that keys are hashed over: the members when the policy took effect.
    pub placement: Vec<LeaderId>,
    /// Client requests that leaders have forwarded to a key's home, by request number.
    pub forwarded_requests: BTreeMap<u64, ForwardedRequest>,
    /// Client requests that wait for a leader to catch up with the client, by number, in the order in which they
    /// came.
    pub waiting_requests: BTreeMap<u64, WaitingRequest>,
    /// The requests that clients sent over a network and wait for, by number.
    pub open_requests: BTreeMap<u64, OpenRequest>,
    /// Every attempt of such a request that is on its way or at a leader.
    pub attempts: BTreeMap<AttemptId, Attempt>,
    /// The writes that were made of each request with an idempotency key. The key travels with the write, so a leader
    /// knows those that it has applied.
    pub(crate) keyed_writes: Arc<BTreeMap<u64, Vec<Arc<Write>>>>,
    /// The snapshots that joining leaders wait for, by the joining leader.
    pub pending_snapshots: BTreeMap<LeaderId, PendingSnapshot>,
}

impl World {
    /// The initial state. Ignores duplicate ids and anything beyond the limits; a validated scenario has neither.
    pub(crate) fn new(setup: &Setup) -> Self {
        let mut world = Self {
            now: Micros::ZERO,
            randomness: setup.randomness.clone(),
            members: Vec::new(),
            leaders: SharedMap::default(),
            former_members: BTreeMap::new(),
            draining: BTreeSet::new(),
            clients: SharedMap::default(),
            link_states: SharedMap::default(),
            routes: Routes::default(),
            cuts: BTreeSet::new(),
            topology: setup.topology.clone(),
            link_settings: setup.links,
            replication: setup.replication,
            policy: setup.policy.clone(),
            placement: Vec::new(),
            forwarded_requests: BTreeMap::new(),
            waiting_requests: BTreeMap::new(),
            open_requests: BTreeMap::new(),
            attempts: BTreeMap::new(),
            keyed_writes: Arc::default(),
            pending_snapshots: BTreeMap::new(),
        };
        for spec in setup.leaders.iter().take(MAX_LEADERS) {
            if !world.leaders.contains_key(&spec.id) {
                world.add_leader(spec);
            }
        }
        world.placement = world.members.clone();
        for spec in setup.clients.iter().take(MAX_CLIENTS) {
            if !world.clients.contains_key(&spec.id) {
                let client = client(spec, &world.leaders);
                world.clients.insert(spec.id, client);
            }
        }
        world.set_links(&world.topology_links());
        world.link_states.values_mut().for_each(|link_state| link_state.open = true);
        world
    }

    pub(crate) fn add_leader(&mut self, spec: &LeaderSpec) {
        self.members.push(spec.id);
        self.leaders.insert(spec.id, leader(spec));
        self.routes = Routes::new(&self.leaders, &self.link_states);
    }

    /// Removes a leader. It has no links left.
    pub(crate) fn remove_leader(&mut self, leader: LeaderId) {
        self.leaders.remove(&leader);
        self.routes = Routes::new(&self.leaders, &self.link_states);
    }

    /// Adds and removes links so that there are exactly these.
    pub(crate) fn set_links(&mut self, wanted: &BTreeSet<LinkId>) {
        if !self.link_states.keys().eq(wanted) {
            self.link_states.set_keys(wanted);
            self.routes = Routes::new(&self.leaders, &self.link_states);
        }
    }

    /// Notes at each open link what its sender has passed over on all of them, before one of them goes its own way.
    pub(crate) fn note_passed_over(&mut self, sender: &Slot<LeaderId>) {
        if self.leaders.at(sender).passed_over == 0 {
            return;
        }
        for route in self.routes.from(sender) {
            let link_state = self.link_states.at_mut(&route.link);
            link_state.next_index = link_state.next_to_send(self.leaders.at(sender));
        }
        self.leaders.at_mut(sender).passed_over = 0;
    }

    /// The slots of an existing link and its ends.
    pub(crate) fn route(&self, link: LinkId) -> Option<Route> {
        self.routes.of(&self.link_states.slot(link)?).copied()
    }

    /// The links that the topology defines between the current members.
    #[must_use]
    pub fn topology_links(&self) -> BTreeSet<LinkId> {
        self.topology.rules().links(&self.members)
    }

    /// Which log entries leaders forward over their links.
    #[must_use]
    pub fn forwarding(&self) -> Forwarding {
        self.replication.forward.or_topology_default(self.topology.rules().forwarding())
    }

    /// Whether leaders pass on the writes of leaders that have left.
    pub(crate) fn passes_on_departed(&self) -> bool {
        self.replication.departed == Departed::Forward && !self.former_members.is_empty()
    }

    /// Whether a leader sends this entry of its log over a link, unless the receiver has it.
    pub(crate) fn passes_on(&self, entry: &LogEntry, link: LinkId) -> bool {
        let is_departed = || self.former_members.contains_key(&entry.write.dot.leader);
        self.forwarding().forwards(entry.came_from(), link.to) || (self.passes_on_departed() && is_departed())
    }

    /// About how many bytes the world keeps in memory that no copy of it shares.
    pub(crate) fn unshared_bytes(&self) -> usize {
        let pointers = self.leaders.len() + self.clients.len() + self.link_states.len();
        let links = self.link_states.unshared().map(LinkState::bytes).sum::<usize>();
        let leaders = self.leaders.unshared().map(Leader::bytes).sum::<usize>();
        let clients = self.clients.unshared().map(Client::bytes).sum::<usize>();
        let requests = self.forwarded_requests.len() * size_of::<ForwardedRequest>()
            + self.waiting_requests.len() * size_of::<WaitingRequest>()
            + self.open_requests.len() * size_of::<OpenRequest>()
            + self.attempts.len() * size_of::<Attempt>();
        pointers * size_of::<usize>() + links + leaders + clients + requests
    }

    /// Whether both leaders are up and the direction between them is not cut.
    #[must_use]
    pub fn is_connected(&self, link: LinkId) -> bool {
        let up = |leader| self.leaders.get(leader).is_some_and(|leader: &Leader| leader.up);
        up(&link.from) && up(&link.to) && !self.cuts.contains(&link)
    }

    /// Whether a leader is a member, up, and not waiting for a snapshot.
    #[must_use]
    pub fn is_serving(&self, leader: LeaderId) -> bool {
        self.leaders.get(&leader).is_some_and(|leader| leader.up)
            && !self.pending_snapshots.contains_key(&leader)
    }

    /// Whether a link can carry messages: its ends are connected, and neither waits for a snapshot.
    #[must_use]
    pub fn is_passable(&self, link: LinkId) -> bool {
        self.is_connected(link) && self.is_serving(link.from) && self.is_serving(link.to)
    }

    /// The random draws of this instant.
    pub(crate) fn random_now(&self) -> KeyedRng {
        self.randomness.at(self.now)
    }

    /// The current latency of a link, without jitter.
    #[must_use]
    pub fn latency(&self, link: LinkId) -> Micros {
        let place =
            |leader| self.leaders.get(leader).map_or(Place::default(), |leader: &Leader| leader.place);
        self.link_settings.latency.between(place(&link.from), place(&link.to))
    }

    /// The same for a link of the topology.
    pub(crate) fn latency_of(&self, route: &Route) -> Micros {
        let [from, to] = [&route.from, &route.to].map(|leader| self.leaders.at(leader).place);
        self.link_settings.latency.between(from, to)
    }

    /// Every message in flight or buffered at its receiver, with its link, in the order of links.
    pub fn messages_in_transit(&self) -> impl Iterator<Item = (LinkId, &Transmission)> {
        self.link_states
            .iter()
            .flat_map(|(link, link_state)| link_state.in_transit().map(|sent| (*link, sent)))
    }

    /// The log entries queued at a link's sender until the link opens, those sent before first. Leaves out
    /// what the receiver has applied meanwhile, though the sender cannot know that.
    pub fn backlog(&self, link: LinkId) -> impl Iterator<Item = &LogEntry> {
        let sender = self.link_states.get(&link).zip(self.leaders.get(&link.from));
        let receiver = self.leaders.get(&link.to);
        let entries = sender.into_iter().flat_map(move |(link_state, leader)| {
            let stopped_messages =
                link_state.pending.iter().filter(|(_, sent)| sent.state == DeliveryState::Stopped);
            let stopped = stopped_messages.filter_map(|(index, _)| leader.log.get(index));
            let unsent = leader.log_from(link_state.next_to_send(leader));
            let passing = unsent.filter(move |(index, entry)| {
                self.passes_on(entry, link) && !link_state.pending.contains(*index)
            });
            stopped.chain(passing.map(|(_, entry)| entry))
        });
        entries.filter(move |entry| receiver.is_some_and(|leader| !leader.applied.contains(entry.write.dot)))
    }

    /// Every link with queued log entries, and these entries, in the order of links.
    pub fn links_with_backlog(&self) -> impl Iterator<Item = (LinkId, Vec<&LogEntry>)> {
        // Most links have no backlog; this rules them out without scanning a log.
        let may_have_backlog = |(link, link_state): &(&LinkId, &LinkState)| {
            let is_behind = |leader: &Leader| link_state.next_to_send(leader) < leader.log.len();
            self.leaders.get(&link.from).is_some_and(is_behind)
                || link_state.pending.values().any(|sent| sent.state == DeliveryState::Stopped)
        };
        let links = self.link_states.iter().filter(may_have_backlog).map(|(link, _)| *link);
        links
            .map(|link| (link, self.backlog(link).collect::<Vec<_>>()))
            .filter(|(_, waiting)| !waiting.is_empty())
    }

    /// Whether nothing is in transit, buffered or queued.
    #[must_use]
    pub fn is_quiescent(&self) -> bool {
        self.messages_in_transit().next().is_none()
            && self.forwarded_requests.is_empty()
            && self.waiting_requests.is_empty()
            && self.has_no_client_request()
            && self.pending_snapshots.is_empty()
            && self.leaders.values().all(|leader| leader.buffered.is_empty())
            && self.links_with_backlog().next().is_none()
    }

    /// Whether no request of a client is on its way or at a leader, and no client will send one again. A response that
    /// nobody waits for any more does not count: its arrival is no event.
    #[must_use]
    pub fn has_no_client_request(&self) -> bool {
        let is_awaited =
            |id: &AttemptId| self.open_requests.get(&id.request).is_some_and(|open| open.attempt.id == *id);
        let is_over = |(id, attempt): (&AttemptId, &Attempt)| {
            matches!(attempt.stage, AttemptStage::ToClient { .. }) && !is_awaited(id)
        };
        self.attempts.iter().all(is_over)
            && self.open_requests.values().all(|open| open.times_out_at.is_none())
    }

    /// A key's home as one leader knows it, and what the home's clock must read, in microseconds, before it
    /// accepts writes. None if keys have no homes under the policy.
    #[must_use]
    pub fn home_of(&self, key: &Key, observer: LeaderId) -> Option<(LeaderId, i64)> {
        self.known_home(key, observer).map(|home| (home.leader, home.accepts_from))
    }

    /// How many writes a leader had accepted when it became a key's home; none if it does not know itself as home.
    pub(crate) fn accepted_before_home(&self, key: &Key, leader: LeaderId) -> Option<u64> {
        let home = self.known_home(key, leader).filter(|home| home.leader == leader)?;
        Some(home.accepted_before)
    }

    fn known_home(&self, key: &Key, observer: LeaderId) -> Option<KnownHome> {
        let avoidance = self.policy.avoidance()?;
        let state = self.leaders.get(&observer);
        let assigned = state.and_then(|leader| assigned_home(&leader.homes, key));
        let configured = avoidance.configured_home(key);
        // An assignment made during the run overrides a configured home of equal specificity.
        let is_at_least_as_specific = |pattern: &Key| {
            configured.is_none_or(|(configured, _)| specificity(pattern) >= specificity(configured))
        };
        if let Some((_, home)) = assigned.filter(|(pattern, _)| is_at_least_as_specific(pattern)) {
            let HomeAssignment { leader, accepts_from, accepted_before, .. } = *home;
            return Some(KnownHome { leader, accepts_from, accepted_before });
        }
        let leader = match configured {
            Some((_, home)) => home,
            None => hashed_home(key, &self.placement)?,
        };
        let accepted_before = state.map_or(0, |leader| leader.accepted_before_policy);
        Some(KnownHome { leader, accepts_from: i64::MIN, accepted_before })
    }

    /// The leaders that accept writes to a key now: up, home as far as they know, and past their waiting time.
    /// While there are two or more, writes to the key can conflict (SEMANTICS A2, A3).
    #[must_use]
    pub fn active_homes(&self, key: &Key) -> Vec<LeaderId> {
        let shows = |id: LeaderId| self.clock_of(id).reading_at(self.now);
        let is_home =
            |id: LeaderId| self.home_of(key, id).is_some_and(|(home, from)| home == id && shows(id) >= from);
        self.members.iter().copied().filter(|id| self.is_serving(*id) && is_home(*id)).collect()
    }

    /// Every write that a leader has applied or buffered.
    pub(crate) fn received_at(&self, leader: &Slot<LeaderId>) -> CausalContext {
        let leader = self.leaders.at(leader);
        let mut received = leader.applied.clone();
        for waiting in &leader.buffered {
            received.insert(waiting.entry.write.dot);
        }
        received
    }

    /// Whether all leaders store the same versions of every key, and read them the same.
    #[must_use]
    pub fn versions_agree(&self) -> bool {
        self.all_stores(Store::agrees_with)
    }

    /// Whether a read of any key returns the same at all leaders.
    #[must_use]
    pub fn reads_agree(&self) -> bool {
        self.all_stores(Store::reads_like)
    }

    /// Whether a read of this key returns the same at all leaders.
    #[must_use]
    pub fn reads_agree_on(&self, key: &Key) -> bool {
        self.all_stores(|first, other| first.reads_like_on(key, other))
    }

    /// Whether the first leader’s store and each other one are alike.
    fn all_stores(&self, are_alike: impl Fn(&Store, &Store) -> bool) -> bool {
        let mut stores = self.leaders.values().map(|leader| &leader.store);
        let first = stores.next();
        stores.all(|store| first.is_some_and(|first| are_alike(first, store)))
    }

    /// Each pair `(origin, leader)` where no path of links carries a write of `origin` to `leader`.
    #[must_use]
    pub fn unreachable(&self) -> Vec<(LeaderId, LeaderId)> {
        unreachable(&self.members, self.link_states.keys().copied(), self.forwarding())
    }

    /// Every write that a leader has applied; empty if it is not a member.
    pub(crate) fn applied_at(&self, leader: LeaderId) -> CausalContext {
        self.leaders.get(&leader).map(|leader| leader.applied.clone()).unwrap_or_default()
    }

    /// A leader's clock; an accurate one if it is not a member.
    #[must_use]
    pub fn clock_of(&self, leader: LeaderId) -> Clock {
        self.leaders.get(&leader).map_or(Clock::TRUE, |leader| leader.clock)
    }
}

/// The assignment of the most specific pattern that matches a key, with that pattern.
fn assigned_home<'a>(
    homes: &'a BTreeMap<Key, HomeAssignment>,
    key: &Key,
) -> Option<(&'a Key, &'a HomeAssignment)> {
    // Nothing is more specific than the key itself, and there can be a thousand of those.
    if let Some(exact) = homes.get_key_value(key).filter(|(pattern, _)| !pattern.as_str().ends_with('*')) {
        return Some(exact);
    }
    let matching = homes.iter().filter(|(pattern, _)| key_matches(pattern, key));
    matching.max_by_key(|(pattern, _)| specificity(pattern))
}

/// A key's home as one leader knows it.
struct KnownHome {
    leader: LeaderId,
    accepts_from: i64,
    accepted_before: u64,
}

fn leader(spec: &LeaderSpec) -> Leader {
    Leader {
        name: spec.name().into(),
        place: spec.place.unwrap_or_default(),
        clock: spec.clock,
        up: true,
        accepted_count: 0,
        accepted_before_policy: 0,
        store: Store::default(),
        applied: CausalContext::new(),
        log: PagedList::default(),
        passed_over: 0,
        buffered: List::new(),
        logical_time: LogicalTimestamp::default(),
        homes: BTreeMap::new(),
        tombstones: Map::new(),
        purged: CausalContext::new(),
        service: spec.service,
        queue: ServiceQueue::default(),
    }
}

/// A client. One with a place has a latency by distance, unless its settings state another.
fn client(spec: &ClientSpec, leaders: &SharedMap<LeaderId, Leader>) -> Client {
    let by_place = spec.place.map(|_| Latency::ByDistance);
    let requests = RequestSettings { latency: spec.requests.latency.or(by_place), ..spec.requests };
    let at_leader = || leaders.get(&spec.at).map(|leader| leader.place);
    Client {
        name: spec.name().into(),
        leader: spec.at,
        clock: spec.clock,
        last_reads: PagedMap::default(),
        session: Arc::default(),
        logical_time: LogicalTimestamp::default(),
        place: spec.place.or_else(at_leader).unwrap_or_default(),
        requests,
        avoided: BTreeMap::new(),
    }
}
