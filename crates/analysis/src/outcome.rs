//! The outcome of a run at an instant: convergence, conflicts and lost writes.
//!
//! Computed from global knowledge that no leader has.

use std::collections::BTreeSet;

use replication::{DeliveryState, Dot, Event, Key, LeaderId, LinkId, LinkState, Micros, World, gather};

use timeline::{EventKind, FateCounts, Loss, Timeline};

use crate::never_arriving::{NeverApplied, never_applied};
use crate::stranded::{StrandedWrite, given_up_writes, stranded_writes};

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
    /// Nothing is in flight or queued, and every key reads the same at every leader.
    Converged,
    /// Nothing is in flight or queued, and leaders read different values; only a new write can change that.
    Diverged,
    /// The run stopped at the event limit, before anything was settled.
    Halted,
    /// Every leader has left.
    NoLeaderLeft,
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
    /// Whether all leaders store the same versions, too.
    pub versions_agree: bool,
    /// When the policy last changed, if leaders are left apart after that: a change of policy alone changes no stored
    /// value (SEMANTICS C8).
    pub diverged_since_policy_change: Option<Micros>,
    /// Writes accepted so far.
    pub accepted: usize,
    /// Requests to write so far that were acknowledged to their clients (SEMANTICS P5).
    pub acknowledged: usize,
    /// Requests so far that were refused.
    pub refused: usize,
    /// Requests so far that got no answer: their clients cannot know what happened.
    pub unanswered: usize,
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
    /// Writes that some remaining leaders have and others lack forever (SEMANTICS T9).
    pub stranded: Vec<StrandedWrite>,
    /// Writes that some remaining leaders have and others gave up waiting for (SEMANTICS D1).
    pub given_up: Vec<StrandedWrite>,
    /// Writes that are held back forever, because no remaining leader has what they depend on (SEMANTICS D1).
    pub never_arrives: Vec<NeverApplied>,
    /// Requests that wait for their leader to catch up with their client (SEMANTICS D2).
    pub waiting_requests: usize,
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
        let unanswered = timeline.index().count(EventKind::Unanswered, count);
        let is_halted = timeline.is_halted() && count == timeline.records().len();
        let progress = match is_halted {
            true => Progress::Halted,
            false => progress(world, accepted, waiting.iter().map(|(_, entries)| entries).sum()),
        };
        Self {
            progress,
            versions_agree: world.versions_agree(),
            diverged_since_policy_change: policy_change(timeline, count)
                .filter(|_| progress == Progress::Diverged),
            accepted,
            acknowledged: timeline.index().count(EventKind::Acknowledged, count),
            refused: timeline.index().count(EventKind::Refused, count) - unanswered,
            unanswered,
            conflicts: conflicts(world),
            fates,
            lost,
            queued: waiting,
            disputed_homes: disputed_homes(world),
            reapplied: timeline.index().count(EventKind::Repeated, count),
            buffered: world.leaders.values().map(|leader| leader.buffered.len()).sum(),
            blocked: blocked_links(world),
            stranded: stranded_writes(world),
            given_up: given_up_writes(world),
            never_arrives: never_applied(world),
            waiting_requests: world.waiting_requests.len(),
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

/// When the policy last changed.
fn policy_change(timeline: &Timeline, count: usize) -> Option<Micros> {
    let mut settings = timeline.latest(&[EventKind::SettingChanged], count);
    settings.find_map(|(_, record)| matches!(record.event, Event::PolicyChanged).then_some(record.at))
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
    let keys: BTreeSet<&Key> = gather(written.chain(leaders().flat_map(|leader| leader.homes.keys())));
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
    let entries = entries + kept_back + stuck + world.waiting_requests.len();
    match world.messages_in_transit().count() - stuck
        + world.forwarded_requests.len()
        + usize::from(!world.has_no_client_request())
        + world.pending_snapshots.len()
    {
        0 if accepted == 0 => Progress::NothingWritten,
        0 if world.leaders.is_empty() => Progress::NoLeaderLeft,
        0 if entries > 0 => Progress::Queued { entries },
        0 if world.reads_agree() => Progress::Converged,
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
