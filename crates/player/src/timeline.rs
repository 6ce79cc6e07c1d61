//! A whole run, computed once: its records, its fingerprint, and points from which any instant is reached.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replication::{
    Command, Dot, Event, Fate, Fingerprint, Fingerprinter, LeaderId, Micros, Record, Simulation, Write,
};
use scenario::Scenario;

use crate::flights::{Flight, Flights};

/// At most so many points are kept from which an instant is reached by replay.
const MAX_CHECKPOINTS: usize = 32;
/// How many records lie between two of them at first. It doubles each time that there are too many.
const FIRST_SPACING: usize = 256;

/// A write, with what the record tells of it and no leader knows.
#[derive(Clone, Debug)]
pub struct WriteRecord {
    /// The write.
    pub write: Arc<Write>,
    /// When it was accepted.
    pub at: Micros,
    /// The number of the record that says so.
    pub index: usize,
    /// The versions that its writer had last seen.
    pub saw: Vec<Dot>,
    /// Versions besides these that it superseded: its leader knew of them, even where its client did not.
    pub succeeds: BTreeSet<Dot>,
    /// Whether it has done all that it was meant to do, and no version is left of it: a removal, or a tombstone that
    /// was dropped.
    pub spent: bool,
    /// The first time that a leader threw it away or overwrote it: the record's number, the leader, and what
    /// it kept instead.
    pub first_loss: Option<(usize, LeaderId, Vec<Dot>)>,
}

/// A run from beginning to end.
#[derive(Clone, Debug)]
pub struct Timeline {
    records: Vec<Record>,
    fingerprint: Fingerprint,
    flights: Flights,
    writes: BTreeMap<Dot, WriteRecord>,
    /// Which leader has applied which write.
    applied: BTreeSet<(LeaderId, Dot)>,
    /// The numbers of the records by which a leader applied what it had applied before.
    repetitions: Vec<usize>,
    checkpoints: Checkpoints,
    lanes: Vec<LeaderId>,
}

impl Timeline {
    /// Runs a scenario to its end.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut simulation = scenario.simulation();
        let mut fingerprinter = Fingerprinter::default();
        let mut timeline = Self {
            records: Vec::new(),
            fingerprint: fingerprinter.fingerprint(),
            flights: Flights::default(),
            writes: BTreeMap::new(),
            applied: BTreeSet::new(),
            repetitions: Vec::new(),
            checkpoints: Checkpoints::new(simulation.clone()),
            lanes: lanes(scenario),
        };
        while simulation.step(&mut |record| {
            fingerprinter.add(&record);
            timeline.add(record);
        }) {
            timeline.checkpoints.offer(timeline.records.len(), &simulation);
        }
        timeline.fingerprint = fingerprinter.fingerprint();
        timeline
    }

    fn add(&mut self, record: Record) {
        self.flights.add(&record);
        match &record.event {
            Event::Accepted { write, saw, .. } | Event::Merged { write, of: saw, .. } => {
                self.note_write(write, saw.clone(), record.at);
            }
            Event::Assigned { write, .. } if !self.writes.contains_key(&write.dot) => {
                self.note_write(write, Vec::new(), record.at);
            }
            Event::Applied { leader, write, kept, gone, via, .. } => {
                if !self.applied.insert((*leader, write.dot)) {
                    self.repetitions.push(self.records.len());
                }
                self.note_losses(*leader, kept, gone);
                self.note_succession(write.dot, gone, via.is_none());
            }
            Event::TombstoneDropped { dot, .. } => self.note_spent(*dot),
            _ => {}
        }
        self.records.push(record);
    }

    fn note_write(&mut self, write: &Arc<Write>, saw: Vec<Dot>, at: Micros) {
        let index = self.records.len();
        let (write, succeeds) = (write.clone(), BTreeSet::new());
        let record = WriteRecord { write, at, index, saw, succeeds, spent: false, first_loss: None };
        self.writes.insert(record.write.dot, record);
    }

    fn note_losses(&mut self, leader: LeaderId, kept: &[Dot], gone: &[(Dot, Fate)]) {
        let index = self.records.len();
        for (dot, _) in gone.iter().filter(|(_, fate)| *fate != Fate::Superseded) {
            if let Some(lost) = self.writes.get_mut(dot) {
                lost.first_loss.get_or_insert_with(|| (index, leader, kept.to_vec()));
            }
        }
    }

    /// What a write supersedes lives on in it. A write that is itself not kept where it was accepted is spent.
    fn note_succession(&mut self, dot: Dot, gone: &[(Dot, Fate)], accepted_here: bool) {
        let superseded = gone.iter().filter(|(_, fate)| *fate == Fate::Superseded).map(|(dot, _)| *dot);
        let (own, others): (Vec<Dot>, Vec<Dot>) = superseded.partition(|gone| *gone == dot);
        let Some(record) = self.writes.get_mut(&dot) else {
            return;
        };
        record.succeeds.extend(others);
        record.spent |= accepted_here && !own.is_empty();
    }

    fn note_spent(&mut self, dot: Dot) {
        if let Some(record) = self.writes.get_mut(&dot) {
            record.spent = true;
        }
    }

    /// Every event, in order.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// What stands for the whole run.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Every message, in the order of sending.
    #[must_use]
    pub fn flights(&self) -> &[Flight] {
        &self.flights.all
    }

    /// Every write, by its name.
    #[must_use]
    pub fn writes(&self) -> &BTreeMap<Dot, WriteRecord> {
        &self.writes
    }

    /// How many times a leader applied what it had applied before, in the first `count` records.
    #[must_use]
    pub fn repetitions(&self, count: usize) -> usize {
        self.repetitions.partition_point(|index| *index < count)
    }

    /// Every leader that is there at some time: those of the beginning, then those that join, in their order.
    #[must_use]
    pub fn lanes(&self) -> &[LeaderId] {
        &self.lanes
    }

    /// When the last event happens; the beginning if none does.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        self.records.last().map_or(Micros::ZERO, |record| record.at)
    }

    /// Whether the run was cut off, because it has as many events as a run may have.
    #[must_use]
    pub fn is_halted(&self) -> bool {
        matches!(self.records.last(), Some(Record { event: Event::Halted, .. }))
    }

    /// How many events have happened up to and including an instant.
    #[must_use]
    pub fn count_at(&self, at: Micros) -> usize {
        self.records.partition_point(|record| record.at <= at)
    }

    /// The latest instant before this one at which something happens.
    #[must_use]
    pub fn instant_before(&self, at: Micros) -> Option<Micros> {
        let index = self.records.partition_point(|record| record.at < at);
        index.checked_sub(1).map(|index| self.records[index].at)
    }

    /// The first instant after this one at which something happens.
    #[must_use]
    pub fn instant_after(&self, at: Micros) -> Option<Micros> {
        self.records.get(self.count_at(at)).map(|record| record.at)
    }

    /// The run as it stands at an instant, by replay from the nearest point before it. `from` is another such
    /// point, with the count of its records: where the playhead is, say.
    #[must_use]
    pub fn run_at(&self, at: Micros, from: Option<(usize, &Simulation)>) -> Simulation {
        let target = self.count_at(at);
        let (count, checkpoint) = self.checkpoints.before(target);
        let mut simulation = match from {
            Some((from_count, simulation)) if from_count <= target && from_count >= count => {
                simulation.clone()
            }
            _ => checkpoint.clone(),
        };
        simulation.run_until(at, &mut |_| {});
        simulation
    }
}

fn lanes(scenario: &Scenario) -> Vec<LeaderId> {
    let joining = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    let mut lanes: Vec<LeaderId> = Vec::new();
    for id in scenario.leaders.iter().map(|spec| spec.id).chain(joining) {
        if !lanes.contains(&id) {
            lanes.push(id);
        }
    }
    lanes
}

/// Copies of the run, spread evenly over it, never more than a fixed number.
#[derive(Clone, Debug)]
struct Checkpoints {
    /// The count of records before each, and the run.
    points: Vec<(usize, Simulation)>,
    spacing: usize,
}

impl Checkpoints {
    fn new(beginning: Simulation) -> Self {
        Self { points: vec![(0, beginning)], spacing: FIRST_SPACING }
    }

    fn offer(&mut self, count: usize, simulation: &Simulation) {
        let last = self.points.last().map_or(0, |(count, _)| *count);
        if count < last + self.spacing {
            return;
        }
        self.points.push((count, simulation.clone()));
        if self.points.len() > MAX_CHECKPOINTS {
            let mut index = 0;
            self.points.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.spacing *= 2;
        }
    }

    /// The last point at which no more than so many records had been made. The beginning always is one.
    fn before(&self, count: usize) -> (usize, &Simulation) {
        let index = self.points.partition_point(|(there, _)| *there <= count);
        let (count, simulation) = &self.points[index.saturating_sub(1)];
        (*count, simulation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use replication::Fingerprinter;

    /// Every leader's versions, as text: enough to tell two worlds apart.
    fn picture(simulation: &Simulation) -> String {
        format!("{:?}", simulation.world())
    }

    #[test]
    fn any_instant_is_the_one_that_a_fresh_run_comes_to() {
        for example in scenario::GALLERY {
            let scenario = example.scenario();
            let timeline = Timeline::new(&scenario);
            let later = timeline.run_at(Micros(90_000), None);
            for at in (0..700_000u32).step_by(7_919).rev().map(u64::from) {
                let mut fresh = scenario.simulation();
                fresh.run_until(Micros(at), &mut |_| {});
                let from = Some((timeline.count_at(Micros(90_000)), &later));
                assert_eq!(
                    picture(&timeline.run_at(Micros(at), from)),
                    picture(&fresh),
                    "{} at {at}",
                    example.id
                );
            }
        }
    }

    #[test]
    fn the_fingerprint_is_that_of_the_trace() {
        let scenario = scenario::opening();
        let timeline = Timeline::new(&scenario);
        let mut fingerprinter = Fingerprinter::default();
        timeline.records().iter().for_each(|record| fingerprinter.add(record));
        assert_eq!(timeline.fingerprint(), fingerprinter.fingerprint());
        assert_eq!(timeline.fingerprint(), scenario.run().fingerprint());
    }

    #[test]
    fn checkpoints_are_never_too_many() {
        let simulation = scenario::opening().simulation();
        let mut checkpoints = Checkpoints::new(simulation.clone());
        for count in 1..1_000_000 / FIRST_SPACING {
            checkpoints.offer(count * FIRST_SPACING, &simulation);
        }
        assert!(checkpoints.points.len() <= MAX_CHECKPOINTS);
        assert!(checkpoints.points.windows(2).all(|pair| pair[1].0 - pair[0].0 >= checkpoints.spacing));
        assert_eq!(checkpoints.before(3).0, 0);
    }
}
