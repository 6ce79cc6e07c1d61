//! The accounting of accepted writes: the fates add up, and match those derived from the trace alone.

use std::collections::{BTreeMap, BTreeSet};

use analysis::Outcome;
use proptest::prelude::*;
use replication::{
    ClientId, Dot, Event, FailureAction, Key, LeaderId, Micros, Operation, Policy, Record, Value, Write,
};
use timeline::{Fate, LossCause, Timeline};

use crate::healing::{healed, healed_with_same_links};
use crate::scenarios::{Mix, OperationMix, Readable, with_remote_clients};

/// Policies under which the trace alone shows what a version contains.
fn mix(operations: OperationMix) -> Mix {
    let policies = ["none", "last-write-wins", "siblings"].into_iter().filter_map(Policy::by_id).collect();
    let replication_settings = false;
    Mix {
        policies,
        operations,
        replication_settings,
        explicit_contexts: false,
        joins: false,
        ..Mix::default()
    }
}

/// Every policy, everything that can happen.
fn everything() -> Mix {
    Mix { operations: OperationMix::All, ..Mix::everything() }
}

/// The writes reported as lost at an instant.
fn reported_lost(timeline: &Timeline, at: Micros) -> BTreeSet<Dot> {
    let run = timeline.run_at(at, None);
    let outcome = Outcome::new(timeline, timeline.count_at(at), run.world());
    outcome.lost.iter().map(|loss| loss.dot).collect()
}

type Dots = BTreeSet<Dot>;

/// How copies of a write ended.
#[derive(Clone, Debug, Default)]
struct Endings {
    superseded: bool,
    in_order: bool,
    last: Option<LossCause>,
}

/// The accounts of a run by the plain definition: walked record by record, with whole sets.
#[derive(Debug, Default)]
struct Accounts {
    is_by_statement: bool,
    writes: BTreeMap<Dot, Write>,
    contents: BTreeMap<Dot, Dots>,
    /// What the writer of each write had seen.
    had_seen: BTreeMap<Dot, Dots>,
    seen: BTreeMap<(ClientId, Key), Dots>,
    stores: BTreeMap<(LeaderId, Key), BTreeMap<Dot, Dots>>,
    readings: BTreeMap<(LeaderId, Key), Option<Value>>,
    endings: BTreeMap<Dot, Endings>,
    upserted: Option<Dot>,
    answers_with_values: bool,
}

impl Accounts {
    fn held(&self, leader: LeaderId, key: &Key) -> Dots {
        self.stores
            .get(&(leader, key.clone()))
            .into_iter()
            .flat_map(BTreeMap::values)
            .flatten()
            .copied()
            .collect()
    }

    fn add(&mut self, record: &Record) {
        match &record.event {
            Event::Accepted { leader, write, .. } => self.accept(*leader, write),
            Event::Applied { leader, write, via, kept, reading, .. } => {
                self.apply(*leader, write, via.is_none(), kept, reading.as_deref());
                if let (None, Some(client)) = (via, write.client) {
                    let is_statement = self.is_by_statement && write.operation.is_relative();
                    let returned = match self.answers_with_values {
                        true => self.held(*leader, &write.key),
                        false if !is_statement => self.contents[&write.dot].clone(),
                        // A version made from a statement contains what it was computed from there.
                        false => {
                            let stored = self.stores.get(&(*leader, write.key.clone()));
                            let made = stored.and_then(|versions| versions.get(&write.dot));
                            made.unwrap_or(&self.contents[&write.dot]).clone()
                        }
                    };
                    self.seen.entry((client, write.key.clone())).or_default().extend(returned);
                }
            }
            Event::Answered { leader, client, key, .. } => {
                let held = self.held(*leader, key);
                self.seen.entry((*client, key.clone())).or_default().extend(held);
            }
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. } => {
                let key = self.writes[dot].key.clone();
                if !self.held(*leader, &key).contains(dot) {
                    self.endings.entry(*dot).or_default().last = Some(LossCause::Skipped);
                }
            }
            Event::Inapplicable { dot, action: FailureAction::Upserted, .. } => self.upserted = Some(*dot),
            Event::Left(leader) => {
                let gone: Vec<_> = self.stores.keys().filter(|(there, _)| there == leader).cloned().collect();
                for versions in gone.iter().filter_map(|place| self.stores.remove(place)) {
                    for dot in versions.into_values().flatten() {
                        self.endings.entry(dot).or_default().last = Some(LossCause::Stranded);
                    }
                }
            }
            _ => {}
        }
    }

    fn accept(&mut self, leader: LeaderId, write: &Write) {
        let computes = write.operation.is_relative();
        let held = self.held(leader, &write.key);
        let seen = self.seen.entry((write.client.unwrap(), write.key.clone())).or_default();
        let had_seen = if computes { held.clone() } else { seen.clone() };
        let mut contents = if computes && !self.is_by_statement { held } else { Dots::new() };
        contents.insert(write.dot);
        seen.insert(write.dot);
        self.writes.insert(write.dot, write.clone());
        self.contents.insert(write.dot, contents);
        self.had_seen.insert(write.dot, had_seen);
    }

    fn value(&self, place: &(LeaderId, Key), dot: Dot) -> Option<Value> {
        let reading = self.readings.get(place).cloned().flatten();
        reading.or_else(|| self.writes[&dot].value().cloned())
    }

    fn apply(&mut self, leader: LeaderId, write: &Write, here: bool, kept: &[Dot], reading: Option<&Value>) {
        let place = (leader, write.key.clone());
        let before = self.stores.get(&place).cloned().unwrap_or_default();
        let is_upsert = self.upserted.take() == Some(write.dot);
        let mut arriving = self.contents[&write.dot].clone();
        if self.is_by_statement && write.operation.is_relative() && !is_upsert {
            arriving.extend(self.held(leader, &write.key));
        }
        let contents = |dot: &Dot| {
            let stored = before.get(dot).filter(|_| *dot != write.dot || !self.is_by_statement);
            stored.cloned().unwrap_or_else(|| arriving.clone())
        };
        let mut after: BTreeMap<Dot, Dots> = kept.iter().map(|dot| (*dot, contents(dot))).collect();
        let new = reading.cloned();
        for (loser, dots) in before.iter().chain([(&write.dot, &arriving)]) {
            let is_number = matches!(self.writes[loser].operation, Operation::Increment(_));
            if after.contains_key(loser) || is_number || self.answers_with_values {
                continue;
            }
            let lost = if *loser == write.dot { write.value().cloned() } else { self.value(&place, *loser) };
            for (winner, contents) in &mut after {
                let value = new.clone().or_else(|| self.writes[winner].value().cloned());
                if value == lost && !self.had_seen[winner].contains(loser) {
                    contents.extend(dots.difference(&self.had_seen[winner]));
                }
            }
        }
        let now: Dots = after.values().flatten().copied().collect();
        let had = self.held(leader, &write.key);
        for dot in had.union(&arriving).filter(|dot| !now.contains(dot)) {
            let endings = self.endings.entry(*dot).or_default();
            // What was stored is replaced by what arrives; what arrives may be left out for what is kept.
            let replaced = had.contains(dot) && write.dot != *dot;
            let later = if replaced { std::slice::from_ref(&write.dot) } else { kept };
            let mut later = later.iter().filter(|later| *later != dot);
            if later.any(|later| self.had_seen[later].contains(dot)) {
                endings.superseded = true;
            } else if here && had.contains(dot) && kept.contains(&write.dot) {
                endings.in_order = true;
            } else if self.answers_with_values {
                endings.superseded = true;
            } else {
                let by_clock = !self.is_by_statement;
                endings.last = Some(if by_clock { LossCause::Discarded } else { LossCause::Overwritten });
            }
        }
        self.stores.insert(place.clone(), after);
        self.readings.insert(place, new);
    }

    fn fates(&self) -> BTreeMap<Dot, Fate> {
        let kept: Dots = self.stores.values().flat_map(BTreeMap::values).flatten().copied().collect();
        let fate = |dot: &Dot| {
            let endings = self.endings.get(dot).cloned().unwrap_or_default();
            match endings.last {
                _ if kept.contains(dot) => Fate::Kept,
                _ if endings.superseded => Fate::Superseded,
                _ if endings.in_order => Fate::OverwrittenInOrder,
                Some(cause) => Fate::Lost(cause),
                None => Fate::Kept,
            }
        };
        self.writes.keys().map(|dot| (*dot, fate(dot))).collect()
    }
}

fn fates_by_trace(timeline: &Timeline) -> BTreeMap<Dot, Fate> {
    let policy = &timeline.setup().policy;
    let mut accounts = Accounts {
        is_by_statement: policy.as_policy().reapplies(),
        answers_with_values: policy.as_policy().answers_writes_with_values(),
        ..Accounts::default()
    };
    timeline.records().iter().for_each(|record| accounts.add(&record));
    accounts.fates()
}

fn reported_fates(timeline: &Timeline) -> BTreeMap<Dot, Fate> {
    let run = timeline.run_at(timeline.ends_at(), None);
    let fates = timeline.fates(timeline.records().len(), run.world());
    timeline.writes().keys().filter_map(|dot| Some((*dot, fates.of(*dot)?))).collect()
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn c2_fates_add_up_to_the_writes_accepted_at_every_instant(Readable(scenario) in with_remote_clients(everything())) {
        let timeline = Timeline::new(&scenario);
        let mut run = None;
        for (_, record) in timeline.records().range(0, 2_000) {
            let now = timeline.run_at(record.at, run.as_ref());
            let outcome = Outcome::new(&timeline, timeline.count_at(record.at), now.world());
            let fates = outcome.fates;
            let parts = fates.kept + fates.superseded + fates.overwritten_in_order + fates.lost;
            prop_assert_eq!((fates.accepted, parts), (outcome.accepted, outcome.accepted));
            prop_assert_eq!(fates.causes().map(|(_, count)| count).sum::<usize>(), outcome.lost.len());
            prop_assert!(fates.kept_partly <= fates.kept);
            run = Some(now);
        }
    }

    #[test]
    fn c2_fates_of_whole_writes_match_the_trace(Readable(scenario) in healed(mix(OperationMix::Whole))) {
        let timeline = Timeline::new(&scenario);
        prop_assert_eq!(reported_fates(&timeline), fates_by_trace(&timeline));
    }

    #[test]
    fn c2_fates_of_operations_that_compute_match_the_trace(
        Readable(scenario) in healed(mix(OperationMix::Numbers))
    ) {
        let timeline = Timeline::new(&scenario);
        prop_assert_eq!(reported_fates(&timeline), fates_by_trace(&timeline));
    }

    #[test]
    fn c2_lost_write_is_never_kept_again_with_fixed_links(
        Readable(scenario) in healed_with_same_links(mix(OperationMix::Whole)),
        at in (0u64..2_200_000).prop_map(Micros),
    ) {
        let timeline = Timeline::new(&scenario);
        let lost = reported_lost(&timeline, at);
        for (_, Record { event, .. }) in timeline.records().range(timeline.count_at(at), usize::MAX) {
            if let Event::Applied { leader, kept, .. } = event {
                let back = kept.iter().find(|dot| lost.contains(dot));
                prop_assert!(back.is_none(), "{:?} was reported lost at {at}, and {leader} keeps it later", back);
            }
        }
    }
}
