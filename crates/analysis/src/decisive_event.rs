//! The decisive event of an instant: a value that dies, an update that finds no row, an item that comes back.

use replication::{
    Dot, Event, FailureAction, Inapplicable, Key, LeaderId, Micros, Record, RemovalReason, Value, World,
};
use timeline::{EventKind, Timeline, WriteRecord};

/// An event that decides the fate of a value. Later variants are more decisive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisiveEvent {
    /// A leader dropped a tombstone at the end of its lifetime.
    TombstoneDropped {
        /// The leader.
        leader: LeaderId,
        /// The deleted key.
        key: Key,
    },
    /// A leader merged concurrent versions.
    Merged {
        /// The leader.
        leader: LeaderId,
        /// The result.
        merge: Dot,
        /// The versions that it merged.
        sources: Vec<Dot>,
        /// The items that are back, although the writer of a source had seen them and left them out.
        returned: Vec<Value>,
    },
    /// A leader gave up a version that the writer of the kept one had not seen.
    GaveUp {
        /// The leader.
        leader: LeaderId,
        /// The version that it gave up.
        lost: Dot,
        /// The version that it kept.
        kept: Dot,
        /// Whether it compared the two.
        compared: bool,
    },
    /// A leader could not apply a write, and skipped it.
    Skipped {
        /// The leader.
        leader: LeaderId,
        /// The write.
        dot: Dot,
        /// Why it does not apply.
        reason: Inapplicable,
    },
    /// A leader reads a value again that a delete had removed, because it had dropped the tombstone.
    Resurrected {
        /// The leader.
        leader: LeaderId,
        /// The version that is back.
        dot: Dot,
        /// The tombstone that would have kept it out.
        tombstone: Dot,
    },
}

/// The records among which decisive events are, but for a value that is back: it takes no other’s place.
const KINDS: &[EventKind] =
    &[EventKind::VersionRemoved, EventKind::Inapplicable, EventKind::Merged, EventKind::TombstoneRemoved];

/// The most decisive event at the instant of the latest of the first `count` records; of several of one kind, the
/// latest.
#[must_use]
pub fn decisive_event(timeline: &Timeline, count: usize) -> Option<DecisiveEvent> {
    let latest = timeline.records().get(count.checked_sub(1)?)?.at;
    let of_instant = timeline.first(count).rev().take_while(|(_, record)| record.at == latest);
    let decisive = of_instant.filter_map(|(number, record)| decisive(timeline, number, &record));
    // The first of equal rank is the latest.
    decisive.reduce(|best, other| if rank(&other) > rank(&best) { other } else { best })
}

/// The latest decisive event among the first `count` records that is not before the record of number `since`.
#[must_use]
pub fn latest_decisive_event(timeline: &Timeline, since: usize, count: usize) -> Option<DecisiveEvent> {
    let candidates = timeline.latest(KINDS, count).take_while(|(number, _)| *number >= since);
    decisive_event(timeline, count)
        .or_else(|| candidates.into_iter().find_map(|(number, record)| decisive(timeline, number, &record)))
}

/// What a merge brought back, as far as its leader still reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The merge that brought it back.
    pub merge: Dot,
    /// The items.
    pub items: Vec<Value>,
}

/// The latest merge since the record of number `since`, among the first `count`, that brought items back which a leader
/// still reads in this world.
#[must_use]
pub fn latest_return(timeline: &Timeline, since: usize, count: usize, world: &World) -> Option<Returned> {
    let merges = timeline.latest(&[EventKind::Merged], count).take_while(|(number, _)| *number >= since);
    merges.into_iter().find_map(|(_, record)| {
        let Event::Merged { leader, write, sources } = &record.event else {
            return None;
        };
        let entry = world.leaders.get(leader)?.store.get(&write.key)?;
        let read: Vec<Value> = entry.versions.iter().flat_map(|version| items(version.value())).collect();
        let mut back = returned_items(timeline, write.value(), sources);
        back.retain(|item| read.contains(item));
        (!back.is_empty()).then_some(Returned { merge: write.dot, items: back })
    })
}

fn rank(event: &DecisiveEvent) -> u8 {
    match event {
        DecisiveEvent::TombstoneDropped { .. } => 0,
        DecisiveEvent::Merged { returned, .. } if returned.is_empty() => 1,
        DecisiveEvent::GaveUp { .. } => 2,
        DecisiveEvent::Merged { .. } => 3,
        DecisiveEvent::Skipped { .. } => 4,
        DecisiveEvent::Resurrected { .. } => 5,
    }
}

fn decisive(timeline: &Timeline, number: usize, record: &Record) -> Option<DecisiveEvent> {
    match &record.event {
        Event::Inapplicable { leader, dot, reason, action: FailureAction::Skipped } => {
            Some(DecisiveEvent::Skipped { leader: *leader, dot: *dot, reason: *reason })
        }
        Event::TombstoneRemoved { leader, key, .. } => {
            Some(DecisiveEvent::TombstoneDropped { leader: *leader, key: key.clone() })
        }
        Event::Merged { leader, write, sources } => Some(DecisiveEvent::Merged {
            leader: *leader,
            merge: write.dot,
            sources: sources.clone(),
            returned: returned_items(timeline, write.value(), sources),
        }),
        Event::Applied { leader, write, via, kept, removed, .. } => {
            let back = kept.contains(&write.dot).then(|| resurrected(timeline, number, *leader, write.dot));
            back.flatten().or_else(|| gave_up(timeline, *leader, write.dot, via.is_some(), kept, removed))
        }
        _ => None,
    }
}

/// The version that a leader gave up, if the writer of the one that it kept had not seen it. A write that replaces
/// what its own leader stored gives nothing up: it comes after it.
fn gave_up(
    timeline: &Timeline,
    leader: LeaderId,
    applied: Dot,
    arrived: bool,
    kept: &[Dot],
    removed: &[(Dot, RemovalReason)],
) -> Option<DecisiveEvent> {
    let winner = *kept.first()?;
    let is_given_up = |(dot, reason): &&(Dot, RemovalReason)| {
        *reason != RemovalReason::Superseded
            && (arrived || *dot == applied)
            && (is_of_client(timeline, *dot) || value_of(timeline, *dot) != value_of(timeline, winner))
            && !had_seen(timeline, winner, *dot)
    };
    let (lost, reason) = removed.iter().find(is_given_up)?;
    Some(DecisiveEvent::GaveUp {
        leader,
        lost: *lost,
        kept: winner,
        compared: *reason == RemovalReason::Discarded,
    })
}

/// What a version holds. A merge that makes way for another one of the same value gives nothing up.
fn value_of(timeline: &Timeline, dot: Dot) -> Option<&Value> {
    timeline.writes().get(&dot)?.write.value()
}

fn is_of_client(timeline: &Timeline, dot: Dot) -> bool {
    timeline.writes().get(&dot).is_some_and(|record| record.write.client.is_some())
}

/// Whether the writer of one version had seen another, or its leader had it when it accepted the write: then the two
/// are in order, as in any single database.
fn had_seen(timeline: &Timeline, writer: Dot, dot: Dot) -> bool {
    let record = timeline.writes().get(&writer);
    let had_read =
        record.is_some_and(|record| record.observed.contains(&dot) || record.write.context.contains(dot));
    had_read || record.is_some_and(|record| replaced_on_acceptance(timeline, record, dot))
}

/// Whether the leader that accepted a write removed this version when it applied the write, right after.
fn replaced_on_acceptance(timeline: &Timeline, accepted: &WriteRecord, dot: Dot) -> bool {
    let applied = timeline.records().get(accepted.record_number + 1).map(|record| record.event);
    match &applied {
        Some(Event::Applied { write, via: None, removed, .. }) if write.dot == accepted.write.dot => {
            removed.iter().any(|(removed, _)| *removed == dot)
        }
        _ => false,
    }
}

/// The tombstone that a leader had dropped and that would have kept a version out.
fn resurrected(timeline: &Timeline, number: usize, leader: LeaderId, dot: Dot) -> Option<DecisiveEvent> {
    let write = &timeline.writes().get(&dot)?.write;
    let at = timeline.records().get(number).map_or(Micros::ZERO, |record| record.at);
    let rule = timeline.policy_at(at).as_policy().timestamp_rule()?;
    write.value()?;
    let dropped = timeline.latest(&[EventKind::TombstoneRemoved], number);
    let mut dropped = dropped.filter_map(|(_, record)| match &record.event {
        Event::TombstoneRemoved { leader: at, key, dot } if *at == leader && *key == write.key => Some(*dot),
        _ => None,
    });
    let beats = |tombstone: &Dot| {
        let tombstone = timeline.writes().get(tombstone).map(|record| &record.write);
        tombstone.is_some_and(|tombstone| rule.compare(tombstone, write).is_gt())
    };
    let tombstone = dropped.find(beats)?;
    Some(DecisiveEvent::Resurrected { leader, dot, tombstone })
}

/// The items of a merged set or list that the writer of a source had seen and left out.
fn returned_items(timeline: &Timeline, merged: Option<&Value>, sources: &[Dot]) -> Vec<Value> {
    let record = |dot: &Dot| timeline.writes().get(dot);
    let left_out = |item: &&Value| {
        sources.iter().filter_map(record).any(|source| {
            let seen = source.observed.iter().filter_map(record);
            let had = seen.map(|seen| items(seen.write.value())).any(|items| items.contains(*item));
            had && !items(source.write.value()).contains(*item)
        })
    };
    items(merged).iter().filter(left_out).cloned().collect()
}

/// The items of a set or a list; none of any other value.
fn items(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Set(items)) => items.iter().cloned().collect(),
        Some(Value::List(items)) => items.clone(),
        Some(Value::Text(_) | Value::Integer(_) | Value::Map(_)) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{leader, small_run};

    fn dot(text: &str) -> Dot {
        text.parse().unwrap()
    }

    /// The decisive event at an instant.
    fn at(policy: &str, commands: &str, at_us: u64) -> Option<DecisiveEvent> {
        let timeline = small_run(policy, commands);
        decisive_event(&timeline, timeline.count_at(Micros(at_us)))
    }

    const CONCURRENT: &str = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }"#;

    #[test]
    fn a_value_dies_where_a_leader_gives_it_up() {
        let lost = |compared| {
            Some(DecisiveEvent::GaveUp { leader: leader("F"), lost: dot("F1"), kept: dot("T1"), compared })
        };
        assert_eq!(at(r#""last-write-wins""#, CONCURRENT, 120_000), lost(true));
        assert_eq!(at(r#""none""#, CONCURRENT, 120_000), lost(false));
        assert_eq!(at(r#""siblings""#, CONCURRENT, 120_000), None);
    }

    #[test]
    fn a_later_write_at_the_same_leader_gives_nothing_up() {
        let twice = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 20, "write": { "client": "ben", "at": "F", "key": "cart", "value": "eggs" } }"#;
        let timeline = small_run(r#""last-write-wins""#, twice);
        for count in 0..=timeline.records().len() {
            assert_eq!(decisive_event(&timeline, count), None);
        }
    }

    #[test]
    fn a_merge_brings_back_what_a_writer_had_left_out() {
        let commands = r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": { "set": ["bread", "milk"] } } },
            { "at_ms": 200, "read": { "client": "ana", "key": "cart" } },
            { "at_ms": 200, "read": { "client": "ben", "key": "cart" } },
            { "at_ms": 210, "write": { "client": "ana", "key": "cart", "value": { "set": ["bread"] } } },
            { "at_ms": 210, "write": { "client": "ben", "key": "cart", "value": { "set": ["bread", "milk"] } } }"#;
        let returned =
            |rule: &str| match at(&format!(r#"{{"merge":{{"with":"{rule}"}}}}"#), commands, 310_000) {
                Some(DecisiveEvent::Merged { returned, .. }) => returned,
                other => panic!("{other:?}"),
            };
        assert_eq!(returned("union"), [Value::text("milk")]);
        assert_eq!(returned("add-wins"), []);
    }

    #[test]
    fn a_deleted_value_comes_back_after_its_tombstone_was_dropped() {
        let commands = r#"{ "at_ms": 1, "write": { "client": "ben", "key": "k", "value": "v1" } },
            { "at_ms": 2, "cut": { "from": "T", "to": "F" } },
            { "at_ms": 110, "delete": { "client": "ana", "key": "k" } },
            { "at_ms": 500, "heal-all": {} }"#;
        let policy = r#"{"last-write-wins":{"tombstone_lifetime_ms":50}}"#;
        let dropped = DecisiveEvent::TombstoneDropped { leader: leader("F"), key: "k".parse().unwrap() };
        assert_eq!(at(policy, commands, 160_000), Some(dropped));
        let timeline = small_run(policy, commands);
        let back = (0..=timeline.records().len()).find_map(|count| match decisive_event(&timeline, count)? {
            DecisiveEvent::Resurrected { leader, dot, tombstone } => Some((leader, dot, tombstone)),
            _ => None,
        });
        assert_eq!(back, Some((leader("F"), dot("T1"), dot("F1"))));
    }
}
