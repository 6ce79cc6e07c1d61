//! The timeline: a recorded run, and every instant of it.

use std::rc::Rc;
use std::sync::Arc;

use persistent::{List, Map};
use replication::{
    ClientSpec, Command, Dot, Event, Fingerprint, LeaderId, Message, Micros, Policy, Record, Replication,
    ScheduledCommand, Setup, Simulation, World,
};

use crate::accounting::{Accounts, Fates, Loss};
use crate::checkpoints::Checkpoints;
use crate::index::{EventKind, Index};
use crate::message_spans::MessageSpan;
use crate::recording::Recording;
use crate::records::Records;
use crate::search::partition_point;
use crate::transfers::Transfer;
use crate::writes::WriteRecord;

/// A recorded run from beginning to end.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub(crate) setup: Setup,
    /// All commands by instant, including those of the workload.
    pub(crate) commands: Arc<[ScheduledCommand]>,
    pub(crate) recording: Recording,
    pub(crate) checkpoints: Checkpoints,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) accounts: Rc<Accounts>,
    pub(crate) leaders: Vec<LeaderId>,
}

impl Timeline {
    /// Every event, in order.
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.recording.records
    }

    /// The first `count` events, each with its number.
    pub fn first(&self, count: usize) -> impl DoubleEndedIterator<Item = (usize, Record)> {
        self.records().range(0, count)
    }

    /// The events of these kinds among the first `count`, the latest first, each with its number.
    pub fn latest(&self, kinds: &[EventKind], count: usize) -> impl Iterator<Item = (usize, Record)> {
        let numbers = self.index().latest(kinds, count);
        numbers.filter_map(|number| Some((number, self.records().get(number)?)))
    }

    /// Every command by instant, including those of the workload.
    #[must_use]
    pub fn all_commands(&self) -> &[ScheduledCommand] {
        &self.commands
    }

    /// The commands of one instant.
    #[must_use]
    pub fn commands_at(&self, at: Micros) -> &[ScheduledCommand] {
        let from = self.commands.partition_point(|timed| timed.at < at);
        let to = self.commands.partition_point(|timed| timed.at <= at);
        &self.commands[from..to]
    }

    /// The command behind a record that does not carry it: an ignored command, a changed setting, a leader that joined or
    /// moved.
    #[must_use]
    pub fn command_of(&self, number: usize) -> Option<&ScheduledCommand> {
        self.commands.get(self.recording.command_records.command_of(number)?)
    }

    /// The number of the record that says a command was ignored; none if it had an effect. If the same command occurs
    /// several times at one instant, all must have been ignored, and the first record counts.
    #[must_use]
    pub fn ignored_record_of(&self, timed: &ScheduledCommand) -> Option<usize> {
        let first = self.commands.partition_point(|there| there.at < timed.at);
        let here = self.commands_at(timed.at).iter().zip(first..).filter(|(there, _)| *there == timed);
        let records: Vec<Option<usize>> = here.map(|(_, command)| self.ignored(command)).collect();
        records.iter().all(Option::is_some).then(|| records.first().copied().flatten()).flatten()
    }

    /// The number of the record that says a command was ignored.
    fn ignored(&self, command: usize) -> Option<usize> {
        let number = self.recording.command_records.record_of(command)?;
        matches!(self.records().get(number)?.event, Event::Ignored(_)).then_some(number)
    }

    /// The setup the run begins with.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The name of a leader that exists at any time of the run.
    #[must_use]
    pub fn leader_name(&self, id: LeaderId) -> Option<String> {
        let at_first =
            self.setup.leaders.iter().find(|spec| spec.id == id).map(|spec| spec.name().into_owned());
        let joining = || {
            self.commands.iter().find_map(|timed| match &timed.command {
                Command::Join(newcomer) if newcomer.id == id => Some(newcomer.spec().name().into_owned()),
                _ => None,
            })
        };
        at_first.or_else(joining)
    }

    /// Every client, in order, including those of a workload.
    #[must_use]
    pub fn clients(&self) -> &[ClientSpec] {
        &self.setup.clients
    }

    /// The policy in force at an instant.
    #[must_use]
    pub fn policy_at(&self, at: Micros) -> &Policy {
        let so_far = &self.commands[..self.commands.partition_point(|timed| timed.at <= at)];
        let set = so_far.iter().rev().find_map(|timed| match &timed.command {
            Command::Policy(policy) => Some(policy),
            _ => None,
        });
        set.unwrap_or(&self.setup.policy)
    }

    /// The replication settings in force at an instant.
    #[must_use]
    pub fn replication_at(&self, at: Micros) -> Replication {
        let so_far = &self.commands[..self.commands.partition_point(|timed| timed.at <= at)];
        let set = so_far.iter().rev().find_map(|timed| match &timed.command {
            Command::Replication(settings) => Some(*settings),
            _ => None,
        });
        set.unwrap_or(self.setup.replication)
    }

    /// The number of the record that equals one of another run, instant included; none if there is none.
    #[must_use]
    pub fn find_record(&self, record: &Record) -> Option<usize> {
        let mut there = self.records().range(self.records().before(record.at), self.count_at(record.at));
        there.find(|(_, it)| it == record).map(|(number, _)| number)
    }

    /// The index of records by kind.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.recording.index
    }

    /// How many events two runs certainly share, because setup and commands are the same up to there.
    #[must_use]
    pub fn common_prefix(&self, other: &Self) -> usize {
        match first_difference(&self.commands, &other.commands) {
            _ if self.setup != other.setup => 0,
            Some(at) => self.records().before(at).min(other.records().before(at)),
            None => self.records().len().min(other.records().len()),
        }
    }

    /// The checksum of the whole trace.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Every message span, by start.
    pub fn message_spans(&self) -> impl DoubleEndedIterator<Item = MessageSpan> {
        (0..self.recording.message_spans.len()).filter_map(|number| self.message_span_by_number(number))
    }

    /// A message span by its number, in the order of starts.
    #[must_use]
    pub fn message_span_by_number(&self, number: usize) -> Option<MessageSpan> {
        self.recording.message_spans.span(self.records(), number)
    }

    /// The span of one message.
    #[must_use]
    pub fn message_span(&self, message: Message) -> Option<MessageSpan> {
        self.recording.message_spans.get(self.records(), message)
    }

    /// How many messages were delivered to a leader from `from` up to but excluding `to`.
    #[must_use]
    pub fn arrivals(&self, leader: LeaderId, from: Micros, to: Micros) -> usize {
        let (from, to) = (self.records().before(from), self.records().before(to));
        self.recording.message_spans.arrivals(leader, from, to)
    }

    /// How many message spans had started up to and including an instant.
    #[must_use]
    pub fn message_span_count_at(&self, at: Micros) -> usize {
        self.recording.message_spans.count(self.count_at(at))
    }

    /// The message spans that overlap a stretch of time.
    pub fn message_spans_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = MessageSpan> {
        let spans = &self.recording.message_spans;
        let earliest = self.records().before(from - spans.longest());
        let (first, last) = (spans.count(earliest), self.message_span_count_at(to));
        let open = spans.open_numbers().filter(move |number| *number < first);
        let there = open.chain(first..last).filter_map(|number| self.message_span_by_number(number));
        there.filter(move |span| span.outcome.is_none_or(|(at, _)| at >= from))
    }

    /// Every forwarded request, answer and snapshot, by sending.
    #[must_use]
    pub fn transfers(&self) -> &List<Transfer> {
        &self.recording.transfers.all
    }

    /// How many transfers had been sent up to and including an instant.
    #[must_use]
    pub fn transfer_count_at(&self, at: Micros) -> usize {
        self.recording.transfers.count_at(at)
    }

    /// The transfers that overlap a stretch of time.
    pub fn transfers_in(&self, from: Micros, to: Micros) -> impl Iterator<Item = &Transfer> {
        self.recording.transfers.open_between(from, to)
    }

    /// Every write, by its dot.
    #[must_use]
    pub fn writes(&self) -> &Map<Dot, Arc<WriteRecord>> {
        &self.recording.writes.all
    }

    /// Whether two versions are concurrent: neither writer, client or leader, had seen the other.
    #[must_use]
    pub fn are_concurrent(&self, one: Dot, other: Dot) -> bool {
        self.recording.writes.are_concurrent(one, other)
    }

    /// The fates of the accepted writes after the first `count` events, with the world at that point (SEMANTICS C2).
    #[must_use]
    pub fn fates(&self, count: usize, world: &World) -> Fates<'_> {
        self.accounts.at(count, world)
    }

    /// The writes that no stored version contains since this record. Copies of them may still be under way.
    pub fn losses_of(&self, number: usize) -> impl Iterator<Item = Loss> {
        self.recording.accounting.losses_of(number)
    }

    /// Whether a write that is stored nowhere after this record is stored again later.
    #[must_use]
    pub fn comes_back_after(&self, number: usize, dot: Dot) -> bool {
        self.accounts.is_kept_after(number, dot)
    }

    /// Every leader that exists at any time: the initial ones, then those that join, in order.
    #[must_use]
    pub fn all_leaders(&self) -> &[LeaderId] {
        &self.leaders
    }

    /// When the last event happens; zero if there are no events.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        self.records().len().checked_sub(1).and_then(|last| self.records().at(last)).unwrap_or_default()
    }

    /// Whether the run stopped at the event limit.
    #[must_use]
    pub fn is_halted(&self) -> bool {
        matches!(self.records().last(), Some(Record { event: Event::Halted, .. }))
    }

    /// How many events have happened up to and including an instant.
    #[must_use]
    pub fn count_at(&self, at: Micros) -> usize {
        self.records().count(at, true)
    }

    /// The latest instant before this one with an event.
    #[must_use]
    pub fn instant_before(&self, at: Micros) -> Option<Micros> {
        let number = self.records().before(at).checked_sub(1)?;
        self.records().at(number)
    }

    /// The first instant after this one with an event.
    #[must_use]
    pub fn instant_after(&self, at: Micros) -> Option<Micros> {
        self.records().at(self.count_at(at))
    }

    /// Whether the world is the same at two instants, apart from the time.
    #[must_use]
    pub fn is_unchanged_between(&self, one: Micros, other: Micros) -> bool {
        let silent = &self.recording.silent_changes;
        let changes_until = |until: Micros| {
            let is_before = |number| silent.get(number).is_some_and(|at| *at <= until);
            (self.count_at(until), partition_point(silent.len(), is_before))
        };
        changes_until(one) == changes_until(other)
    }

    /// The simulation at an instant, replayed from the nearest checkpoint before it, or from `from`, such as the current
    /// frame, if that is nearer.
    #[must_use]
    pub fn run_at(&self, at: Micros, from: Option<&Simulation>) -> Simulation {
        let checkpoint = self.checkpoints.at(at);
        let nearer = checkpoint.world().now..=at;
        let mut simulation = match from.filter(|from| nearer.contains(&from.world().now)) {
            Some(from) => from.clone(),
            // The recording ended with the last step of the run.
            None if self.recording.run.world().now <= at => Simulation::clone(&self.recording.run),
            // A checkpoint shared with another run still has that run's commands ahead of it.
            None => checkpoint.with_commands(&self.commands).unwrap_or_else(|| checkpoint.clone()),
        };
        simulation.run_until(at, &mut |_| {});
        simulation
    }
}

/// The first instant at which two lists of commands differ; none if they are equal.
pub(crate) fn first_difference(some: &[ScheduledCommand], others: &[ScheduledCommand]) -> Option<Micros> {
    let first = some.iter().zip(others).position(|(one, other)| one != other);
    let number = first.unwrap_or(some.len().min(others.len()));
    [some.get(number), others.get(number)].into_iter().flatten().map(|timed| timed.at).min()
}
