//! Causal gaps: what leaders have applied before what it depends on.

use std::collections::BTreeMap;

use replication::{Dot, Event, FailureAction, LeaderId, LinkId};

use super::per_dot::PerDot;
use super::per_leader::PerLeader;
use super::replicas::Replicas;

/// The dependencies of writes, and those that are missing where the writes are applied.
#[derive(Default)]
pub(super) struct CausalGaps {
    dependencies: PerDot<Box<[Dot]>>,
    open: PerLeader<Gaps>,
    /// The gaps of the leader that sent a snapshot, when it did.
    in_transit: BTreeMap<LinkId, Gaps>,
}

/// Each missing write with the first write that was applied before it.
type Gaps = BTreeMap<Dot, Dot>;

/// A write that a leader has not applied, and one that depends on it and is applied there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CausalGap {
    pub(crate) missing: Dot,
    pub(crate) applied: Dot,
}

impl CausalGaps {
    /// What a write that is applied with this event depends on directly and is missing there.
    pub(super) fn missing(&self, event: &Event, replicas: &Replicas) -> Vec<Dot> {
        let Event::Applied { leader, write, .. } = event else { return Vec::new() };
        let (Some(replica), Some(dependencies)) =
            (replicas.leaders.get(leader), self.dependencies.get(write.dot))
        else {
            return Vec::new();
        };
        if replica.applied.contains(write.dot) {
            return Vec::new();
        }
        let missing = dependencies.iter().filter(|dot| **dot != write.dot && !replica.has(**dot));
        missing.copied().collect()
    }

    /// The first gap that is open at a leader.
    pub(super) fn first_open(&self, leader: LeaderId) -> Option<CausalGap> {
        let (missing, applied) = self.open.get(&leader)?.first_key_value()?;
        Some(CausalGap { missing: *missing, applied: *applied })
    }

    /// Follows an event, with what `missing` returned for it and the dependencies of the write that it accepts.
    pub(super) fn follow(&mut self, event: &Event, missing: &[Dot], dependencies: Vec<Dot>) {
        match event {
            Event::Accepted { write, .. } if !dependencies.is_empty() => {
                self.dependencies.insert(write.dot, dependencies.into());
            }
            Event::Merged { write, sources, .. } => {
                self.dependencies.insert(write.dot, sources.as_slice().into());
            }
            Event::Applied { leader, write, .. } => {
                self.close(*leader, write.dot);
                if !missing.is_empty() {
                    let open = self.open.entry(*leader);
                    for dot in missing {
                        open.entry(*dot).or_insert(write.dot);
                    }
                }
            }
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. }
            | Event::Purged { leader, dot } => self.close(*leader, *dot),
            Event::SnapshotSent { link, .. } => {
                let gaps = self.open.get(&link.from).cloned().unwrap_or_default();
                self.in_transit.insert(*link, gaps);
            }
            Event::SnapshotLoaded(link) => {
                self.open.insert(link.to, self.in_transit.remove(link).unwrap_or_default());
            }
            Event::Left(leader) => self.open.remove(leader),
            _ => {}
        }
    }

    fn close(&mut self, leader: LeaderId, dot: Dot) {
        if let Some(open) = self.open.get_mut(&leader).filter(|open| !open.is_empty()) {
            open.remove(&dot);
        }
    }
}
