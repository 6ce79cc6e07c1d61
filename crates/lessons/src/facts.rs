//! The facts of a run that questions and goals are about.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use analysis::{
    CausalOrder, ClockSensitivity, Outcome, Progress, VectorMatrix, clock_sensitivity, compare,
    compare_vectors,
};
use replication::{ClientId, ClockOwner, Dot, Event, Key, LeaderId, Micros, Offset, Value, World};
use scenario::Scenario;
use serde::{Deserialize, Serialize};
use timeline::{EventKind, Timeline, WriteRecord};

/// A run, at an instant.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) timeline: &'a Timeline,
    pub(crate) count: usize,
    pub(crate) world: &'a World,
}

/// How one of two writes, or of two version vectors, relates to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The other has seen it.
    Before,
    /// It has seen the other.
    After,
    /// Both have seen the same.
    Equal,
    /// Neither has seen the other.
    Concurrent,
}

impl From<CausalOrder> for Relation {
    fn from(order: CausalOrder) -> Self {
        match order {
            CausalOrder::Before => Self::Before,
            CausalOrder::After => Self::After,
            CausalOrder::Concurrent => Self::Concurrent,
        }
    }
}

impl From<Option<Ordering>> for Relation {
    fn from(order: Option<Ordering>) -> Self {
        match order {
            Some(Ordering::Less) => Self::Before,
            Some(Ordering::Greater) => Self::After,
            Some(Ordering::Equal) => Self::Equal,
            None => Self::Concurrent,
        }
    }
}

impl<'a> Moment<'a> {
    /// The values that a read returns, sorted. A deletion reads as nothing.
    pub(crate) fn reading(&self, leader: LeaderId, key: &Key) -> Option<Vec<&'a Value>> {
        let store = &self.world.leaders.get(&leader)?.store;
        let mut values: Vec<&Value> =
            store.get(key).into_iter().flat_map(|entry| entry.visible_values()).flatten().collect();
        values.sort();
        Some(values)
    }

    /// The values that the latest read of a key returned to a client, sorted; none if there was no read.
    pub(crate) fn returned(&self, client: ClientId, key: &Key) -> Option<Vec<Value>> {
        let reads = self.timeline.latest(&[EventKind::Read], self.count);
        let mut returned = reads.filter_map(|(_, record)| match record.event {
            Event::Answered { client: reader, key: read, versions, reading, .. }
                if reader == client && read == *key =>
            {
                let each = || versions.iter().filter_map(|version| version.value().cloned()).collect();
                Some(reading.map_or_else(each, |value| vec![(*value).clone()]))
            }
            _ => None,
        });
        let mut values = returned.next()?;
        values.sort();
        Some(values)
    }

    /// The members that have applied a write.
    pub(crate) fn holders(&self, dot: Dot) -> BTreeSet<LeaderId> {
        let members = self.world.members.iter().copied();
        members.filter(|id| self.world.leaders.get(id).is_some_and(|it| it.applied.contains(dot))).collect()
    }

    /// Whether a leader has accepted a write of a client.
    pub(crate) fn has_accepted(&self, leader: LeaderId, client: ClientId) -> bool {
        let is_one = |it: &WriteRecord| {
            it.record_number < self.count && it.write.client == Some(client) && it.write.dot.leader == leader
        };
        self.timeline.writes().values().any(|record| is_one(record))
    }

    /// The writes that a leader holds back.
    pub(crate) fn held_back(&self, leader: LeaderId) -> Option<BTreeSet<Dot>> {
        let buffered = &self.world.leaders.get(&leader)?.buffered;
        Some(buffered.iter().map(|waiting| waiting.entry.write.dot).collect())
    }

    /// The lost writes.
    pub(crate) fn lost(&self) -> BTreeSet<Dot> {
        let (_, lost) = self.timeline.fates(self.count, self.world).summary();
        lost.into_iter().map(|loss| loss.dot).collect()
    }

    /// The version vector of a leader, without zeros: what it has applied from each leader without a gap.
    pub(crate) fn vector(&self, leader: LeaderId) -> Option<BTreeMap<LeaderId, u64>> {
        Some(self.world.leaders.get(&leader)?.applied.vector().iter().collect())
    }

    /// How the version vectors of two leaders compare.
    pub(crate) fn vectors(&self, one: LeaderId, other: LeaderId) -> Option<Relation> {
        let (one, other) = (self.world.leaders.get(&one)?, self.world.leaders.get(&other)?);
        let origins = VectorMatrix::origins_of(self.timeline, self.world);
        Some(compare_vectors(&one.applied, &other.applied, &origins).order.into())
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

    /// Whether two writes that clients made of one key by now, at least so far apart, are concurrent.
    pub(crate) fn has_concurrent(&self, apart: Micros) -> bool {
        let by_client = |it: &&WriteRecord| it.record_number < self.count && it.write.client.is_some();
        let writes: Vec<&WriteRecord> =
            self.timeline.writes().values().map(|record| &**record).filter(by_client).collect();
        let are_concurrent = |one: &WriteRecord, other: &WriteRecord| {
            one.write.key == other.write.key
                && one.at.saturating_sub(other.at).max(other.at.saturating_sub(one.at)) >= apart
                && self.timeline.are_concurrent(one.write.dot, other.write.dot)
        };
        let mut pairs = writes
            .iter()
            .enumerate()
            .flat_map(|(place, one)| writes.iter().skip(place + 1).map(move |other| (*one, *other)));
        pairs.any(|(one, other)| are_concurrent(one, other))
    }
}

/// How two writes relate.
pub(crate) fn order(timeline: &Timeline, one: Dot, other: Dot) -> Option<Relation> {
    compare(timeline, one, other).map(|comparison| comparison.order.into())
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
