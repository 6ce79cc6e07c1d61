//! The expected outcome of a scenario: a small, fixed vocabulary, so that a new statement is a new file.

use std::collections::BTreeMap;
use std::fmt::Debug;

use replication::{Key, LeaderId, LinkId, Micros, Value};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::observation::{Observation, Values};

/// A file in `spec/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement<'a> {
    /// The statement in one sentence.
    pub says: String,
    /// The scenario that demonstrates it.
    #[serde(borrow)]
    pub scenario: &'a RawValue,
    /// The expected observations, by instant.
    pub expect: Vec<Expectation>,
}

/// The expected observation at one instant or at rest. Omitted fields may have any value.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// The instant, inclusive; without one, the end of the run.
    pub at_ms: Option<Micros>,
    /// The complete stores of some leaders, as they are read.
    values: Option<BTreeMap<LeaderId, Values>>,
    /// The complete store of every leader.
    everywhere: Option<Values>,
    /// For each origin, how many writes leaders have applied without a gap.
    applied: Option<BTreeMap<LeaderId, BTreeMap<LeaderId, u64>>>,
    /// The home of every written key, according to some leaders.
    homes: Option<BTreeMap<LeaderId, BTreeMap<Key, LeaderId>>>,
    /// Keys with several homes, and those homes.
    windows: Option<BTreeMap<Key, Vec<LeaderId>>>,
    /// What reads returned so far, in order, with their contexts.
    answers: Option<Vec<Vec<Option<Value>>>>,
    contexts: Option<Vec<String>>,
    /// Whether all leaders store the same versions and read them alike.
    agree: Option<bool>,
    /// Whether all leaders read the same, whatever versions they store.
    reads_agree: Option<bool>,
    /// Whether the run is at rest, and all leaders read the same.
    converged: Option<bool>,
    /// Requests to write that were acknowledged, and requests that got no answer.
    acknowledged: Option<usize>,
    unanswered: Option<usize>,
    /// Whether the run is at rest.
    at_rest: Option<bool>,
    /// Whether the run stopped at the event limit.
    halted: Option<bool>,
    accepted: Option<usize>,
    refused: Option<usize>,
    /// The reason of each refusal, in order.
    refused_why: Option<Vec<String>>,
    ignored: Option<usize>,
    ignored_why: Option<Vec<String>>,
    sent: Option<usize>,
    delivered: Option<usize>,
    /// Messages that links duplicated.
    duplicated: Option<usize>,
    stopped: Option<usize>,
    held: Option<usize>,
    held_at_least: Option<usize>,
    lost_on_the_way_at_least: Option<usize>,
    /// Deliveries that changed nothing, by reason.
    dropped: Option<BTreeMap<String, usize>>,
    /// How often a leader applied a write again.
    repeated: Option<usize>,
    repeated_at_least: Option<usize>,
    /// The most hops of a delivered write.
    hops: Option<u32>,
    /// The most hops of a write when it was applied.
    hops_applied: Option<u32>,
    in_flight: Option<usize>,
    waiting: Option<usize>,
    /// Deliveries that leaders hold back.
    kept_back: Option<usize>,
    /// Inapplicable writes: the leader, the write, the reason and what was done with it.
    misfits: Option<Vec<String>>,
    /// Links that a write stalls.
    stopped_links: Option<Vec<LinkId>>,
    /// Requests forwarded to a home, and answers returned.
    forwarded: Option<usize>,
    returned: Option<usize>,
    /// Merges and their inputs: `"B2 of A1 B1"`.
    merged: Option<Vec<String>>,
    /// Failed merges and the reason: `"B: only whole numbers can be summed"`.
    merge_failed: Option<Vec<String>>,
    tombstones_dropped: Option<usize>,
    snapshots_sent: Option<usize>,
    snapshots_stopped: Option<usize>,
    snapshots_loaded: Option<usize>,
    /// Keys with siblings, counted at each leader.
    conflicts: Option<usize>,
    /// The accepted writes of each fate: `kept`, `kept-partly`, `superseded`, `overwritten-in-order`, or a cause of loss.
    fates: Option<BTreeMap<String, Vec<String>>>,
    /// Lost writes, by dot, in the order of acceptance.
    lost: Option<Vec<String>>,
    /// Stranded writes and the reason: `"B1 at C: B left"`, `"B1 at C: no path"`.
    stranded: Option<Vec<String>>,
    /// Writes that are held back forever: `"A2 at C: B1"`.
    never_arrives: Option<Vec<String>>,
    /// Session guarantees that requests violated: `"a y at B: MonotonicWrites without A1"`.
    violations: Option<Vec<String>>,
    /// Attempts that clients sent over the network, and those that timed out.
    requests_sent: Option<usize>,
    timed_out: Option<usize>,
    /// Repeated requests that a leader recognised.
    recognised: Option<usize>,
    /// The most jobs that were before a request when it arrived.
    most_ahead: Option<u64>,
    /// Responses that reached their clients: `"ana k at 4 ms: F1 from F"`, `"ana k at 4 ms: answer from F"`.
    responses: Option<Vec<String>>,
    /// Pairs of leaders without a path from the first to the second.
    unreachable: Option<Vec<(LeaderId, LeaderId)>>,
    /// Where an invariant of the scenario was broken, by which writes, and until when: `"T: F1 T1 until 600"`.
    broken: Option<Vec<String>>,
}

impl Expectation {
    /// Every difference between the expectation and the observation.
    pub fn compare(&self, seen: &Observation) -> Vec<String> {
        let mut differences = Differences::default();
        self.compare_leaders(seen, &mut differences);
        self.compare_counts(seen, &mut differences);
        self.compare_lists(seen, &mut differences);
        differences.compare("agree", self.agree.as_ref(), &seen.agree);
        differences.compare("reads_agree", self.reads_agree.as_ref(), &seen.reads_agree);
        differences.compare("converged", self.converged.as_ref(), &seen.converged);
        differences.compare("at_rest", self.at_rest.as_ref(), &seen.at_rest);
        differences.compare("halted", self.halted.as_ref(), &seen.log.halted);
        differences.compare("hops", self.hops.as_ref(), &seen.hops);
        differences.compare("hops_applied", self.hops_applied.as_ref(), &seen.hops_applied);
        if differences.compared == 0 {
            differences.found.push("the expectation is empty".to_owned());
        }
        differences.found
    }

    /// Whether it says that an invariant is broken.
    pub fn breaks_an_invariant(&self) -> bool {
        self.broken.as_ref().is_some_and(|broken| !broken.is_empty())
    }

    fn compare_leaders(&self, seen: &Observation, differences: &mut Differences) {
        for (leader, values) in self.values.iter().flatten() {
            differences.compare(
                &format!("values of {leader}"),
                Some(values),
                seen.values.get(leader).unwrap_or(&BTreeMap::new()),
            );
        }
        for (leader, values) in &seen.values {
            differences.compare(&format!("values of {leader}"), self.everywhere.as_ref(), values);
        }
        for (leader, applied) in self.applied.iter().flatten() {
            differences.compare(
                &format!("applied by {leader}"),
                Some(applied),
                seen.applied.get(leader).unwrap_or(&BTreeMap::new()),
            );
        }
        for (leader, homes) in self.homes.iter().flatten() {
            differences.compare(
                &format!("homes as {leader} believes"),
                Some(homes),
                seen.homes.get(leader).unwrap_or(&BTreeMap::new()),
            );
        }
    }

    fn compare_lists(&self, seen: &Observation, differences: &mut Differences) {
        let log = &seen.log;
        differences.compare("windows", self.windows.as_ref(), &seen.windows);
        differences.compare("answers", self.answers.as_ref(), &log.answers);
        differences.compare("contexts", self.contexts.as_ref(), &log.contexts);
        differences.compare("refused_why", self.refused_why.as_ref(), &log.refused_why);
        differences.compare("ignored_why", self.ignored_why.as_ref(), &log.ignored_why);
        differences.compare("dropped", self.dropped.as_ref(), &log.dropped);
        differences.compare("misfits", self.misfits.as_ref(), &log.misfits);
        differences.compare("stopped_links", self.stopped_links.as_ref(), &seen.stopped_links);
        differences.compare("merged", self.merged.as_ref(), &log.merged);
        differences.compare("merge_failed", self.merge_failed.as_ref(), &log.merge_failed);
        differences.compare("fates", self.fates.as_ref(), &seen.fates);
        differences.compare("lost", self.lost.as_ref(), &seen.lost);
        differences.compare("stranded", self.stranded.as_ref(), &seen.stranded);
        differences.compare("never_arrives", self.never_arrives.as_ref(), &seen.never_arrives);
        differences.compare("violations", self.violations.as_ref(), &seen.violations);
        differences.compare("responses", self.responses.as_ref(), &log.responses);
        differences.compare("most_ahead", self.most_ahead.as_ref(), &log.most_ahead);
        differences.compare("unreachable", self.unreachable.as_ref(), &seen.unreachable);
        differences.compare("broken", self.broken.as_ref(), &seen.broken);
    }

    fn compare_counts(&self, seen: &Observation, differences: &mut Differences) {
        let log = &seen.log;
        let counts = [
            ("accepted", self.accepted, log.accepted),
            ("acknowledged", self.acknowledged, seen.acknowledged),
            ("refused", self.refused, seen.refused),
            ("unanswered", self.unanswered, seen.unanswered),
            ("ignored", self.ignored, log.ignored),
            ("sent", self.sent, log.sent),
            ("delivered", self.delivered, log.delivered),
            ("duplicated", self.duplicated, log.duplicated),
            ("stopped", self.stopped, log.stopped),
            ("held", self.held, log.held),
            ("repeated", self.repeated, seen.repeated),
            ("in_flight", self.in_flight, seen.in_flight),
            ("waiting", self.waiting, seen.waiting),
            ("kept_back", self.kept_back, seen.kept_back),
            ("forwarded", self.forwarded, log.forwarded),
            ("returned", self.returned, log.returned),
            ("tombstones_dropped", self.tombstones_dropped, log.tombstones_dropped),
            ("snapshots_sent", self.snapshots_sent, log.snapshots_sent),
            ("snapshots_stopped", self.snapshots_stopped, log.snapshots_stopped),
            ("snapshots_loaded", self.snapshots_loaded, log.snapshots_loaded),
            ("conflicts", self.conflicts, seen.conflicts),
            ("requests_sent", self.requests_sent, log.requests_sent),
            ("timed_out", self.timed_out, log.timed_out),
            ("recognised", self.recognised, log.recognised),
        ];
        for (name, expected, actual) in counts {
            differences.compare(name, expected.as_ref(), &actual);
        }
        let minimum = [
            ("held", self.held_at_least, log.held),
            ("lost on the way", self.lost_on_the_way_at_least, log.lost_on_the_way),
            ("repeated", self.repeated_at_least, seen.repeated),
        ];
        for (name, minimum, actual) in minimum {
            differences.compared += usize::from(minimum.is_some());
            if minimum.is_some_and(|minimum| actual < minimum) {
                differences.found.push(format!("{name}: at least {minimum:?} expected, but it is {actual}"));
            }
        }
    }
}

#[derive(Default)]
struct Differences {
    found: Vec<String>,
    /// The number of expected values that were compared.
    compared: usize,
}

impl Differences {
    fn compare<T: PartialEq + Debug>(&mut self, name: &str, expected: Option<&T>, actual: &T) {
        self.compared += usize::from(expected.is_some());
        if let Some(expected) = expected.filter(|expected| *expected != actual) {
            self.found.push(format!("{name}: {expected:?} expected, but it is {actual:?}"));
        }
    }
}
