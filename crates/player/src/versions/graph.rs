//! The versions of one key as a graph: each with those that its writer had seen last, so that what was seen
//! through another is not drawn twice.

use std::sync::Arc;

use replication::{Dot, Key, LeaderId, Micros, World, Write};

use super::past::{is_version, seen_directly};
use super::standing::{Standing, standing_of};
use crate::timeline::{Timeline, WriteRecord};

/// How many versions are drawn: those that were accepted last. A set of them fits in a number's bits.
const MAX_VERSIONS: usize = 40;

/// One version in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The write.
    pub write: Arc<Write>,
    /// When it was accepted.
    pub at: Micros,
    /// Which versions of the graph come right before it, by their places in it.
    pub after: Vec<usize>,
    /// What it has come to.
    pub standing: Standing,
    /// The leaders that keep it.
    pub kept_at: Vec<LeaderId>,
    /// What it has come to, as a phrase.
    pub phrase: String,
}

/// The versions of one key, in the order in which they were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyVersions {
    /// Those that are drawn.
    pub versions: Vec<Version>,
    /// How many came before these.
    pub earlier: usize,
}

impl KeyVersions {
    /// Those among the first `count` records, with the world as it is then, where these writes are lost.
    #[must_use]
    pub fn new(timeline: &Timeline, count: usize, world: &World, lost: &[Dot], key: &Key) -> Self {
        let is_of_key = |record: &&Arc<WriteRecord>| record.write.key == *key && record.index < count;
        let all = timeline.writes().values().filter(is_of_key);
        let mut all: Vec<&Arc<WriteRecord>> = all.filter(|record| is_version(&record.write)).collect();
        all.sort_by_key(|record| record.index);
        let earlier = all.len().saturating_sub(MAX_VERSIONS);
        let shown = &all[earlier..];
        let pasts = pasts(shown);
        let version = |(place, record): (usize, &&Arc<WriteRecord>)| {
            let (standing, kept_at, phrase) = standing_of(timeline, world, lost, record.write.dot);
            let after = right_before(&pasts, place);
            Version { write: record.write.clone(), at: record.at, after, standing, kept_at, phrase }
        };
        Self { versions: shown.iter().enumerate().map(version).collect(), earlier }
    }

    /// The leaders that accepted these versions, in this order of lanes.
    #[must_use]
    pub fn origins(&self, lanes: &[LeaderId]) -> Vec<LeaderId> {
        let accepted =
            |lane: &&LeaderId| self.versions.iter().any(|version| version.write.dot.leader == **lane);
        lanes.iter().filter(accepted).copied().collect()
    }
}

/// Of each version, which of those before it its writer had seen, as bits by place.
fn pasts(shown: &[&Arc<WriteRecord>]) -> Vec<u64> {
    let mut pasts: Vec<u64> = Vec::new();
    for (place, record) in shown.iter().enumerate() {
        let seen = seen_directly(record);
        let direct = (0..place).filter(|earlier| seen.contains(shown[*earlier].write.dot));
        pasts.push(direct.fold(0, |past, earlier| past | 1 << earlier | pasts[earlier]));
    }
    pasts
}

/// What a version comes after with nothing in between.
fn right_before(pasts: &[u64], place: usize) -> Vec<usize> {
    let past = pasts[place];
    let seen = |earlier: &usize| past >> earlier & 1 == 1;
    let through_others = (0..place).filter(seen).fold(0, |all, earlier| all | pasts[earlier]);
    (0..place).filter(seen).filter(|earlier| through_others >> earlier & 1 == 0).collect()
}
