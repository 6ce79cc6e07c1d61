//! What a run has come to in the end, in a few numbers: what of the clients' writes was kept, what was lost, and
//! what is there twice.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Event, Key, Value, World};

use crate::outcome::{Outcome, Progress};
use crate::timeline::{Sign, Timeline};
use crate::words::{entry_text, quoted};

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Writes that were acknowledged.
    pub accepted: usize,
    /// Requests that were refused.
    pub refused: usize,
    /// Acknowledged writes that what is stored somewhere has in its history.
    pub kept: usize,
    /// Those that are lost, as `Ana’s “milk”`, in the order in which they were accepted.
    pub lost: Vec<String>,
    /// What is there twice, as `“milk” in cart`: writes that a leader applied again, siblings of equal value,
    /// and items that stand in a list more often than anyone wrote them into one.
    pub duplicated: Vec<String>,
    /// Keys with siblings.
    pub conflicts: usize,
    /// Versions that leaders made of several.
    pub merged: usize,
    /// Whether the leaders agree in the end.
    pub progress: Progress,
    /// What is read in the end of the key that was written first, as leaders see it: one text if they agree.
    pub reading: String,
}

impl Summary {
    /// What a run comes to.
    #[must_use]
    pub fn new(timeline: &Timeline) -> Self {
        let (end, count) = (timeline.ends_at(), timeline.records().len());
        let run = timeline.run_at(end, None);
        let world = run.world();
        let outcome = Outcome::new(timeline, count, world);
        let name = |dot| timeline.writes().get(dot).map(|record| quoted(world, &record.write));
        let keys: BTreeSet<&Key> = outcome.conflicts.iter().map(|conflict| &conflict.key).collect();
        Self {
            accepted: outcome.accepted,
            refused: outcome.refused,
            kept: outcome.accepted - outcome.lost.len(),
            lost: outcome.lost.iter().filter_map(name).collect(),
            duplicated: duplicated(timeline, world),
            conflicts: keys.len(),
            merged: timeline.index().count(Sign::Merged, count),
            progress: outcome.progress,
            reading: reading(timeline, world),
        }
    }
}

/// What is there twice, each named once, in order.
fn duplicated(timeline: &Timeline, world: &World) -> Vec<String> {
    let applied_again = timeline.latest(&[Sign::Repeated], timeline.records().len());
    let applied_again = applied_again.filter_map(|(_, record)| match &record.event {
        Event::Applied { write, .. } => Some(format!("{}, applied again", quoted(world, write))),
        _ => None,
    });
    let stores = world.leaders.values().flat_map(|leader| leader.store.iter());
    let twice = stores.flat_map(|(key, entry)| {
        let values: Vec<&Value> = entry.values().collect();
        let siblings = counts(values.iter().copied()).into_iter().filter(|(_, times)| *times > 1);
        let mut twice: BTreeSet<String> =
            siblings.map(|(value, _)| format!("“{value}” in {key}, as siblings")).collect();
        twice.extend(values.iter().flat_map(|value| more_than_written(timeline, key, value)));
        twice
    });
    applied_again.chain(twice).collect::<BTreeSet<String>>().into_iter().collect()
}

fn counts<'a>(values: impl Iterator<Item = &'a Value>) -> BTreeMap<&'a Value, usize> {
    values.fold(BTreeMap::new(), |mut counts, value| {
        *counts.entry(value).or_default() += 1;
        counts
    })
}

/// Items of a list that stand in it more often than in any list that a client wrote to this key.
fn more_than_written(timeline: &Timeline, key: &Key, value: &Value) -> Vec<String> {
    let Value::List(items) = value else {
        return Vec::new();
    };
    let more = counts(items.iter()).into_iter().filter(|(_, times)| *times > 1);
    let more = more.filter(|(item, times)| *times > most_written(timeline, key, item));
    more.map(|(item, _)| format!("“{item}” in {key}")).collect()
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

/// What is read of the key that was written first.
fn reading(timeline: &Timeline, world: &World) -> String {
    let first = timeline.index().next(&[Sign::Accepted], 0).next();
    let record = first.and_then(|number| timeline.records().get(number));
    let Some(Event::Accepted { write, .. }) = record.map(|record| &record.event) else {
        return "nothing".into();
    };
    let readings = world.roster.iter().filter_map(|id| {
        let leader = world.leaders.get(id)?;
        let reading = leader.store.get(&write.key).map_or_else(|| "nothing".into(), entry_text);
        Some((leader.name.clone(), reading))
    });
    let readings: Vec<(String, String)> = readings.collect();
    let distinct: BTreeSet<&String> = readings.iter().map(|(_, reading)| reading).collect();
    match (distinct.len(), readings.first()) {
        (1, Some((_, reading))) => reading.clone(),
        _ => {
            let each = readings.iter().map(|(name, reading)| format!("{name}: {reading}"));
            each.collect::<Vec<_>>().join("; ")
        }
    }
}
