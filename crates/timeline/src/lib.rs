//! A whole run, recorded: its trace, an index by kind of event, checkpoints from which any instant is reached
//! by a short replay, message spans, and the ancestry of writes.
//!
//! A [`TimelineBuilder`] records a run step by step, so that a long one can be shown with its progress and
//! cancelled; [`Timeline::new`] does it in one go. A run that differs from another only in later commands
//! continues from their last common checkpoint and shares what came before.
//!
//! This crate never judges a run (what is lost, what conflicts: `analysis`), never makes a sentence
//! (`explain`), and never knows of a person at the controls (`player`).

mod ancestry;
mod checkpoint_spacing;
mod checkpoints;
mod command_records;
mod convergence;
mod index;
mod message_spans;
mod recording;
mod records;
mod transfers;
mod writes;

use std::rc::Rc;
use std::sync::Arc;

use imbl::{OrdMap, Vector};
use replication::{
    ClientSpec, Command, Dot, Event, Fingerprint, LeaderId, Message, Micros, Policy, Record,
    ScheduledCommand, Setup, Simulation, World,
};
use scenario::Scenario;

pub use index::{EventKind, Index};
pub use message_spans::{DeliveryOutcome, MessageSpan};
pub use records::Records;
pub use transfers::{Transfer, TransferKind};
pub use writes::WriteRecord;

use ancestry::Ancestry;
use checkpoints::Checkpoints;
use recording::Recording;

/// How much of a run is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// Events so far.
    pub events: usize,
    /// How much of the time up to the last command is covered, in percent; at most 99 before the end.
    pub percent: u64,
}

/// A run that is being recorded. It can be done bit by bit, and given up at any time.
#[derive(Clone, Debug)]
pub struct TimelineBuilder {
    setup: Setup,
    commands: Arc<[ScheduledCommand]>,
    recording: Recording,
    checkpoints: Checkpoints,
    lanes: Vec<LeaderId>,
}

impl TimelineBuilder {
    /// Begins at the beginning of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        let recording = Recording::new(Simulation::new(&setup, &commands));
        let checkpoints = Checkpoints::new(recording.clone());
        Self { setup, commands: commands.into(), recording, checkpoints, lanes: lanes(scenario) }
    }

    /// Begins where a scenario parts from that of another run.
    #[must_use]
    pub fn after(timeline: &Timeline, scenario: &Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        let commands: Arc<[ScheduledCommand]> = commands.into();
        let diverges_at = first_difference(&timeline.commands, &commands);
        if setup != timeline.setup {
            return Self::new(scenario);
        }
        let is_before = |world: &World| diverges_at.is_none_or(|at| world.now < at);
        let checkpoints = timeline.checkpoints.up_to(is_before);
        let from = diverges_at.unwrap_or(Micros(u64::MAX));
        match checkpoints.last().with_commands(&commands, from) {
            Some(recording) => Self { setup, commands, recording, checkpoints, lanes: lanes(scenario) },
            None => Self::new(scenario),
        }
    }

    /// Goes on until so many further records are made, or nothing is left to happen. Returns whether there is
    /// more to do.
    pub fn advance(&mut self, records: usize) -> bool {
        let enough = self.recording.records.len().saturating_add(records);
        while self.recording.records.len() < enough {
            if !self.recording.step() {
                return false;
            }
            self.checkpoints.offer(&self.recording);
        }
        true
    }

    /// How much of the run is recorded.
    #[must_use]
    pub fn progress(&self) -> BuildProgress {
        let last_command_at = self.commands.last().map_or(0, |timed| timed.at.0).max(1);
        let now = self.recording.run.world().now.0.min(last_command_at);
        BuildProgress { events: self.recording.records.len(), percent: (now * 100 / last_command_at).min(99) }
    }

    /// The run, once nothing is left to happen.
    #[must_use]
    pub fn finish(mut self) -> Timeline {
        while self.advance(usize::MAX) {}
        let Self { setup, commands, recording, checkpoints, lanes } = self;
        let fingerprint = recording.fingerprinter.fingerprint();
        let lineage = Rc::new(Ancestry::new(&recording.writes));
        Timeline { setup, commands, recording, checkpoints, fingerprint, lineage, lanes }
    }
}

/// The first instant at which the commands of two runs differ; none if they are the same.
fn first_difference(some: &[ScheduledCommand], others: &[ScheduledCommand]) -> Option<Micros> {
    let first = some.iter().zip(others).position(|(one, other)| one != other);
    let number = first.unwrap_or(some.len().min(others.len()));
    [some.get(number), others.get(number)].into_iter().flatten().map(|timed| timed.at).min()
}

/// A run from beginning to end.
#[derive(Clone, Debug)]
pub struct Timeline {
    setup: Setup,
    /// Those of the workload included, by instant.
    commands: Arc<[ScheduledCommand]>,
    recording: Recording,
    checkpoints: Checkpoints,
    fingerprint: Fingerprint,
    lineage: Rc<Ancestry>,
    lanes: Vec<LeaderId>,
}

impl Timeline {
    /// Runs a scenario to its end.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        TimelineBuilder::new(scenario).finish()
    }

    /// Every event, in order.
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.recording.records
    }

    /// The first `count` events, each with its number.
    pub fn first(&self, count: usize) -> impl DoubleEndedIterator<Item = (usize, &Record)> {
        self.records().range(0, count)
    }

    /// The events of these kinds among the first `count`, the latest first, each with its number.
    pub fn latest(&self, signs: &[EventKind], count: usize) -> impl Iterator<Item = (usize, &Record)> {
        let numbers = self.index().latest(signs, count);
        numbers.filter_map(|number| Some((number, self.records().get(number)?)))
    }

    /// The commands of one instant.
    #[must_use]
    pub fn commands_at(&self, at: Micros) -> &[ScheduledCommand] {
        let from = self.commands.partition_point(|timed| timed.at < at);
        let to = self.commands.partition_point(|timed| timed.at <= at);
        &self.commands[from..to]
    }

    /// The command that a record tells of without saying which: one that did nothing, or one that changed the
    /// topology or the policy.
    #[must_use]
    pub fn command_of(&self, number: usize) -> Option<&ScheduledCommand> {
        self.commands.get(self.recording.asked.command_of(number)?)
    }

    /// The number of the record that says that a command did nothing, if one does. Of the same command twice at
    /// one instant, none of which did anything, that of the first.
    #[must_use]
    pub fn ignoring(&self, timed: &ScheduledCommand) -> Option<usize> {
        let first = self.commands.partition_point(|there| there.at < timed.at);
        let here = self.commands_at(timed.at).iter().zip(first..).filter(|(there, _)| *there == timed);
        let records: Vec<Option<usize>> = here.map(|(_, command)| self.ignored(command)).collect();
        records.iter().all(Option::is_some).then(|| records.first().copied().flatten()).flatten()
    }

    /// The number of the record that says that a command did nothing.
    fn ignored(&self, command: usize) -> Option<usize> {
        let number = self.recording.asked.record_of(command)?;
        matches!(self.records().get(number)?.event, Event::Ignored(_)).then_some(number)
    }

    /// What the run began with.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// How a leader is called that is there at some time.
    #[must_use]
    pub fn name_of(&self, id: LeaderId) -> Option<String> {
        let at_first =
            self.setup.leaders.iter().find(|spec| spec.id == id).map(|spec| spec.name().to_owned());
        let joining = || {
            self.commands.iter().find_map(|timed| match &timed.command {
                Command::Join(newcomer) if newcomer.id == id => Some(newcomer.spec().name().to_owned()),
                _ => None,
            })
        };
        at_first.or_else(joining)
    }

    /// Every client, those of a workload included, in their order.
    #[must_use]
    pub fn clients(&self) -> &[ClientSpec] {
        &self.setup.clients
    }

    /// The policy that holds at an instant.
    #[must_use]
    pub fn policy_at(&self, at: Micros) -> &Policy {
        let so_far = &self.commands[..self.commands.partition_point(|timed| timed.at <= at)];
        let set = so_far.iter().rev().find_map(|timed| match &timed.command {
            Command::Policy(policy) => Some(policy),
            _ => None,
        });
        set.unwrap_or(&self.setup.policy)
    }

    /// The number of the record that tells of the same at the same instant as one of another run; none if
    /// that does not happen here.
    #[must_use]
    pub fn number_of(&self, record: &Record) -> Option<usize> {
        let mut there = self.records().range(self.records().before(record.at), self.count_at(record.at));
        there.find(|(_, it)| *it == record).map(|(number, _)| number)
    }

    /// Which records are of which kind.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.recording.index
    }

    /// How many of the first events are known to be those of another run too, because it was asked for the same
    /// until then.
    #[must_use]
    pub fn common_prefix(&self, other: &Self) -> usize {
        match first_difference(&self.commands, &other.commands) {
            _ if self.setup != other.setup => 0,
            Some(at) => self.records().before(at).min(other.records().before(at)),
            None => self.records().len().min(other.records().len()),
        }
    }

    /// What stands for the whole run.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Every message, in the order in which they were first there.
    #[must_use]
    pub fn message_spans(&self) -> &Vector<MessageSpan> {
        &self.recording.flights.all
    }

    /// One message.
    #[must_use]
    pub fn message_span(&self, message: Message) -> Option<&MessageSpan> {
        self.recording.flights.get(message)
    }

    /// How many messages were handed over to a leader from one instant on and before another.
    #[must_use]
    pub fn arrivals(&self, leader: LeaderId, from: Micros, to: Micros) -> usize {
        self.recording.flights.arrivals(leader, from, to)
    }

    fn message_spans_while(&self, holds: impl Fn(&MessageSpan) -> bool) -> usize {
        partition_point(self.message_spans().len(), |number| {
            self.message_spans().get(number).is_some_and(&holds)
        })
    }

    /// How many messages have been there up to and including an instant.
    #[must_use]
    pub fn message_spans_by(&self, at: Micros) -> usize {
        self.message_spans_while(|flight| flight.since <= at)
    }

    /// The messages that are under way at some time between two instants.
    pub fn message_spans_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = &MessageSpan> {
        let flights = &self.recording.flights;
        let earliest = from - flights.longest();
        let (first, last) =
            (self.message_spans_while(|flight| flight.since < earliest), self.message_spans_by(to));
        let never_landed = flights.never_landed().filter(move |number| *number < first);
        let numbers = never_landed.chain(first..last);
        let there = numbers.filter_map(|number| self.message_spans().get(number));
        there.filter(move |flight| flight.outcome.is_none_or(|(at, _)| at >= from))
    }

    /// Every request, answer and snapshot, in the order in which they set out.
    #[must_use]
    pub fn transfers(&self) -> &Vector<Transfer> {
        &self.recording.crossings.all
    }

    /// How many requests, answers and snapshots had set out up to and including an instant.
    #[must_use]
    pub fn transfers_by(&self, at: Micros) -> usize {
        self.recording.crossings.by(at)
    }

    /// The requests, answers and snapshots that are under way at some time between two instants.
    pub fn transfers_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Transfer> {
        self.recording.crossings.between(from, to)
    }

    /// Every write, by its name.
    #[must_use]
    pub fn writes(&self) -> &OrdMap<Dot, Arc<WriteRecord>> {
        &self.recording.writes.all
    }

    /// Whether neither of two versions’ writers had seen the other, by what their clients and leaders knew.
    #[must_use]
    pub fn are_concurrent(&self, one: Dot, other: Dot) -> bool {
        self.recording.writes.are_concurrent(one, other)
    }

    /// What clients had written after the first `count` events, and neither is among these writes nor lies
    /// behind one of them: neither had its writer seen it, nor did it supersede it. In the order of
    /// acceptance; a dot of no write counts for nothing.
    #[must_use]
    pub fn not_in_history_of(&self, these: &[Dot], count: usize) -> Vec<Dot> {
        self.lineage.neither_in_nor_behind(these, count)
    }

    /// The writes that have done all that they were meant to do, and of which no version is left.
    pub fn fully_superseded(&self) -> impl Iterator<Item = Dot> {
        self.recording.writes.spent()
    }

    /// What was kept instead of a write where it was first thrown away or overwritten.
    #[must_use]
    pub fn kept_instead_of(&self, dot: Dot) -> Option<Dot> {
        let (_, _, kept) = self.writes().get(&dot)?.first_loss.as_ref()?;
        kept.iter().copied().find(|kept| *kept != dot)
    }

    /// Every leader that is there at some time: those of the beginning, then those that join, in their order.
    #[must_use]
    pub fn lanes(&self) -> &[LeaderId] {
        &self.lanes
    }

    /// When the last event happens; the beginning if none does.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        self.records().last().map_or(Micros::ZERO, |record| record.at)
    }

    /// Whether the run was cut off, because it has as many events as a run may have.
    #[must_use]
    pub fn is_halted(&self) -> bool {
        matches!(self.records().last(), Some(Record { event: Event::Halted, .. }))
    }

    /// How many events have happened up to and including an instant.
    #[must_use]
    pub fn count_at(&self, at: Micros) -> usize {
        self.records().count(at, true)
    }

    /// The latest instant before this one at which something happens.
    #[must_use]
    pub fn instant_before(&self, at: Micros) -> Option<Micros> {
        let number = self.records().before(at).checked_sub(1)?;
        self.records().get(number).map(|record| record.at)
    }

    /// The first instant after this one at which something happens.
    #[must_use]
    pub fn instant_after(&self, at: Micros) -> Option<Micros> {
        self.records().get(self.count_at(at)).map(|record| record.at)
    }

    /// Whether the world is the same at two instants, but for the time.
    #[must_use]
    pub fn is_still_between(&self, one: Micros, other: Micros) -> bool {
        let quiet = &self.recording.quiet;
        let turns = |until: Micros| {
            let is_before = |number| quiet.get(number).is_some_and(|at| *at <= until);
            (self.count_at(until), partition_point(quiet.len(), is_before))
        };
        turns(one) == turns(other)
    }

    /// The run as it stands at an instant, by replay from the nearest point before it. `from` is another point
    /// of it: where the playhead is, say.
    #[must_use]
    pub fn run_at(&self, at: Micros, from: Option<&Simulation>) -> Simulation {
        let checkpoint = self.checkpoints.at(at);
        let nearer = checkpoint.world().now..=at;
        let mut simulation = match from.filter(|from| nearer.contains(&from.world().now)) {
            Some(from) => from.clone(),
            // A point that is shared with another run still has the commands of that one before it.
            None => checkpoint.with_commands(&self.commands).unwrap_or_else(|| checkpoint.clone()),
        };
        simulation.run_until(at, &mut |_| {});
        simulation
    }
}

/// How many of the first `len` numbers this holds for, if it holds for none after the first that it does not
/// hold for.
fn partition_point(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        match holds(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
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
                assert_eq!(
                    picture(&timeline.run_at(Micros(at), Some(&later))),
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
    fn a_message_that_sets_out_at_the_very_beginning_is_among_those_of_the_first_stretch() {
        let mut scenario = scenario::opening();
        scenario.commands[0].at = Micros::ZERO;
        let timeline = Timeline::new(&scenario);
        let first = timeline.message_spans_in(Micros::ZERO, Micros::from_ms(300)).next().unwrap();
        assert_eq!(first.since, Micros::ZERO);
    }

    #[test]
    fn a_run_that_is_computed_bit_by_bit_is_the_same() {
        let scenario = scenario::opening();
        let mut builder = TimelineBuilder::new(&scenario);
        while builder.advance(3) {}
        assert_eq!(builder.finish().fingerprint(), scenario.run().fingerprint());
    }
}
