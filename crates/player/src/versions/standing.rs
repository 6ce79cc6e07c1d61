//! What a write has come to at an instant: whether it is kept somewhere, and if not, why not.

use std::sync::Arc;

use replication::{Dot, LeaderId, World};

use crate::timeline::{Timeline, WriteRecord};
use crate::words::{leader, list_of};

/// What a write has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is a value that is kept somewhere.
    Kept,
    /// It is one of several siblings somewhere.
    Sibling,
    /// It is nowhere any more, and lives on in what replaced it.
    Replaced,
    /// It is kept nowhere, and is still on its way to a leader that has not heard of it.
    UnderWay,
    /// It has done all that it was meant to do.
    Spent,
    /// It was acknowledged, and nothing has it in its history.
    Lost,
}

impl Standing {
    /// In a word or two.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Sibling => "sibling",
            Self::Replaced => "replaced",
            Self::UnderWay => "on its way",
            Self::Spent => "done with",
            Self::Lost => "lost",
        }
    }
}

/// What a write has come to after the first `count` records, with the world as it is then, where these writes
/// are lost; with the leaders that keep it, and a phrase.
#[must_use]
pub fn standing_of(
    timeline: &Timeline,
    count: usize,
    world: &World,
    lost: &[Dot],
    dot: Dot,
) -> (Standing, Vec<LeaderId>, String) {
    let Some(record) = timeline.writes().get(&dot) else {
        return (Standing::Lost, Vec::new(), String::new());
    };
    let is_later = |it: &&Arc<WriteRecord>| {
        (record.index + 1..count).contains(&it.index) && it.write.key == record.write.key
    };
    let is_replaced = || {
        let mut later = timeline.writes().values().filter(is_later);
        later.any(|it| it.write.context.contains(dot) || it.saw.contains(&dot) || it.succeeds.contains(&dot))
    };
    standing(world, lost, record, is_replaced)
}

/// The same, where it is known whether another one has seen it.
pub(super) fn standing(
    world: &World,
    lost: &[Dot],
    record: &WriteRecord,
    is_replaced: impl FnOnce() -> bool,
) -> (Standing, Vec<LeaderId>, String) {
    let dot = record.write.dot;
    let entry = |id: &LeaderId| world.leaders.get(id)?.store.get(&record.write.key);
    let keeps = |id: &&LeaderId| entry(id).is_some_and(|entry| entry.dots().any(|kept| kept == dot));
    let kept_at: Vec<LeaderId> = world.roster.iter().filter(keeps).copied().collect();
    let is_sibling = kept_at.iter().any(|id| entry(id).is_some_and(replication::Entry::has_siblings));
    let names = || {
        let all = kept_at.len() == world.roster.len() && kept_at.len() > 2;
        let names: Vec<String> = kept_at.iter().map(|id| leader(world, *id)).collect();
        if all { "every leader".to_owned() } else { list_of(&names) }
    };
    let (standing, phrase) = match () {
        () if is_sibling => (Standing::Sibling, format!("a sibling at {}", names())),
        () if !kept_at.is_empty() => (Standing::Kept, format!("kept at {}", names())),
        () if lost.contains(&dot) => (Standing::Lost, "lost, though it was acknowledged".into()),
        () if record.spent => (Standing::Spent, "done with: nothing of it is left to keep".into()),
        () if is_replaced() => (Standing::Replaced, "replaced by what came after it".into()),
        () => (Standing::UnderWay, "kept nowhere now, and still on its way".into()),
    };
    (standing, kept_at, phrase)
}
