//! The latency report of a run: figures for each client and each leader.

use std::collections::BTreeMap;

use replication::{ClientId, LeaderId, Micros, World, gather};
use timeline::Timeline;

use super::request_time::RequestTime;
use super::requests::Requests;
use super::summary::LatencySummary;

/// The latencies of a run up to an instant.
#[derive(Clone, Debug)]
pub struct LatencyReport {
    /// Every request, in the order in which they were sent.
    pub requests: Vec<RequestTime>,
    /// The figures of all requests.
    pub total: LatencySummary,
    /// The figures of each client's requests.
    pub clients: BTreeMap<ClientId, LatencySummary>,
    /// The load of each leader, in the order of members.
    pub leaders: Vec<LeaderLoad>,
}

/// The load of a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaderLoad {
    /// The leader.
    pub leader: LeaderId,
    /// The figures of the requests that contacted it last.
    pub requests: LatencySummary,
    /// How long it was busy.
    pub busy: Micros,
    /// Its utilisation: how long it was busy, in hundredths of a percent of the time; none at time 0.
    pub utilisation: Option<u64>,
    /// How many jobs wait or are being served.
    pub queued: usize,
}

impl LatencyReport {
    /// The latencies among the first `count` records of a run; `world` is the world after them.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World) -> Self {
        let mut requests = Requests::default();
        timeline.first(count).for_each(|(_, record)| requests.follow(&record));
        let requests = requests.all;
        let of_client = |id: ClientId| {
            (id, LatencySummary::of(requests.iter().filter(move |request| request.client == id)))
        };
        let load = |id: LeaderId| LeaderLoad::new(id, &requests, world);
        Self {
            total: LatencySummary::of(requests.iter()),
            clients: gather(world.clients.keys().copied().map(of_client)),
            leaders: world.members.iter().copied().map(load).collect(),
            requests,
        }
    }
}

impl LatencyReport {
    /// Throughput: served requests per second up to an instant, in hundredths; none at time 0.
    #[must_use]
    pub fn throughput(&self, at: Micros) -> Option<u64> {
        (self.total.served() as u64 * 100_000_000).checked_div(at.0)
    }
}

impl LeaderLoad {
    fn new(leader: LeaderId, requests: &[RequestTime], world: &World) -> Self {
        let queue = world.leaders.get(&leader).map(|leader| &leader.queue);
        let busy = queue.map_or(Micros::ZERO, |queue| queue.busy_until(world.now));
        Self {
            leader,
            requests: LatencySummary::of(requests.iter().filter(|request| request.leader == leader)),
            busy,
            utilisation: (busy.0 * 10_000).checked_div(world.now.0),
            queued: queue.map_or(0, replication::ServiceQueue::len),
        }
    }
}
