//! Everything of a key that the writer of a version had seen: what it had read, what that had seen, and so on.

use std::collections::BTreeSet;

use replication::{CausalContext, Dot, Write};

use timeline::{Timeline, WriteRecord};

/// How many versions are followed back at the most.
const MAX_FOLLOWED: usize = 5_000;

/// What a writer had seen by itself: by the context that was handed in, and, where none is kept, by what it
/// had last read or its leader knew.
pub(super) fn directly_seen(record: &WriteRecord) -> CausalContext {
    let mut seen = record.write.context.clone();
    record.observed.iter().chain(&record.also_superseded).for_each(|dot| seen.insert(*dot));
    seen
}

/// All that went before a version of the same key.
pub(super) struct CausalPast {
    contexts: CausalContext,
    visited: BTreeSet<Dot>,
}

impl CausalPast {
    pub(super) fn of(timeline: &Timeline, dot: Dot) -> Self {
        let mut past = Self { contexts: CausalContext::new(), visited: BTreeSet::new() };
        let mut next = vec![dot];
        while let Some(record) = next.pop().and_then(|dot| timeline.writes().get(&dot)) {
            past.contexts.join(&record.write.context);
            // A context has in it whatever the writers of what was read had seen; nothing more is to be
            // followed where one is kept.
            let is_whole = !record.write.context.is_empty() && record.write.dot != dot;
            if is_whole {
                continue;
            }
            let before = record.observed.iter().chain(&record.also_superseded);
            for earlier in before.filter(|earlier| is_before(timeline, **earlier, record)) {
                if past.visited.len() < MAX_FOLLOWED && past.visited.insert(*earlier) {
                    next.push(*earlier);
                }
            }
        }
        past
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.contexts.contains(dot) || self.visited.contains(&dot)
    }
}

fn is_before(timeline: &Timeline, earlier: Dot, than: &WriteRecord) -> bool {
    timeline.writes().get(&earlier).is_some_and(|earlier| earlier.record_number < than.record_number)
}

/// Whether it is a version of a value, and not the news of a key's new home.
pub(super) fn is_version(write: &Write) -> bool {
    write.client.is_some() || write.is_merge()
}
