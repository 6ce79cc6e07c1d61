//! The outcome of a run at an instant: convergence, conflicts and lost writes.
//!
//! Computed from global knowledge that no leader has.

use std::collections::BTreeSet;

use replication::{DeliveryState, Dot, Key, LeaderId, LinkId, LinkState, World};

use timeline::{EventKind, FateCounts, Loss, Timeline};

/// The progress of replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing has been written yet.
    NothingWritten,
    /// Messages are in flight.
    InFlight {
        /// How many.
        messages: usize,
    },
    /// Nothing is in flight, and writes are queued for a leader or a link.
    Queued {
        /// How many.
        entries: usize,
    },
    /// Nothing is in flight or queued, and all stores are equal.
    Converged,
    /// Nothing is in flight or queued, and stores differ; only a new write can change that.
    Diverged,
}

/// A key with siblings at a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The leader that keeps them.
    pub leader: LeaderId,
    /// The key.
    pub key: Key,
    /// The siblings, in the order of dots.
    pub dots: Vec<Dot>,
}

/// The outcome of a run at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The progress of replication.
    pub progress: Progress,
    /// Writes acknowledged so far.
    pub accepted: usize,
    /// Requests so far that were refused.
    pub refused: usize,
    /// Every key with siblings, by leader.
    pub conflicts: Vec<Conflict>,
    /// How many accepted writes have each fate (SEMANTICS C2).
    pub fates: FateCounts,
    /// The lost writes, in the order of acceptance.
    pub lost: Vec<Loss>,
    /// Each link with queued writes, and their number.
    pub queued: Vec<(LinkId, usize)>,
    /// Each key that several leaders believe to be home of: an open window, in which writes can conflict (SEMANTICS A2,
    /// A3).
    pub disputed_homes: Vec<(Key, Vec<LeaderId>)>,
    /// How many times a leader applied a write again (SEMANTICS T4).
    pub reapplied: usize,
    /// Delivered writes that leaders buffer until they can apply them.
    pub buffered: usize,
    /// Each blocked link, with the write that blocks it (SEMANTICS T6).
    pub blocked: Vec<(LinkId, Dot)>,
    /// Each pair `(origin, leader)` with no path by which a write of `origin` reaches `leader`.
    pub unreachable: Vec<(LeaderId, LeaderId)>,
}

impl Outcome {
    /// The outcome after the first `count` records, with the world at that point.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World) -> Self {
        let waiting = queued_entries(world);
        let (fates, lost) = timeline.fates(count, world).summary();
        let accepted = timeline.index().count(EventKind::Accepted, count);
        Self {
            progress: progress(world, accepted, waiting.iter().map(|(_, entries)| entries).sum()),
            accepted,
            refused: timeline.index().count(EventKind::Refused, count),
            conflicts: conflicts(world),
            fates,
            lost,
            queued: waiting,
            disputed_homes: disputed_homes(world),
            reapplied: timeline.index().count(EventKind::Repeated, count),
            buffered: world.leaders.values().map(|leader| leader.buffered.len()).sum(),
            blocked: blocked_links(world),
            unreachable: world.unreachable(),
        }
    }

    /// How and to what a write is lost; none if it is not.
    #[must_use]
    pub fn loss_of(&self, dot: Dot) -> Option<&Loss> {
        self.lost.iter().find(|loss| loss.dot == dot)
    }

    /// How many writes are queued on a link.
    #[must_use]
    pub fn queued_on(&self, link: LinkId) -> usize {
        // In the order of links.
        let place = self.queued.binary_search_by_key(&link, |(there, _)| *there).ok();
        place.and_then(|place| self.queued.get(place)).map_or(0, |(_, entries)| *entries)
    }
}

/// The queued writes per link. Links of a leader that is waiting for its snapshot do not count yet.
fn queued_entries(world: &World) -> Vec<(LinkId, usize)> {
    let has_begun = |leader: LeaderId| !world.pending_snapshots.contains_key(&leader);
    let links = world.links_with_backlog().filter(|(link, _)| has_begun(link.from) && has_begun(link.to));
    links.map(|(link, entries)| (link, entries.len())).collect()
}

/// The written or assigned keys that more than one leader believes to be home of.
fn disputed_homes(world: &World) -> Vec<(Key, Vec<LeaderId>)> {
    if world.policy.avoidance().is_none() {
        return Vec::new();
    }
    let leaders = || world.leaders.values();
    let written = leaders().flat_map(|leader| leader.store.iter().map(|(key, _)| key));
    let keys: BTreeSet<&Key> = written.chain(leaders().flat_map(|leader| leader.homes.keys())).collect();
    let homes = keys.into_iter().map(|key| (key.clone(), world.active_homes(key)));
    homes.filter(|(_, homes)| homes.len() > 1).collect()
}

fn blocked_links(world: &World) -> Vec<(LinkId, Dot)> {
    let stopped = world.link_states.iter().filter_map(|(link, channel)| {
        let stopping = channel.pending.get(channel.blocked_by?)?;
        Some((*link, stopping.dot))
    });
    stopped.collect()
}

fn progress(world: &World, accepted: usize, entries: usize) -> Progress {
    let kept_back: usize = world.leaders.values().map(|leader| leader.buffered.len()).sum();
    let blocked = world.link_states.values().filter(|channel| channel.blocked_by.is_some());
    let at_the_door =
        blocked.flat_map(LinkState::in_transit).filter(|sent| sent.state == DeliveryState::Buffered);
    let stuck = at_the_door.count();
    let entries = entries + kept_back + stuck;
    match world.messages_in_transit().count() - stuck
        + world.forwarded_requests.len()
        + world.pending_snapshots.len()
    {
        0 if accepted == 0 => Progress::NothingWritten,
        0 if entries > 0 => Progress::Queued { entries },
        0 if world.stores_agree() => Progress::Converged,
        0 => Progress::Diverged,
        messages => Progress::InFlight { messages },
    }
}

fn conflicts(world: &World) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for id in &world.members {
        let Some(leader) = world.leaders.get(id) else {
            continue;
        };
        for (key, entry) in leader.store.iter().filter(|(_, entry)| entry.has_siblings()) {
            conflicts.push(Conflict { leader: *id, key: key.clone(), dots: entry.dots().collect() });
        }
    }
    conflicts
}
