//! The causal past of a version: all versions of its key that its writer had seen, directly or through others.

use std::collections::BTreeSet;

use replication::{CausalContext, Dot, Write};

use timeline::{Timeline, WriteRecord};

/// At most this many versions are followed back.
const MAX_FOLLOWED: usize = 5_000;

/// The versions that a writer had seen directly: those in its context and, where no contexts are kept, those it had
/// last read or its leader knew.
pub(super) fn directly_seen(record: &WriteRecord) -> CausalContext {
    let mut seen = record.write.context.clone();
    record.observed.iter().chain(&record.also_superseded).for_each(|dot| seen.insert(*dot));
    seen
}

/// The causal past of a version.
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
            // A context is transitive: it includes what the writers of the versions read had seen.
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

/// Whether a write is a version of a value, rather than a home assignment.
pub(super) fn is_version(write: &Write) -> bool {
    write.client.is_some() || write.is_merge()
}
