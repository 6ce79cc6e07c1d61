//! The status of a write at an instant: whether some leader stores it, and if not, why.

use std::sync::Arc;

use replication::{Dot, LeaderId, World};
use timeline::{Timeline, WriteRecord};

/// The status of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStatus {
    /// Some leader stores it as the only version of its key.
    Kept,
    /// Some leader stores it as one of several siblings.
    Sibling,
    /// No leader stores it; a write whose writer had seen it replaced it.
    Superseded,
    /// No leader stores it, but it is in flight to a leader that has not applied it.
    InFlight,
    /// An operation whose whole effect is absorbed: nothing of it is left to store.
    FullySuperseded,
    /// It was acknowledged, and no stored value has it in its history.
    Lost,
}

/// The status of a write after the first `count` records, with the world and the lost writes at that point; and the
/// leaders that store it.
#[must_use]
pub fn status_of(
    timeline: &Timeline,
    count: usize,
    world: &World,
    lost: &[Dot],
    dot: Dot,
) -> (WriteStatus, Vec<LeaderId>) {
    let Some(record) = timeline.writes().get(&dot) else {
        return (WriteStatus::Lost, Vec::new());
    };
    let is_later = |it: &&Arc<WriteRecord>| {
        (record.record_number + 1..count).contains(&it.record_number) && it.write.key == record.write.key
    };
    let is_superseded = || {
        let mut later = timeline.writes().values().filter(is_later);
        later.any(|it| {
            it.write.context.contains(dot) || it.observed.contains(&dot) || it.also_superseded.contains(&dot)
        })
    };
    status(world, lost, record, is_superseded)
}

/// The same, given a test for whether a later write supersedes it.
pub(super) fn status(
    world: &World,
    lost: &[Dot],
    record: &WriteRecord,
    is_superseded: impl FnOnce() -> bool,
) -> (WriteStatus, Vec<LeaderId>) {
    let dot = record.write.dot;
    let entry = |id: &LeaderId| world.leaders.get(id)?.store.get(&record.write.key);
    let keeps = |id: &&LeaderId| entry(id).is_some_and(|entry| entry.dots().any(|kept| kept == dot));
    let kept_at: Vec<LeaderId> = world.members.iter().filter(keeps).copied().collect();
    let is_sibling = kept_at.iter().any(|id| entry(id).is_some_and(replication::Entry::has_siblings));
    let status = if is_sibling {
        WriteStatus::Sibling
    } else if !kept_at.is_empty() {
        WriteStatus::Kept
    } else if lost.contains(&dot) {
        WriteStatus::Lost
    } else if record.fully_superseded {
        WriteStatus::FullySuperseded
    } else if is_superseded() {
        WriteStatus::Superseded
    } else {
        WriteStatus::InFlight
    };
    (status, kept_at)
}
