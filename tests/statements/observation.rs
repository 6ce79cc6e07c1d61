//! What can be seen of a run at one instant, in the words of the expectations.

use std::collections::BTreeMap;

use player::{Outcome, Timeline};
use replication::{Event, LeaderId, Micros, Record, WhyDropped, World};

use crate::expectation::Values;

/// What is seen.
#[derive(Debug, Default)]
pub struct Observation {
    pub at: Micros,
    pub values: BTreeMap<LeaderId, Values>,
    pub applied: BTreeMap<LeaderId, BTreeMap<LeaderId, u64>>,
    pub answers: Vec<Vec<Option<replication::Value>>>,
    pub agree: bool,
    pub at_rest: bool,
    pub accepted: usize,
    pub refused: usize,
    pub ignored: usize,
    pub sent: usize,
    pub delivered: usize,
    pub stopped: usize,
    pub held: usize,
    pub lost_on_the_way: usize,
    pub dropped: BTreeMap<String, usize>,
    pub hops: u32,
    pub hops_applied: u32,
    pub in_flight: usize,
    pub waiting: usize,
    pub conflicts: usize,
    pub lost: Vec<String>,
    pub unreachable: Vec<(LeaderId, LeaderId)>,
}

impl Observation {
    /// Looks at a run after an instant, or when nothing happens any more.
    pub fn new(timeline: &Timeline, at: Option<Micros>) -> Self {
        let at = at.unwrap_or_else(|| timeline.ends_at());
        let run = timeline.run_at(at, None);
        let world = run.world();
        let count = timeline.count_at(at);
        let outcome = Outcome::new(timeline, count, world);
        let mut seen = Self {
            at,
            agree: world.stores_agree(),
            at_rest: world.at_rest() && run.next_at().is_none(),
            in_flight: world.in_flight().count(),
            waiting: outcome.waiting.iter().map(|(_, entries)| entries).sum(),
            conflicts: outcome.conflicts.len(),
            lost: outcome.lost.iter().map(|lost| lost.dot.to_string()).collect(),
            unreachable: outcome.unreachable,
            ..Self::default()
        };
        seen.look_at(world);
        timeline.records()[..count].iter().for_each(|record| seen.count(record));
        seen.follow(&timeline.records()[..count]);
        seen
    }

    fn look_at(&mut self, world: &World) {
        for (id, leader) in &world.leaders {
            let values = leader
                .store
                .iter()
                .map(|(key, entry)| (key.clone(), entry.readings().map(|value| value.cloned()).collect()));
            self.values.insert(*id, values.collect());
            self.applied.insert(*id, leader.applied.vector().iter().collect());
        }
    }

    fn count(&mut self, record: &Record) {
        let count = match &record.event {
            Event::Accepted { .. } => &mut self.accepted,
            Event::Refused { .. } => &mut self.refused,
            Event::Ignored(_) => &mut self.ignored,
            Event::Sent { .. } => &mut self.sent,
            Event::Delivered { .. } => &mut self.delivered,
            Event::Stopped { .. } => &mut self.stopped,
            Event::Held { .. } => &mut self.held,
            Event::Lost { .. } => &mut self.lost_on_the_way,
            Event::Dropped { why: WhyDropped::OwnMark, .. } => {
                self.dropped.entry("own-mark".into()).or_default()
            }
            Event::Dropped { why: WhyDropped::AlreadyApplied, .. } => {
                self.dropped.entry("already-applied".into()).or_default()
            }
            Event::Answered { versions, reading, .. } => {
                let each = || versions.iter().map(|version| version.value().cloned()).collect();
                self.answers.push(reading.as_ref().map_or_else(each, |value| vec![Some(value.clone())]));
                return;
            }
            _ => return,
        };
        *count += 1;
    }

    /// How far deliveries had come, and those of them that were applied: these come right behind.
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
