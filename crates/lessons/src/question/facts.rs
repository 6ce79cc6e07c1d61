//! The facts of a run that questions are about.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use analysis::{
    CausalOrder, ClockSensitivity, Outcome, Progress, VectorMatrix, clock_sensitivity, compare,
    compare_vectors,
};
use replication::{ClientId, ClockOwner, Dot, Event, Key, LeaderId, Micros, Offset, Value, World};
use scenario::Scenario;
use timeline::{EventKind, Timeline};

use crate::request::RequestRef;

/// A run, at an instant.
pub(crate) struct Moment<'a> {
    pub(crate) timeline: &'a Timeline,
    pub(crate) count: usize,
    pub(crate) world: &'a World,
}

/// What became of a client's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestEnd {
    Accepted,
    Forwarded,
    Refused,
    Unanswered,
}

impl Moment<'_> {
    /// The values that a read returns, sorted. A deletion reads as nothing.
    pub(crate) fn reading(&self, leader: LeaderId, key: &Key) -> Option<Vec<&Value>> {
        let store = &self.world.leaders.get(&leader)?.store;
        let mut values: Vec<&Value> =
            store.get(key).into_iter().flat_map(|entry| entry.visible_values()).flatten().collect();
        values.sort();
        Some(values)
    }

    /// The members that have applied a write.
    pub(crate) fn holders(&self, dot: Dot) -> BTreeSet<LeaderId> {
        let members = self.world.members.iter().copied();
        members.filter(|id| self.world.leaders.get(id).is_some_and(|it| it.applied.contains(dot))).collect()
    }

    /// The lost writes.
    pub(crate) fn lost(&self) -> BTreeSet<Dot> {
        let (_, lost) = self.timeline.fates(self.count, self.world).summary();
        lost.into_iter().map(|loss| loss.dot).collect()
    }

    /// How the vectors of two leaders compare, in the terms of [`VectorMatrix`].
    pub(crate) fn vectors(&self, one: LeaderId, other: LeaderId) -> Option<Option<Ordering>> {
        let (one, other) = (self.world.leaders.get(&one)?, self.world.leaders.get(&other)?);
        let origins = VectorMatrix::origins_of(self.timeline, self.world);
        Some(compare_vectors(&one.applied, &other.applied, &origins).order)
    }

    /// Offsets of a client's clock from which another write wins.
    pub(crate) fn flips(&self, scenario: &Scenario, client: ClientId) -> Vec<Offset> {
        let owner = ClockOwner::Client(client);
        match clock_sensitivity(scenario, self.timeline, self.count, self.world, owner) {
            ClockSensitivity::NoEffect(_) => Vec::new(),
            ClockSensitivity::Decides(flips) => {
                flips.below.iter().chain(&flips.above).map(|flip| flip.offset).collect()
            }
        }
    }

    /// Where replication stands.
    pub(crate) fn progress(&self) -> Progress {
        Outcome::new(self.timeline, self.count, self.world).progress
    }
}

/// How two writes relate.
pub(crate) fn order(timeline: &Timeline, one: Dot, other: Dot) -> Option<CausalOrder> {
    compare(timeline, one, other).map(|comparison| comparison.order)
}

/// The number of links that a write crossed before a leader applied it, and when that was; none if it never did.
pub(crate) fn hops(timeline: &Timeline, dot: Dot, leader: LeaderId) -> Option<(usize, Micros)> {
    let (mut hops, mut at, mut arrived) = (0, leader, None);
    // A path visits no leader twice.
    for _ in timeline.all_leaders() {
        if at == dot.leader {
            return arrived.map(|arrived| (hops, arrived));
        }
        let (instant, from) = applied(timeline, dot, at)?;
        arrived.get_or_insert(instant);
        (hops, at) = (hops + 1, from);
    }
    None
}

/// When a leader first applied a write, and from whom it had it.
fn applied(timeline: &Timeline, dot: Dot, by: LeaderId) -> Option<(Micros, LeaderId)> {
    timeline.records().iter().find_map(|record| match &record.event {
        Event::Applied { leader, write, via: Some(link), .. } if *leader == by && write.dot == dot => {
            Some((record.at, link.from))
        }
        _ => None,
    })
}

/// What became of a request, and when.
pub(crate) fn end_of(timeline: &Timeline, request: RequestRef) -> Option<(RequestEnd, Micros)> {
    const KINDS: &[EventKind] =
        &[EventKind::Accepted, EventKind::Refused, EventKind::Unanswered, EventKind::Forwarded];
    request.records(timeline, KINDS).find_map(|record| match &record.event {
        Event::Accepted { write, .. } if write.client == Some(request.client) => {
            Some((RequestEnd::Accepted, record.at))
        }
        Event::Refused { client, reason, .. } if *client == request.client => {
            let end = if reason.is_unanswered() { RequestEnd::Unanswered } else { RequestEnd::Refused };
            Some((end, record.at))
        }
        Event::RequestForwarded { request: forwarded } if forwarded.client == request.client => {
            Some((RequestEnd::Forwarded, record.at))
        }
        _ => None,
    })
}
