//! What a run shows at one instant, in the vocabulary of the expectations.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{
    Finding, NeverApplied, Outcome, Progress, StrandedReason, StrandedWrite, check_all, session_violations,
};
use replication::{Event, Key, LeaderId, LinkId, Micros, Record, Value, World};
use scenario::invariants::Invariant;
use timeline::{Fate, Timeline};

use crate::event_log::EventLog;

/// The values of each key, siblings in the order of their dots; `None` is a tombstone.
pub type Values = BTreeMap<Key, Vec<Option<Value>>>;

/// An observation.
#[derive(Debug, Default)]
pub struct Observation {
    pub at: Micros,
    /// What the events so far report.
    pub log: EventLog,
    pub values: BTreeMap<LeaderId, Values>,
    pub applied: BTreeMap<LeaderId, BTreeMap<LeaderId, u64>>,
    pub homes: BTreeMap<LeaderId, BTreeMap<Key, LeaderId>>,
    pub windows: BTreeMap<Key, Vec<LeaderId>>,
    pub agree: bool,
    pub reads_agree: bool,
    pub converged: bool,
    pub acknowledged: usize,
    pub refused: usize,
    pub unanswered: usize,
    pub at_rest: bool,
    pub hops: u32,
    pub hops_applied: u32,
    pub in_flight: usize,
    pub waiting: usize,
    pub kept_back: usize,
    pub repeated: usize,
    pub conflicts: usize,
    /// Accepted writes by fate: `kept`, `kept-partly`, `superseded`, `overwritten-in-order`, or the cause of loss.
    pub fates: BTreeMap<String, Vec<String>>,
    pub lost: Vec<String>,
    pub stopped_links: Vec<LinkId>,
    pub stranded: Vec<String>,
    pub never_arrives: Vec<String>,
    pub violations: Vec<String>,
    pub unreachable: Vec<(LeaderId, LeaderId)>,
    /// Where an invariant was broken, and by which writes: `T: F1 T1`, with `until 600` if it held again at 600 ms.
    pub broken: Vec<String>,
}

impl Observation {
    /// Observes a run after an instant, or at its end.
    pub fn new(timeline: &Timeline, invariants: &[Invariant], at: Option<Micros>) -> Self {
        let instant = at.unwrap_or_else(|| timeline.ends_at());
        let mut run = timeline.run_at(instant, None);
        // The remaining steps emit no events, for instance a timeout that no longer matters.
        while at.is_none() && run.step(&mut |_| {}) {}
        let world = run.world();
        let count = timeline.count_at(instant);
        let outcome = Outcome::new(timeline, count, world);
        let mut seen = Self {
            at: instant,
            agree: world.versions_agree(),
            reads_agree: world.reads_agree(),
            converged: outcome.progress == Progress::Converged,
            acknowledged: outcome.acknowledged,
            refused: outcome.refused,
            unanswered: outcome.unanswered,
            at_rest: world.is_quiescent() && count == timeline.records().len(),
            in_flight: world.messages_in_transit().count(),
            waiting: outcome.queued.iter().map(|(_, entries)| entries).sum(),
            kept_back: outcome.buffered,
            repeated: outcome.reapplied,
            conflicts: outcome.conflicts.len(),
            fates: fates(timeline, count, world),
            lost: outcome.lost.iter().map(|loss| loss.dot.to_string()).collect(),
            windows: outcome.disputed_homes.into_iter().collect(),
            stopped_links: outcome.blocked.iter().map(|(link, _)| *link).collect(),
            stranded: outcome.stranded.iter().map(stranded).collect(),
            never_arrives: outcome.never_arrives.iter().map(never_arrives).collect(),
            violations: violations(timeline, count),
            unreachable: outcome.unreachable,
            broken: broken(timeline, invariants, instant),
            ..Self::default()
        };
        seen.look_at(world);
        let so_far: Vec<Record> = timeline.first(count).map(|(_, record)| record).collect();
        so_far.iter().for_each(|record| seen.log.record(record));
        seen.follow(&so_far);
        seen
    }

    fn look_at(&mut self, world: &World) {
        let leaders = || world.leaders.values();
        let written = leaders().flat_map(|leader| leader.store.iter().map(|(key, _)| key));
        let keys: BTreeSet<&Key> = written.chain(leaders().flat_map(|leader| leader.homes.keys())).collect();
        for (id, leader) in &world.leaders {
            let values = leader.store.iter().map(|(key, entry)| {
                (key.clone(), entry.visible_values().map(|value| value.cloned()).collect())
            });
            self.values.insert(*id, values.collect());
            self.applied.insert(*id, leader.applied.vector().iter().collect());
            let home = |key: &Key| Some((key.clone(), world.home_of(key, *id)?.0));
            self.homes.insert(*id, keys.iter().filter_map(|key| home(key)).collect());
        }
    }

    /// The hops of deliveries, and of those that were applied: `Applied` follows its `Delivered` directly.
    fn follow(&mut self, records: &[Record]) {
        for pair in records.windows(2) {
            let Event::Delivered { message } = &pair[0].event else {
                continue;
            };
            self.hops = self.hops.max(message.hops);
            if matches!(pair[1].event, Event::Applied { .. }) {
                self.hops_applied = self.hops_applied.max(message.hops);
            }
        }
    }
}

fn stranded(StrandedWrite { write, missing_at, reason }: &StrandedWrite) -> String {
    let at = listed(missing_at);
    match reason {
        StrandedReason::Left(left) => format!("{write} at {at}: {left} left"),
        StrandedReason::NoPath => format!("{write} at {at}: no path"),
    }
}

fn never_arrives(NeverApplied { write, held_at, missing }: &NeverApplied) -> String {
    format!("{write} at {held_at}: {}", listed(missing))
}

fn violations(timeline: &Timeline, count: usize) -> Vec<String> {
    let all = session_violations(timeline).into_iter().filter(|violation| violation.number < count);
    all.map(|it| {
        format!("{} {} at {}: {:?} without {}", it.client, it.key, it.leader, it.guarantee, it.missing)
    })
    .collect()
}

fn broken(timeline: &Timeline, invariants: &[Invariant], at: Micros) -> Vec<String> {
    let verdicts = check_all(timeline, at, &[], invariants);
    let witnesses = verdicts.iter().flat_map(|verdict| &verdict.witnesses);
    let told = witnesses.map(|witness| {
        let until = match witness.finding {
            Finding::Broken { until: Some(until) } => {
                format!(" until {}", until.to_string().replace(" ms", ""))
            }
            _ => String::new(),
        };
        format!("{}: {}{until}", listed(&witness.leaders), listed(&witness.writes))
    });
    told.collect()
}

fn listed(all: &[impl ToString]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The accepted writes of each fate, in the order of dots.
fn fates(timeline: &Timeline, count: usize, world: &World) -> BTreeMap<String, Vec<String>> {
    let fates = timeline.fates(count, world);
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for dot in timeline.writes().keys() {
        let name = match fates.of(*dot) {
            Some(Fate::Kept) => "kept",
            Some(Fate::KeptPartly) => "kept-partly",
            Some(Fate::Superseded) => "superseded",
            Some(Fate::OverwrittenInOrder) => "overwritten-in-order",
            Some(Fate::Lost(cause)) => cause.id(),
            None => continue,
        };
        all.entry(name.to_owned()).or_default().push(dot.to_string());
    }
    all
}
