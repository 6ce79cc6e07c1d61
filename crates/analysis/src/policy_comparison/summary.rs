//! The summary of a run at its end: which writes were kept, lost and duplicated.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replication::{Dot, Event, Key, LeaderId, Value, World, Write};

use timeline::{EventKind, FateCounts, Loss, Timeline};

use crate::outcome::{Outcome, Progress};

/// A run at its end, in a few numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// How many accepted writes have each fate.
    pub fates: FateCounts,
    /// Requests that were refused.
    pub refused: usize,
    /// Requests that got no answer.
    pub unanswered: usize,
    /// Lost writes, in the order of acceptance.
    pub lost: Vec<Arc<Write>>,
    /// Writes that some remaining leaders have and others lack forever.
    pub stranded: usize,
    /// Duplicates, each once, in order.
    pub duplicated: Vec<Duplicate>,
    /// Keys with siblings.
    pub conflicts: usize,
    /// Merges made by leaders.
    pub merged: usize,
    /// Whether the leaders have converged.
    pub progress: Progress,
    /// The values that each leader returns for the key that was written first: `None` for a tombstone. Empty if nothing
    /// was written.
    pub readings: Vec<(LeaderId, Vec<Option<Value>>)>,
}

/// Something that is stored or was applied twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duplicate {
    /// A leader applied this write again.
    AppliedAgain(Arc<Write>),
    /// Two siblings of this key have this value.
    EqualSiblings(Key, Value),
    /// A list in this key contains this item more often than any client wrote it.
    RepeatedItem(Key, Value),
}

impl RunSummary {
    /// Summarizes a run.
    #[must_use]
    pub fn new(timeline: &Timeline) -> Self {
        let (end, count) = (timeline.ends_at(), timeline.records().len());
        let run = timeline.run_at(end, None);
        let world = run.world();
        let outcome = Outcome::new(timeline, count, world);
        let write = |loss: &Loss| timeline.writes().get(&loss.dot).map(|record| record.write.clone());
        let stranded: BTreeSet<Dot> = outcome.stranded.iter().map(|stranded| stranded.write).collect();
        let keys: BTreeSet<&Key> = outcome.conflicts.iter().map(|conflict| &conflict.key).collect();
        Self {
            fates: outcome.fates,
            refused: outcome.refused,
            unanswered: outcome.unanswered,
            lost: outcome.lost.iter().filter_map(write).collect(),
            stranded: stranded.len(),
            duplicated: duplicated(timeline, world),
            conflicts: keys.len(),
            merged: timeline.index().count(EventKind::Merged, count),
            progress: outcome.progress,
            readings: readings(timeline, world),
        }
    }
}

fn duplicated(timeline: &Timeline, world: &World) -> Vec<Duplicate> {
    let applied_again = timeline.latest(&[EventKind::Repeated], timeline.records().len());
    let applied_again = applied_again.filter_map(|(_, record)| match &record.event {
        Event::Applied { write, .. } => Some((write.dot, Duplicate::AppliedAgain(write.clone()))),
        _ => None,
    });
    let applied_again: BTreeMap<_, _> = applied_again.collect();
    let stores = world.leaders.values().flat_map(|leader| leader.store.iter());
    let twice = stores.flat_map(|(key, entry)| {
        let values: Vec<&Value> = entry.values().collect();
        let siblings = count_each(values.iter().copied()).into_iter().filter(|(_, times)| *times > 1);
        let siblings = siblings.map(|(value, _)| Duplicate::EqualSiblings(key.clone(), value.clone()));
        let mut twice: Vec<Duplicate> = siblings.collect();
        twice.extend(values.iter().flat_map(|value| more_than_written(timeline, key, value)));
        twice
    });
    let mut all: Vec<Duplicate> = applied_again.into_values().collect();
    for duplicate in twice {
        if !all.contains(&duplicate) {
            all.push(duplicate);
        }
    }
    all
}

fn count_each<'a>(values: impl Iterator<Item = &'a Value>) -> BTreeMap<&'a Value, usize> {
    values.fold(BTreeMap::new(), |mut counts, value| {
        *counts.entry(value).or_default() += 1;
        counts
    })
}

/// The items of a list that it contains more often than any list that a client wrote to this key.
fn more_than_written(timeline: &Timeline, key: &Key, value: &Value) -> Vec<Duplicate> {
    let Value::List(items) = value else {
        return Vec::new();
    };
    let more = count_each(items.iter()).into_iter().filter(|(_, times)| *times > 1);
    let more = more.filter(|(item, times)| *times > most_written(timeline, key, item));
    more.map(|(item, _)| Duplicate::RepeatedItem(key.clone(), item.clone())).collect()
}

fn most_written(timeline: &Timeline, key: &Key, item: &Value) -> usize {
    let of_clients = timeline.writes().values().map(|record| &record.write);
    let of_clients = of_clients.filter(|write| write.client.is_some() && write.key == *key);
    let times = of_clients.filter_map(|write| match write.value() {
        Some(Value::List(items)) => Some(items.iter().filter(|there| *there == item).count()),
        _ => None,
    });
    times.max().unwrap_or_default()
}

/// The values that each leader returns for the key that was written first.
fn readings(timeline: &Timeline, world: &World) -> Vec<(LeaderId, Vec<Option<Value>>)> {
    let first = timeline.index().next(&[EventKind::Accepted], 0).next();
    let record = first.and_then(|number| timeline.records().get(number));
    let Some(Event::Accepted { write, .. }) = record.map(|record| record.event) else {
        return Vec::new();
    };
    let readings = world.members.iter().filter_map(|id| {
        let entry = world.leaders.get(id)?.store.get(&write.key);
        let values = entry.into_iter().flat_map(|entry| entry.visible_values()).map(|value| value.cloned());
        Some((*id, values.collect()))
    });
    readings.collect()
}
