//! A recorded run, and every instant of it.

use std::rc::Rc;
use std::sync::Arc;

use imbl::{OrdMap, Vector};
use replication::{
    ClientSpec, Command, Dot, Event, Fingerprint, LeaderId, Message, Micros, Policy, Record,
    ScheduledCommand, Setup, Simulation,
};

use crate::ancestry::Ancestry;
use crate::checkpoints::Checkpoints;
use crate::index::{EventKind, Index};
use crate::message_spans::MessageSpan;
use crate::recording::Recording;
use crate::records::Records;
use crate::search::partition_point;
use crate::transfers::Transfer;
use crate::writes::WriteRecord;

/// A run from beginning to end.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub(crate) setup: Setup,
    /// Those of the workload included, by instant.
    pub(crate) commands: Arc<[ScheduledCommand]>,
    pub(crate) recording: Recording,
    pub(crate) checkpoints: Checkpoints,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) ancestry: Rc<Ancestry>,
    pub(crate) leaders: Vec<LeaderId>,
}

impl Timeline {
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
        self.commands.get(self.recording.command_records.command_of(number)?)
    }

    /// The number of the record that says that a command did nothing, if one does. Of the same command twice at
    /// one instant, none of which did anything, that of the first.
    #[must_use]
    pub fn ignored_record_of(&self, timed: &ScheduledCommand) -> Option<usize> {
        let first = self.commands.partition_point(|there| there.at < timed.at);
        let here = self.commands_at(timed.at).iter().zip(first..).filter(|(there, _)| *there == timed);
        let records: Vec<Option<usize>> = here.map(|(_, command)| self.ignored(command)).collect();
        records.iter().all(Option::is_some).then(|| records.first().copied().flatten()).flatten()
    }

    /// The number of the record that says that a command did nothing.
    fn ignored(&self, command: usize) -> Option<usize> {
        let number = self.recording.command_records.record_of(command)?;
        matches!(self.records().get(number)?.event, Event::Ignored(_)).then_some(number)
    }

    /// What the run began with.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// How a leader is called that is there at some time.
    #[must_use]
    pub fn leader_name(&self, id: LeaderId) -> Option<String> {
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
    pub fn find_record(&self, record: &Record) -> Option<usize> {
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
        &self.recording.message_spans.all
    }

    /// One message.
    #[must_use]
    pub fn message_span(&self, message: Message) -> Option<&MessageSpan> {
        self.recording.message_spans.get(message)
    }

    /// How many messages were handed over to a leader from one instant on and before another.
    #[must_use]
    pub fn arrivals(&self, leader: LeaderId, from: Micros, to: Micros) -> usize {
        self.recording.message_spans.arrivals(leader, from, to)
    }

    fn message_span_count_while(&self, holds: impl Fn(&MessageSpan) -> bool) -> usize {
        partition_point(self.message_spans().len(), |number| {
            self.message_spans().get(number).is_some_and(&holds)
        })
    }

    /// How many messages have been there up to and including an instant.
    #[must_use]
    pub fn message_span_count_at(&self, at: Micros) -> usize {
        self.message_span_count_while(|flight| flight.starts_at <= at)
    }

    /// The messages that are under way at some time between two instants.
    pub fn message_spans_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = &MessageSpan> {
        let flights = &self.recording.message_spans;
        let earliest = from - flights.longest();
        let (first, last) =
            (self.message_span_count_while(|flight| flight.starts_at < earliest), self.message_span_count_at(to));
        let never_landed = flights.open_numbers().filter(move |number| *number < first);
        let numbers = never_landed.chain(first..last);
        let there = numbers.filter_map(|number| self.message_spans().get(number));
        there.filter(move |flight| flight.outcome.is_none_or(|(at, _)| at >= from))
    }

    /// Every request, answer and snapshot, in the order in which they set out.
    #[must_use]
    pub fn transfers(&self) -> &Vector<Transfer> {
        &self.recording.transfers.all
    }

    /// How many requests, answers and snapshots had set out up to and including an instant.
    #[must_use]
    pub fn transfer_count_at(&self, at: Micros) -> usize {
        self.recording.transfers.count_at(at)
    }

    /// The requests, answers and snapshots that are under way at some time between two instants.
    pub fn transfers_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Transfer> {
        self.recording.transfers.open_between(from, to)
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
        self.ancestry.not_in_history_of(these, count)
    }

    /// The writes that have done all that they were meant to do, and of which no version is left.
    pub fn fully_superseded(&self) -> impl Iterator<Item = Dot> {
        self.recording.writes.fully_superseded()
    }

    /// What was kept instead of a write where it was first thrown away or overwritten.
    #[must_use]
    pub fn kept_instead_of(&self, dot: Dot) -> Option<Dot> {
        let (_, _, kept) = self.writes().get(&dot)?.first_loss.as_ref()?;
        kept.iter().copied().find(|kept| *kept != dot)
    }

    /// Every leader that is there at some time: those of the beginning, then those that join, in their order.
    #[must_use]
    pub fn all_leaders(&self) -> &[LeaderId] {
        &self.leaders
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
    pub fn is_unchanged_between(&self, one: Micros, other: Micros) -> bool {
        let quiet = &self.recording.silent_changes;
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

/// The first instant at which the commands of two runs differ; none if they are the same.
pub(crate) fn first_difference(some: &[ScheduledCommand], others: &[ScheduledCommand]) -> Option<Micros> {
    let first = some.iter().zip(others).position(|(one, other)| one != other);
    let number = first.unwrap_or(some.len().min(others.len()));
    [some.get(number), others.get(number)].into_iter().flatten().map(|timed| timed.at).min()
}
