//! What must come out of a scenario: a small, fixed vocabulary, so that a new statement is a new file.

use std::collections::BTreeMap;
use std::fmt::Debug;

use replication::{Key, LeaderId, Micros, Value};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::observation::Observation;

/// A file in `semantics/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement<'a> {
    /// The statement in words.
    pub says: String,
    /// The scenario that shows it.
    #[serde(borrow)]
    pub scenario: &'a RawValue,
    /// What must be seen, instant by instant.
    pub expect: Vec<Expectation>,
}

/// The values of each key, siblings in the order of their dots; null is a tombstone.
pub type Values = BTreeMap<Key, Vec<Option<Value>>>;

/// What must be seen at one instant, or at rest. What is left out may be anything.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// The instant, that instant included; none is when nothing happens any more.
    pub at_ms: Option<Micros>,
    /// The stores of some leaders, whole.
    values: Option<BTreeMap<LeaderId, Values>>,
    /// The store of every leader, whole.
    everywhere: Option<Values>,
    /// How many writes of each origin leaders have applied without a gap.
    applied: Option<BTreeMap<LeaderId, BTreeMap<LeaderId, u64>>>,
    /// What reads returned so far, in order.
    answers: Option<Vec<Vec<Option<Value>>>>,
    /// Whether all stores are equal.
    agree: Option<bool>,
    /// Whether nothing is under way and nothing waits.
    at_rest: Option<bool>,
    accepted: Option<usize>,
    refused: Option<usize>,
    ignored: Option<usize>,
    sent: Option<usize>,
    delivered: Option<usize>,
    stopped: Option<usize>,
    held: Option<usize>,
    held_at_least: Option<usize>,
    lost_on_the_way_at_least: Option<usize>,
    /// Deliveries that changed nothing, by reason.
    dropped: Option<BTreeMap<String, usize>>,
    /// The most links that a delivered write had passed.
    hops: Option<u32>,
    /// The most links that a write had passed when it was applied.
    hops_applied: Option<u32>,
    in_flight: Option<usize>,
    waiting: Option<usize>,
    /// Keys with siblings, leader by leader.
    conflicts: Option<usize>,
    /// Acknowledged writes that no value has in its history, by dot, in the order of acceptance.
    lost: Option<Vec<String>>,
    /// Pairs of leaders such that no path leads from the first to the second.
    unreachable: Option<Vec<(LeaderId, LeaderId)>>,
}

impl Expectation {
    /// Everything that is not as it must be.
    pub fn compare(&self, seen: &Observation) -> Vec<String> {
        let mut faults = Faults::default();
        for (leader, values) in self.values.iter().flatten() {
            faults.compare(&format!("values of {leader}"), Some(values), &seen.values[leader]);
        }
        for (leader, values) in &seen.values {
            faults.compare(&format!("values of {leader}"), self.everywhere.as_ref(), values);
        }
        for (leader, applied) in self.applied.iter().flatten() {
            faults.compare(&format!("applied by {leader}"), Some(applied), &seen.applied[leader]);
        }
        faults.compare("answers", self.answers.as_ref(), &seen.answers);
        faults.compare("agree", self.agree.as_ref(), &seen.agree);
        faults.compare("at_rest", self.at_rest.as_ref(), &seen.at_rest);
        self.compare_counts(seen, &mut faults);
        faults.compare("dropped", self.dropped.as_ref(), &seen.dropped);
        faults.compare("hops", self.hops.as_ref(), &seen.hops);
        faults.compare("hops_applied", self.hops_applied.as_ref(), &seen.hops_applied);
        faults.compare("lost", self.lost.as_ref(), &seen.lost);
        faults.compare("unreachable", self.unreachable.as_ref(), &seen.unreachable);
        faults.0
    }

    fn compare_counts(&self, seen: &Observation, faults: &mut Faults) {
        let counts = [
            ("accepted", self.accepted, seen.accepted),
            ("refused", self.refused, seen.refused),
            ("ignored", self.ignored, seen.ignored),
            ("sent", self.sent, seen.sent),
            ("delivered", self.delivered, seen.delivered),
            ("stopped", self.stopped, seen.stopped),
            ("held", self.held, seen.held),
            ("in_flight", self.in_flight, seen.in_flight),
            ("waiting", self.waiting, seen.waiting),
            ("conflicts", self.conflicts, seen.conflicts),
        ];
        for (name, expected, there) in counts {
            faults.compare(name, expected.as_ref(), &there);
        }
        let least = [
            ("held", self.held_at_least, seen.held),
            ("lost on the way", self.lost_on_the_way_at_least, seen.lost_on_the_way),
        ];
        for (name, least, there) in least {
            if least.is_some_and(|least| there < least) {
                faults.0.push(format!("{name}: at least {least:?} expected, and there are {there}"));
            }
        }
    }
}

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn compare<T: PartialEq + Debug>(&mut self, name: &str, expected: Option<&T>, there: &T) {
        if let Some(expected) = expected.filter(|expected| *expected != there) {
            self.0.push(format!("{name}: {expected:?} expected, and there is {there:?}"));
        }
    }
}
