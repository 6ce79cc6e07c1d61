//! A write where it arrives: how it compares with each version that the leader stored, and what the leader kept.

use replication::{Dot, Event, RemovalReason};
use timeline::Timeline;

use super::comparison::{CausalOrder, Comparison, compare};
use super::decision::Decision;

/// At most this many records are searched for the first conflict.
const MAX_SEARCHED: usize = 20_000;

/// The write that arrived, compared with one version that the leader stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encounter {
    /// How the write that arrived, the first of the two, compares with the stored version.
    pub comparison: Comparison,
    /// What the leader kept of the two.
    pub result: EncounterResult,
}

/// What a leader kept of the write that arrived and a version that it stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncounterResult {
    /// Both.
    KeptBoth,
    /// The write that arrived, by this rule.
    Replaced(Decision),
    /// The version that it stored, by this rule.
    NotStored(Decision),
    /// Neither: both went into a version that the leader made of them.
    Merged,
}

/// The versions that a write met where it was applied by the record of this number; none if that applies no write.
#[must_use]
pub fn encounters_at(timeline: &Timeline, number: usize) -> Vec<Encounter> {
    let Some(record) = timeline.records().get(number) else {
        return Vec::new();
    };
    let Event::Applied { write, kept, removed, .. } = &record.event else {
        return Vec::new();
    };
    let arrived = write.dot;
    let result = |other: Dot| -> EncounterResult {
        let reason_of = |dot: Dot| removed.iter().find(|(it, _)| *it == dot).map(|(_, reason)| *reason);
        let by = |lost: Dot, won: Dot, reason: RemovalReason| {
            Decision::of_removal(timeline, number, lost, won, reason)
        };
        match (reason_of(arrived), reason_of(other)) {
            (None, None) => EncounterResult::KeptBoth,
            (None, Some(reason)) => EncounterResult::Replaced(by(other, arrived, reason)),
            (Some(reason), None) => EncounterResult::NotStored(by(arrived, other, reason)),
            (Some(_), Some(_)) => EncounterResult::Merged,
        }
    };
    let others = kept.iter().copied().chain(removed.iter().map(|(dot, _)| *dot));
    let others = others.filter(|dot| *dot != arrived);
    let encounter = |other| {
        let comparison = compare(timeline, arrived, other)?;
        Some(Encounter { comparison, result: result(other) })
    };
    others.filter_map(encounter).collect()
}

/// The number of the record at which a leader first met a write that was concurrent with a version that it stored; none
/// if that happens in no record, or only after many.
#[must_use]
pub fn first_conflict(timeline: &Timeline) -> Option<usize> {
    let numbers = 0..timeline.records().len().min(MAX_SEARCHED);
    let is_concurrent = |it: &Encounter| it.comparison.order == CausalOrder::Concurrent;
    numbers.into_iter().find(|number| encounters_at(timeline, *number).iter().any(is_concurrent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{TWO_CARTS, small_run};

    /// The encounters of all writes that arrived from elsewhere.
    fn encounters(policy: &str, commands: &str) -> Vec<Encounter> {
        let timeline = small_run(policy, commands);
        let arrives = |number: &usize| {
            let record = timeline.records().get(*number);
            record.is_some_and(|record| matches!(record.event, Event::Applied { via: Some(_), .. }))
        };
        let numbers = (0..timeline.records().len()).filter(arrives);
        numbers.flat_map(|number| encounters_at(&timeline, number)).collect()
    }

    #[test]
    fn concurrent_writes_are_kept_side_by_side_where_siblings_are_kept() {
        let all = encounters(r#"{ "siblings": {} }"#, TWO_CARTS);
        assert_eq!(all.len(), 2, "one at each leader");
        for encounter in all {
            assert_eq!(encounter.comparison.order, CausalOrder::Concurrent);
            assert_eq!(encounter.result, EncounterResult::KeptBoth);
        }
    }

    #[test]
    fn first_conflict_is_where_the_first_of_two_concurrent_writes_meets_the_other() {
        let timeline = small_run(r#"{ "siblings": {} }"#, TWO_CARTS);
        let number = first_conflict(&timeline).expect("the writes conflict");
        let record = timeline.records().get(number).expect("it is a record");
        assert!(matches!(record.event, Event::Applied { via: Some(_), .. }));
        assert_eq!(record.at.to_string(), "110 ms");
        assert_eq!(first_conflict(&small_run(r#"{ "siblings": {} }"#, "")), None);
    }

    #[test]
    fn one_of_two_concurrent_writes_is_kept_by_timestamp() {
        let all = encounters(r#"{ "last-write-wins": {} }"#, TWO_CARTS);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|it| it.comparison.order == CausalOrder::Concurrent));
        assert!(
            all.iter()
                .any(|it| matches!(&it.result, EncounterResult::Replaced(Decision::ByTimestamp { .. })))
        );
        assert!(
            all.iter()
                .any(|it| matches!(&it.result, EncounterResult::NotStored(Decision::ByTimestamp { .. })))
        );
    }

    #[test]
    fn write_that_has_seen_the_stored_version_replaces_it() {
        let commands = r#"
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
            { "at_ms": 200, "read": { "client": "ben", "key": "cart" } },
            { "at_ms": 210, "write": { "client": "ben", "key": "cart", "value": ["eggs"] } }"#;
        let all = encounters(r#"{ "siblings": {} }"#, commands);
        let [encounter] = &all[..] else { panic!("one write meets another: {all:?}") };
        assert_eq!(encounter.comparison.order, CausalOrder::After);
        assert!(matches!(&encounter.result, EncounterResult::Replaced(Decision::Superseded(_))));
    }
}
