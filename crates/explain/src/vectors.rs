//! Version vectors in words: what an entry says, how two vectors compare, and what happened where a write arrived.

use std::cmp::Ordering;

use analysis::{Encounter, EncounterResult, VectorComparison, VectorEntry};
use replication::{LeaderId, World};
use timeline::Timeline;

use crate::names::{Names, list_of, possessive};
use crate::versions::{describe_comparison, describe_decision};

/// What one entry of a leader's version vector says: `Tokyo has applied 1 of Frankfurt’s 2 writes`.
#[must_use]
pub fn describe_vector_entry(names: Names<'_>, of: LeaderId, origin: LeaderId, entry: VectorEntry) -> String {
    let VectorEntry { count, beyond_gap, accepted } = entry;
    let (leader, owner) = (names.leader(of), possessive(&names.leader(origin)));
    let has = count + beyond_gap;
    let mut text = match (has, accepted) {
        (_, 0) => format!("{} has accepted no writes yet", names.leader(origin)),
        (1, 1) => format!("{leader} has applied {owner} only write"),
        (_, 1) => format!("{leader} lacks {owner} only write"),
        (has, of) if has == of => format!("{leader} has applied all {of} of {owner} writes"),
        (0, of) => format!("{leader} lacks all {of} of {owner} writes"),
        (has, of) => format!("{leader} has applied {has} of {owner} {of} writes"),
    };
    if beyond_gap > 0 {
        text += &format!(", {beyond_gap} of them beyond a gap");
    }
    text
}

/// How the version vectors of two leaders compare, with the entries that decide.
#[must_use]
pub fn describe_vector_comparison(
    names: Names<'_>,
    one: LeaderId,
    other: LeaderId,
    comparison: &VectorComparison,
) -> String {
    let (first, second) = (names.leader(one), names.leader(other));
    let ahead = |wanted: Ordering| {
        let entries = comparison.entries.iter();
        let deciding = entries.filter(|(_, order)| order.is_none() || *order == Some(wanted));
        deciding.map(|(origin, _)| names.leader(*origin)).collect::<Vec<_>>()
    };
    let after = |late: &str, early: &str, deciding: Vec<String>| {
        let (entries, decide) =
            if deciding.len() == 1 { ("entry", "decides") } else { ("entries", "decide") };
        let origins = list_of(&deciding);
        format!(
            "{late} has applied everything that {early} has, and more: the {entries} for {origins} {decide}."
        )
    };
    match comparison.order {
        Some(Ordering::Equal) => format!("{first} and {second} have applied the same writes."),
        Some(Ordering::Greater) => after(&first, &second, ahead(Ordering::Greater)),
        Some(Ordering::Less) => after(&second, &first, ahead(Ordering::Less)),
        None => format!(
            "{first} has writes of {} that {second} lacks, and {second} has writes of {} that {first} lacks.",
            list_of(&ahead(Ordering::Greater)),
            list_of(&ahead(Ordering::Less)),
        ),
    }
}

/// What a leader did with a write that arrived and a version that it stored, and why.
#[must_use]
pub fn describe_encounter(timeline: &Timeline, world: &World, encounter: &Encounter) -> String {
    let Encounter { comparison, result } = encounter;
    let order = describe_comparison(timeline, world, comparison);
    let (arrived, stored) = (comparison.one, comparison.other);
    let rule = |decision| match describe_decision(timeline, world, decision) {
        rule if rule == order => order.clone(),
        rule => format!("{order} {rule}"),
    };
    match result {
        EncounterResult::KeptBoth => format!("{order} Both are kept."),
        EncounterResult::Merged => format!("{order} Both went into a merged version."),
        EncounterResult::Replaced(decision) => format!("{} {arrived} replaces {stored}.", rule(decision)),
        EncounterResult::NotStored(decision) => {
            format!("{} {stored} stays, and {arrived} is not stored.", rule(decision))
        }
    }
}

#[cfg(test)]
mod tests {
    use analysis::{compare_vectors, encounters_at};
    use replication::{CausalContext, Dot, Event};
    use scenario::{Scenario, default_scenario};

    use super::*;

    fn id(name: &str) -> LeaderId {
        name.parse().unwrap()
    }

    fn with_names<T>(scenario: &Scenario, tell: impl FnOnce(Names<'_>) -> T) -> T {
        let timeline = Timeline::new(scenario);
        let end = timeline.run_at(timeline.ends_at(), None);
        tell(Names::of_run(&timeline, end.world()))
    }

    #[test]
    fn entry_says_how_many_writes_are_applied() {
        let entry = |count, beyond_gap, accepted| VectorEntry { count, beyond_gap, accepted };
        let sentences: Vec<String> = with_names(&default_scenario(), |names| {
            let tell = |entry| describe_vector_entry(names, id("T"), id("F"), entry);
            [entry(0, 0, 0), entry(0, 0, 1), entry(1, 0, 1), entry(0, 0, 3), entry(1, 1, 3), entry(3, 0, 3)]
                .map(tell)
                .into()
        });
        assert_eq!(
            sentences,
            [
                "Frankfurt has accepted no writes yet",
                "Tokyo lacks Frankfurt’s only write",
                "Tokyo has applied Frankfurt’s only write",
                "Tokyo lacks all 3 of Frankfurt’s writes",
                "Tokyo has applied 2 of Frankfurt’s 3 writes, 1 of them beyond a gap",
                "Tokyo has applied all 3 of Frankfurt’s writes",
            ]
        );
    }

    #[test]
    fn comparison_names_the_entries_that_decide() {
        let vector = |dots: &[(&str, u64)]| {
            let mut context = CausalContext::new();
            dots.iter().for_each(|(leader, counter)| context.insert(Dot::new(id(leader), *counter)));
            context
        };
        let origins = [id("F"), id("S"), id("T")];
        let tell = |one: &[(&str, u64)], other: &[(&str, u64)]| {
            let comparison = compare_vectors(&vector(one), &vector(other), &origins);
            with_names(&default_scenario(), |names| {
                describe_vector_comparison(names, id("F"), id("T"), &comparison)
            })
        };
        assert_eq!(tell(&[("F", 1)], &[("F", 1)]), "Frankfurt and Tokyo have applied the same writes.");
        assert_eq!(
            tell(&[("F", 1), ("T", 1)], &[("T", 1)]),
            "Frankfurt has applied everything that Tokyo has, and more: the entry for Frankfurt decides."
        );
        assert_eq!(
            tell(&[], &[("S", 1), ("T", 1)]),
            "Tokyo has applied everything that Frankfurt has, and more: the entries for São Paulo and Tokyo decide."
        );
        assert_eq!(
            tell(&[("F", 1)], &[("T", 1)]),
            "Frankfurt has writes of Frankfurt that Tokyo lacks, and Tokyo has writes of Tokyo that Frankfurt lacks."
        );
    }

    #[test]
    fn encounter_says_how_the_versions_compare_and_what_is_kept() {
        let timeline = Timeline::new(&default_scenario());
        let end = timeline.run_at(timeline.ends_at(), None);
        let arrives = |number: &usize| {
            let record = timeline.records().get(*number);
            record.is_some_and(|record| matches!(record.event, Event::Applied { via: Some(_), .. }))
        };
        let number = (0..timeline.records().len())
            .filter(arrives)
            .find(|number| !encounters_at(&timeline, *number).is_empty());
        let encounters = encounters_at(&timeline, number.unwrap());
        let told = describe_encounter(&timeline, end.world(), &encounters[0]);
        assert!(told.contains("had not seen"), "{told}");
        assert!(told.ends_with("Both are kept."), "{told}");
    }
}
