//! What the run has come to at an instant: who agrees, what is in conflict, what is lost.
//!
//! This looks at everything, as an onlooker can; leaders decide by none of it.

use std::collections::BTreeSet;

use replication::{DeliveryState, Dot, Key, LeaderId, LinkId, LinkState, World};

use timeline::{EventKind, Timeline};

/// How far replication has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing has been written yet.
    NothingWritten,
    /// Messages are on their way.
    InFlight {
        /// How many.
        messages: usize,
    },
    /// Nothing moves, and log entries wait for a leader or a link.
    Queued {
        /// How many.
        entries: usize,
    },
    /// Nothing is under way, nothing waits, and all stores are equal.
    Converged,
    /// Nothing is under way, nothing waits, and stores differ: for good, unless someone writes.
    Diverged,
}

/// A key with siblings at a leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where.
    pub leader: LeaderId,
    /// Which key.
    pub key: Key,
    /// The siblings, in the order of dots.
    pub dots: Vec<Dot>,
}

/// What the run has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How far replication has come.
    pub progress: Progress,
    /// Writes acknowledged so far.
    pub accepted: usize,
    /// Requests so far that were refused.
    pub refused: usize,
    /// Keys with siblings, leader by leader.
    pub conflicts: Vec<Conflict>,
    /// Writes that are lost: acknowledged, and no value anywhere has them in its history, nor does anything
    /// that is under way (SEMANTICS L3, C2). In the order in which they were accepted.
    pub lost: Vec<Dot>,
    /// Each link that has entries waiting, with their number.
    pub queued: Vec<(LinkId, usize)>,
    /// Each key that has more than one home at once, as those that believe it see it: a window in which
    /// writes can be concurrent (SEMANTICS A2, A3).
    pub disputed_homes: Vec<(Key, Vec<LeaderId>)>,
    /// How many times a leader applied a write that it had applied before (SEMANTICS T4).
    pub reapplied: usize,
    /// Delivered writes that leaders keep until they can apply them.
    pub buffered: usize,
    /// Each link that a write has stopped, with that write (SEMANTICS T6).
    pub blocked: Vec<(LinkId, Dot)>,
    /// Each pair `(origin, leader)` such that no path of links takes a write of `origin` to `leader`.
    pub unreachable: Vec<(LeaderId, LeaderId)>,
}

impl Outcome {
    /// What the run has come to after its first `count` records, with the world as it is then.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World) -> Self {
        let waiting = queued_entries(world);
        let accepted = timeline.index().count(EventKind::Accepted, count);
        Self {
            progress: progress(world, accepted, waiting.iter().map(|(_, entries)| entries).sum()),
            accepted,
            refused: timeline.index().count(EventKind::Refused, count),
            conflicts: conflicts(world),
            lost: lost_writes(timeline, count, world),
            queued: waiting,
            disputed_homes: disputed_homes(world),
            reapplied: timeline.index().count(EventKind::Repeated, count),
            buffered: world.leaders.values().map(|leader| leader.buffered.len()).sum(),
            blocked: blocked_links(world),
            unreachable: world.unreachable(),
        }
    }

    /// How many log entries wait on a link.
    #[must_use]
    pub fn queued_on(&self, link: LinkId) -> usize {
        // In the order of links.
        let place = self.queued.binary_search_by_key(&link, |(there, _)| *there).ok();
        place.and_then(|place| self.queued.get(place)).map_or(0, |(_, entries)| *entries)
    }
}

/// What waits on links. Those of a leader that still waits for its snapshot have not begun.
fn queued_entries(world: &World) -> Vec<(LinkId, usize)> {
    let has_begun = |leader: LeaderId| !world.pending_snapshots.contains_key(&leader);
    let links = world.links_with_backlog().filter(|(link, _)| has_begun(link.from) && has_begun(link.to));
    links.map(|(link, entries)| (link, entries.len())).collect()
}

/// The keys that have been written or assigned and that more than one leader believes to be home of.
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
    match world.messages_in_transit().count() - stuck + world.forwarded_requests.len() + world.pending_snapshots.len() {
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

/// The writes that are lost after the first `count` records, with the world as it is then. All that lies behind
/// what is kept counts, and so on back. Only writes that there are count: a context may name any.
#[must_use]
pub fn lost_writes(timeline: &Timeline, count: usize, world: &World) -> Vec<Dot> {
    timeline.not_in_history_of(&surviving_writes(timeline, world), count)
}

/// What is kept somewhere, on its way, or done with.
fn surviving_writes(timeline: &Timeline, world: &World) -> Vec<Dot> {
    let mut found: Vec<Dot> = Vec::new();
    for leader in world.leaders.values() {
        found.extend(leader.store.iter().flat_map(|(_, entry)| entry.dots()));
    }
    found.extend(timeline.fully_superseded());
    for (link, channel) in &world.link_states {
        // What its receiver has applied already brings nothing back.
        let receiver = world.leaders.get(&link.to);
        let under_way = channel.in_transit().map(|sent| sent.dot);
        found.extend(under_way.filter(|dot| receiver.is_some_and(|leader| !leader.applied.contains(*dot))));
    }
    // What waits is what the receiver has not applied.
    let waiting = world.links_with_backlog().flat_map(|(_, waiting)| waiting);
    found.extend(waiting.map(|entry| entry.write.dot));
    for leader in world.leaders.values() {
        found.extend(leader.buffered.iter().map(|waiting| waiting.entry.write.dot));
    }
    found
}
