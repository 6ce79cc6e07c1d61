//! What a leader remembers of one key in order to merge: all client writes that it knows, and the merges of the
//! latest of them.

use std::sync::Arc;

use crate::merge_history::EffectKind;
use crate::versions::Dot;
use crate::write::{MergeHistory, Write};

/// A copy of the history is kept once per this many writes, to return to when an earlier write arrives late.
const WRITES_PER_CHECKPOINT: usize = 8;

/// The client writes of a key that a leader knows, and the merged versions that it has seen of the latest of them.
#[derive(Clone, Debug, Default)]
pub struct KeyHistory {
    writes: MergeHistory,
    /// In the order of dots.
    merges: Vec<Arc<Write>>,
    /// The history when it was shorter, the shortest first; the farther back, the fewer.
    checkpoints: Arc<Vec<MergeHistory>>,
}

/// Equal if they know the same; how they would go back does not count.
impl PartialEq for KeyHistory {
    fn eq(&self, other: &Self) -> bool {
        self.writes == other.writes && self.merges == other.merges
    }
}

impl Eq for KeyHistory {}

impl KeyHistory {
    /// All client writes known: those applied, and those that applied merges were made from.
    #[must_use]
    pub fn writes(&self) -> &MergeHistory {
        &self.writes
    }

    pub(crate) fn writes_mut(&mut self) -> &mut MergeHistory {
        &mut self.writes
    }

    /// The merged versions seen that were made from exactly the latest writes, in the order of dots.
    pub fn current_merges(&self) -> impl Iterator<Item = &Arc<Write>> {
        self.merges.iter().filter(|merge| merge.sources == self.writes.heads())
    }

    /// Begins with the stored versions if nothing is known yet, and sees to it that the effects which the merge
    /// rule needs are tracked. Returns about how many writes were looked at.
    pub(crate) fn prepare(&mut self, kind: &EffectKind, stored: &[Arc<Write>]) -> usize {
        let mut work = 0;
        if self.writes.kind() != *kind {
            let old = std::mem::replace(self, Self { writes: MergeHistory::new(kind), ..Self::default() });
            old.writes.since(0).into_iter().for_each(|write| work += self.append(write));
            self.merges = old.merges;
        }
        if self.writes.is_empty() {
            work += stored.iter().map(|version| self.learn(version, true)).sum::<usize>();
        }
        work
    }

    /// Adds a client's write, or what a merged version was made from. `may_be_seen` is false if certainly no writer
    /// of a known write had seen it. Returns about how many writes were looked at.
    pub(crate) fn learn(&mut self, version: &Arc<Write>, may_be_seen: bool) -> usize {
        let Some(merged_from) = &version.merged_from else {
            let work = self.insert(version.clone(), may_be_seen);
            self.forget_old_merges();
            return work;
        };
        let missing = self.writes.missing_from(&merged_from.history);
        let work = missing.into_iter().map(|write| self.insert(write, true)).sum();
        self.remember(version);
        self.forget_old_merges();
        work
    }

    /// Remembers a merged version as one that can be kept.
    pub(crate) fn remember(&mut self, merge: &Arc<Write>) {
        if let Err(place) = self.merges.binary_search_by_key(&merge.dot, |other| other.dot) {
            self.merges.insert(place, merge.clone());
        }
    }

    /// Forgets the merges of a write that is no longer one of the latest: it never will be again.
    fn forget_old_merges(&mut self) {
        let heads = self.writes.heads();
        let is_head = |dot: &Dot| heads.binary_search(dot).is_ok();
        self.merges.retain(|merge| merge.sources.iter().all(is_head));
    }

    fn insert(&mut self, write: Arc<Write>, may_be_seen: bool) -> usize {
        if self.writes.contains(write.dot) {
            return 0;
        }
        let first = may_be_seen.then(|| self.writes.first_that_saw(&write)).flatten();
        match first {
            Some(position) => self.insert_before(position, write),
            None => self.append(write),
        }
    }

    fn append(&mut self, write: Arc<Write>) -> usize {
        let work = self.writes.append(write);
        let len = self.writes.len();
        if len.is_multiple_of(WRITES_PER_CHECKPOINT) {
            // Those at rounder lengths are kept for longer.
            let is_kept = |old: &MergeHistory| len - old.len() <= 4 << old.len().trailing_zeros();
            let checkpoints = Arc::make_mut(&mut self.checkpoints);
            checkpoints.retain(is_kept);
            checkpoints.push(self.writes.clone());
        }
        work
    }

    /// Inserts a write that arrives after writes whose writers had seen it: goes back to before those, and does
    /// again what came after.
    fn insert_before(&mut self, position: usize, write: Arc<Write>) -> usize {
        Arc::make_mut(&mut self.checkpoints).retain(|checkpoint| checkpoint.len() <= position);
        let base = self.checkpoints.last().cloned().unwrap_or_else(|| MergeHistory::new(&self.writes.kind()));
        let mut later = self.writes.since(base.len());
        let mut after = later.split_off(position - base.len());
        let mut seen = write.context.clone();
        let mut before = Vec::new();
        after.reverse();
        after.retain(|other| {
            let is_seen = seen.contains(other.dot);
            if is_seen {
                seen.join(&other.context);
                before.push(other.clone());
            }
            !is_seen
        });
        after.reverse();
        before.reverse();
        self.writes = base;
        let all = later.into_iter().chain(before).chain([write]).chain(after);
        all.map(|write| self.append(write)).sum()
    }
}

/// Whether one version includes, or its writer had seen, all client writes that another was made from.
pub(crate) fn covers(version: &Write, other: &Write) -> bool {
    let has = |dot: &Dot| version.dot == *dot || version.context.contains(*dot);
    sources(other).iter().all(has)
}

/// The client writes that a version represents: itself, or the sources of a merge.
pub(crate) fn sources(version: &Write) -> &[Dot] {
    match version.is_merge() {
        true => &version.sources,
        false => std::slice::from_ref(&version.dot),
    }
}
