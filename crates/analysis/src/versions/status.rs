//! The status of a write at an instant: whether some leader stores it, and if not, its fate.

use replication::{Dot, LeaderId, World};
use timeline::{Fate, Fates, LossCause, Timeline, WriteRecord};

/// The status of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStatus {
    /// Some leader stores it as the only version of its key.
    Kept,
    /// Some leader stores it as one of several siblings.
    Sibling,
    /// No leader stores it, but a stored value still has its effect.
    Contained,
    /// No stored value contains it, but it is in flight, queued or held back.
    InFlight,
    /// A write whose writer had seen it replaced it.
    Superseded,
    /// A later write replaced it, unseen, where it was stored and the later one was accepted.
    OverwrittenInOrder,
    /// It was acknowledged, and no stored value contains it.
    Lost(LossCause),
}

/// The status of a write after the first `count` records, with the world at that point, and the leaders that store it.
#[must_use]
pub fn status_of(timeline: &Timeline, count: usize, world: &World, dot: Dot) -> (WriteStatus, Vec<LeaderId>) {
    match timeline.writes().get(&dot) {
        Some(record) => status(world, &timeline.fates(count, world), record),
        None => (WriteStatus::InFlight, Vec::new()),
    }
}

/// The same, with the fates at that point.
pub(super) fn status(world: &World, fates: &Fates<'_>, record: &WriteRecord) -> (WriteStatus, Vec<LeaderId>) {
    let dot = record.write.dot;
    let entry = |id: &LeaderId| world.leaders.get(id)?.store.get(&record.write.key);
    let keeps = |id: &&LeaderId| entry(id).is_some_and(|entry| entry.dots().any(|kept| kept == dot));
    let kept_at: Vec<LeaderId> = world.members.iter().filter(keeps).copied().collect();
    let is_sibling = kept_at.iter().any(|id| entry(id).is_some_and(replication::Entry::has_siblings));
    let status = match fates.of(dot) {
        _ if is_sibling => WriteStatus::Sibling,
        _ if !kept_at.is_empty() => WriteStatus::Kept,
        Some(Fate::Kept | Fate::KeptPartly) if fates.is_only_under_way(dot) => WriteStatus::InFlight,
        Some(Fate::Kept | Fate::KeptPartly) => WriteStatus::Contained,
        Some(Fate::OverwrittenInOrder) => WriteStatus::OverwrittenInOrder,
        Some(Fate::Lost(cause)) => WriteStatus::Lost(cause),
        // A leader's own merge has no fate of its own.
        Some(Fate::Superseded) | None => WriteStatus::Superseded,
    };
    (status, kept_at)
}
