//! What every leader has applied and stores at a record of a run.

use std::collections::BTreeMap;

use replication::{Event, FailureAction, LeaderId, LinkId, VersionRule};
use timeline::Timeline;

use super::dot_set::DotSet;
use super::per_leader::PerLeader;
use super::replica::{Application, NewDots, Replica};
use super::settings::Settings;

/// What every leader has applied and stores, by the trace alone.
#[derive(Clone, Debug, Default)]
pub struct Replicas {
    /// The current leaders.
    pub leaders: PerLeader<Replica>,
    /// The home assignments that some leader has learned of. No event says that one arrives which is out of date.
    pub assignments: DotSet,
    /// What a snapshot in transit contains.
    snapshots: BTreeMap<LinkId, Replica>,
}

impl Replicas {
    /// The leaders that a run begins with.
    #[must_use]
    pub fn new(timeline: &Timeline) -> Self {
        let leaders = timeline.setup().leaders.iter().map(|spec| (spec.id, Replica::default()));
        Self { leaders: leaders.collect(), ..Self::default() }
    }

    /// What they have applied and store after the first `count` records.
    #[must_use]
    pub fn after(timeline: &Timeline, count: usize) -> Self {
        let (mut replicas, mut settings) = (Self::new(timeline), Settings::new(timeline));
        for (number, record) in timeline.first(count) {
            let before = settings.rule();
            settings.follow(timeline, number, &record.event);
            replicas.follow(timeline, &record.event, before, &settings);
        }
        replicas
    }

    /// Follows an event, with the rule before it and the settings after it. Returns the leader that learns of client
    /// writes with it, and these.
    pub(crate) fn follow(
        &mut self,
        timeline: &Timeline,
        event: &Event,
        before: VersionRule,
        settings: &Settings,
    ) -> Option<(LeaderId, NewDots)> {
        match event {
            Event::Applied { leader, write, kept, reading, .. } => {
                let (rule, reapplies) = (settings.rule(), settings.policy.as_policy().reapplies());
                let reading = reading.as_ref();
                let find = &|dot| timeline.writes().get(&dot).map(|record| record.write.clone());
                let application = Application { write, kept, reading, rule, reapplies, find };
                return Some((*leader, self.leaders.entry(*leader).apply(&application)));
            }
            Event::HomeAssigned { write, .. } => drop(self.assignments.insert(write.dot)),
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. } => {
                let replica = self.leaders.entry(*leader);
                replica.applied.insert(*dot);
                let is_new = replica.known.insert(*dot);
                return is_new.then_some((*leader, NewDots::One(*dot)));
            }
            Event::Purged { leader, dot } => {
                self.leaders.entry(*leader).purged.insert(*dot);
            }
            Event::TombstoneRemoved { leader, key, .. } => {
                self.leaders.entry(*leader).store.remove(key);
            }
            Event::SnapshotSent { link, .. } => {
                self.snapshots.insert(*link, self.leaders.get(&link.from).cloned().unwrap_or_default());
            }
            Event::SnapshotLoaded(link) => {
                self.leaders.insert(link.to, self.snapshots.remove(link).unwrap_or_default());
            }
            Event::Joined(leader) => self.leaders.insert(*leader, Replica::default()),
            Event::Left(leader) => self.leaders.remove(leader),
            Event::PolicyChanged => {
                let rule = settings.rule();
                if rule.stores_rows() || (before == VersionRule::Statements && rule != before) {
                    let in_transit = self.snapshots.values_mut();
                    self.leaders
                        .values_mut()
                        .chain(in_transit)
                        .for_each(Replica::keep_computed_values_as_rows);
                }
            }
            _ => {}
        }
        None
    }
}
