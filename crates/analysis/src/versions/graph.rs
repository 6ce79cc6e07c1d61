//! The version graph of a key: each version with its parents, the latest versions its writer had seen.

use std::sync::Arc;

use replication::{Dot, Key, LeaderId, Micros, World, Write};

use timeline::{Timeline, WriteRecord};

use super::causal_past::{directly_seen, is_version};
use super::status::{WriteStatus, status};

/// At most this many versions are in a graph, the latest. Sets of them fit in a `u64`.
const MAX_VERSIONS: usize = 40;

/// One version in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The write.
    pub write: Arc<Write>,
    /// When it was accepted.
    pub at: Micros,
    /// The versions directly before it, by index in the graph.
    pub parents: Vec<usize>,
    /// Whether all its parents are older than the graph.
    pub has_hidden_parents: bool,
    /// Its status.
    pub status: WriteStatus,
    /// The leaders that store it.
    pub kept_at: Vec<LeaderId>,
    /// The versions directly after it.
    pub successors: Vec<Dot>,
}

/// The version graph of a key, in the order of acceptance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyVersions {
    /// The versions in the graph.
    pub versions: Vec<Version>,
    /// How many older versions are left out.
    pub omitted: usize,
}

impl KeyVersions {
    /// Every version of a key in the whole run, in the order of acceptance.
    #[must_use]
    pub fn of_run(timeline: &Timeline, key: &Key) -> Vec<Dot> {
        let is_of_key = |record: &&Arc<WriteRecord>| record.write.key == *key && is_version(&record.write);
        let mut all: Vec<&Arc<WriteRecord>> = timeline.writes().values().filter(is_of_key).collect();
        all.sort_by_key(|record| record.record_number);
        all.iter().map(|record| record.write.dot).collect()
    }

    /// The version graph after the first `count` records, with the world at that point.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World, of_run: &[Dot]) -> Self {
        let record = |dot: &Dot| timeline.writes().get(dot);
        let there =
            of_run.partition_point(|dot| record(dot).is_some_and(|record| record.record_number < count));
        let earlier = there.saturating_sub(MAX_VERSIONS);
        let shown: Vec<&Arc<WriteRecord>> = of_run[earlier..there].iter().filter_map(record).collect();
        let (pasts, fates) = (pasts(&shown), timeline.fates(count, world));
        let version = |(place, record): (usize, &&Arc<WriteRecord>)| {
            let (status, kept_at) = status(world, &fates, record);
            let after = parents_of(&pasts, place);
            let after_earlier = earlier > 0 && after.is_empty() && !directly_seen(record).is_empty();
            let (write, at) = (record.write.clone(), record.at);
            Version {
                write,
                at,
                parents: after,
                has_hidden_parents: after_earlier,
                status,
                kept_at,
                successors: Vec::new(),
            }
        };
        let mut versions: Vec<Version> = shown.iter().enumerate().map(version).collect();
        link_successors(&mut versions);
        Self { versions, omitted: earlier }
    }

    /// The leaders that accepted these versions, in this order.
    #[must_use]
    pub fn origins(&self, lanes: &[LeaderId]) -> Vec<LeaderId> {
        let accepted =
            |lane: &&LeaderId| self.versions.iter().any(|version| version.write.dot.leader == **lane);
        lanes.iter().filter(accepted).copied().collect()
    }
}

/// Fills in the successors of each version.
fn link_successors(versions: &mut [Version]) {
    for place in 0..versions.len() {
        let later = versions.iter().filter(|later| later.parents.contains(&place));
        versions[place].successors = later.map(|later| later.write.dot).collect();
    }
}

/// For each version, the earlier ones that its writer had seen, as bits by index.
fn pasts(shown: &[&Arc<WriteRecord>]) -> Vec<u64> {
    let mut pasts: Vec<u64> = Vec::new();
    for (place, record) in shown.iter().enumerate() {
        let seen = directly_seen(record);
        let direct = (0..place).filter(|earlier| seen.contains(shown[*earlier].write.dot));
        pasts.push(direct.fold(0, |past, earlier| past | 1 << earlier | pasts[earlier]));
    }
    pasts
}

/// The versions directly before a version.
fn parents_of(pasts: &[u64], place: usize) -> Vec<usize> {
    let past = pasts[place];
    let seen = |earlier: &usize| past >> earlier & 1 == 1;
    let through_others = (0..place).filter(seen).fold(0, |all, earlier| all | pasts[earlier]);
    (0..place).filter(seen).filter(|earlier| through_others >> earlier & 1 == 0).collect()
}
