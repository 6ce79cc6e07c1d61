//! With merges that depend on their order, leaders may diverge, but only in merge results of the same
//! clients' writes, and the run comes to rest.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Dot, Event, Key, Leader, Write};
use scenario::Scenario;

use super::agreement::every_write_is_everywhere;

/// The clients' writes that a version was merged from.
fn sources(version: &Write) -> &[Dot] {
    match version.is_merge() {
        true => &version.sources,
        false => std::slice::from_ref(&version.dot),
    }
}

/// Whether every write in one leader's versions is in the other's versions or contexts.
fn is_covered(one: &Leader, other: &Leader) -> bool {
    let has = |key: &Key, dot: &Dot| {
        let entry = other.store.get(key);
        let mut versions = entry.iter().flat_map(|entry| &entry.versions);
        versions.any(|version| version.dot == *dot || version.context.contains(*dot))
    };
    one.store.iter().all(|(key, entry)| {
        entry.versions.iter().flat_map(|version| sources(version)).all(|dot| has(key, dot))
    })
}

pub fn are_kept(scenario: &Scenario) -> TestCaseResult {
    let mut written = BTreeSet::new();
    let mut merges = 0;
    let mut run = scenario.simulation();
    while run.step(&mut |record| match &record.event {
        Event::Accepted { write, .. } => {
            written.insert(write.dot);
        }
        Event::Merged { write, .. } => {
            written.insert(write.dot);
            merges += 1;
        }
        Event::MergeFailed { .. } => merges += 1,
        _ => {}
    }) {}
    let world = run.world();
    every_write_is_everywhere(world, &written)?;
    let mut leaders = world.leaders.iter();
    let (first, one) = leaders.next().unwrap();
    for (id, other) in leaders {
        prop_assert!(
            is_covered(one, other) && is_covered(other, one),
            "{first} and {id} merged different writes"
        );
    }
    prop_assert!(merges > 0 || world.versions_agree(), "leaders differ without any merge");
    Ok(())
}
