//! The event loop: process the next command or scheduled entry, and emit events.

mod accept_write;
mod apply;
mod clients;
mod departures;
mod execute;
mod homes;
pub(crate) mod installed;
mod logical_clocks;
mod message_overrides;
mod queue;
mod receive;
mod reconfigure;
mod remote_clients;
mod respond;
mod serve;
mod sessions;
mod snapshots;
mod tombstones;
mod transport;

use std::sync::Arc;

use crate::command::ScheduledCommand;
use crate::event::{Event, Record};
use crate::limits::{MAX_EVENTS, MAX_STEP_WORK};
use crate::setup::Setup;
use crate::simulation::queue::{Queue, Scheduled};
use crate::time::Micros;
use crate::trace::Trace;
use crate::world::World;

/// About how many bytes a copy of a store takes for an entry that has changed since.
const BYTES_PER_CHANGED_ENTRY: usize = 300;

/// A run in progress. A clone continues exactly as the original does.
#[derive(Debug)]
pub struct Simulation {
    world: World,
    /// All commands by time; at the same time in the order of the scenario.
    commands: Arc<[ScheduledCommand]>,
    next_command: usize,
    queue: Queue,
    next_request: u64,
    events: u64,
    /// The work done so far: events by weight, and work that emits none.
    work_done: u64,
    /// The work after which the run halts: `MAX_EVENTS`, but for benchmarks.
    work_limit: u64,
    /// The work done before the current step.
    work_before_step: u64,
    halted: bool,
    /// Whether a write has ever blocked a link: most runs never look for such links.
    has_blocked_links: bool,
    /// Events of the current step that have not been emitted yet.
    pending_events: Vec<Record>,
}

/// Not derived: that would be compiled into each place that copies a run.
impl Clone for Simulation {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self {
            world: self.world.clone(),
            commands: self.commands.clone(),
            queue: self.queue.clone(),
            pending_events: self.pending_events.clone(),
            ..*self
        }
    }
}

impl Simulation {
    /// A run at time zero. Commands must be sorted by time.
    #[must_use]
    pub fn new(setup: &Setup, commands: &[ScheduledCommand]) -> Self {
        debug_assert!(commands.is_sorted_by_key(|scheduled| scheduled.at), "commands are sorted by instant");
        Self {
            world: World::new(setup),
            commands: commands.into(),
            next_command: 0,
            queue: Queue::default(),
            next_request: 1,
            events: 0,
            work_done: 0,
            work_limit: MAX_EVENTS,
            work_before_step: 0,
            halted: false,
            has_blocked_links: false,
            pending_events: Vec::new(),
        }
    }

    /// The same run so far, with other commands from here on; none if the commands that have been executed
    /// differ. Commands must be sorted by time.
    #[must_use]
    pub fn with_commands(&self, commands: &Arc<[ScheduledCommand]>) -> Option<Self> {
        let executed = &self.commands[..self.next_command];
        let is_same =
            Arc::ptr_eq(&self.commands, commands) || commands.get(..self.next_command) == Some(executed);
        let mut copy = is_same.then(|| self.clone())?;
        copy.commands = commands.clone();
        Some(copy)
    }

    /// The same run without a limit on its work, for benchmarks: it need not end.
    #[must_use]
    pub fn without_limit(self) -> Self {
        Self { work_limit: u64::MAX, ..self }
    }

    /// The current state.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// About how many bytes this run keeps in memory that a copy of it, made this many events ago, does not share.
    #[must_use]
    pub fn unshared_bytes(&self, events: usize) -> usize {
        let stored: usize = self.world.leaders.values().map(|leader| leader.store.len()).sum();
        let stores = stored.min(events) * BYTES_PER_CHANGED_ENTRY;
        size_of::<Self>() + self.world.unshared_bytes() + self.queue.bytes() + stores
    }

    /// How many events have been emitted.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The work done so far, in units of one event: at least the number of events.
    #[must_use]
    pub fn work_done(&self) -> u64 {
        self.work_done
    }

    /// How many commands have been executed or ignored.
    #[must_use]
    pub fn executed_commands(&self) -> usize {
        self.next_command
    }

    /// The time of the next step; none once the run has ended or halted.
    #[must_use]
    pub fn next_at(&self) -> Option<Micros> {
        if self.halted {
            return None;
        }
        let command = self.commands.get(self.next_command).map(|scheduled| scheduled.at);
        [command, self.queue.next_at()].into_iter().flatten().min()
    }

    /// Processes one command or scheduled entry and emits its events. At the same time commands go first.
    /// Returns false if there was nothing to process.
    pub fn step(&mut self, listener: &mut dyn FnMut(Record)) -> bool {
        let Some(at) = self.next_at() else {
            return false;
        };
        self.world.now = at;
        self.work_before_step = self.work_done;
        match self.commands.get(self.next_command) {
            Some(scheduled) if scheduled.at == at => self.execute_next(),
            _ => self.process_next(),
        }
        self.settle();
        let is_too_long = self.is_step_too_long();
        // Reuses the allocation: most steps emit one or two events.
        let mut events = std::mem::take(&mut self.pending_events);
        events.drain(..).for_each(|record| self.emit_record(record, listener));
        self.pending_events = events;
        if is_too_long && !self.halted {
            self.halt(at, listener);
        }
        true
    }

    /// Processes everything up to and including a time, and stops there.
    pub fn run_until(&mut self, until: Micros, listener: &mut dyn FnMut(Record)) {
        while self.next_at().is_some_and(|at| at <= until) {
            self.step(listener);
        }
        self.world.now = until;
    }

    /// Runs to the end and returns the trace.
    #[must_use]
    pub fn run(mut self) -> Trace {
        let mut trace = Trace::default();
        while self.step(&mut |record| trace.records.push(record)) {}
        trace
    }

    fn execute_next(&mut self) {
        let commands = self.commands.clone();
        if let Some(scheduled) = commands.get(self.next_command) {
            self.next_command += 1;
            self.execute(&scheduled.command);
        }
    }

    fn process_next(&mut self) {
        let next = self.queue.pop();
        if let Some(Scheduled::Arrival { link, index, attempt }) = next {
            self.arrive(link, index, attempt, false);
        } else if let Some(other) = next {
            installed::process(self, other);
        }
    }

    fn process(&mut self, entry: Scheduled) {
        match entry {
            Scheduled::Arrival { link, index, attempt } => self.arrive(link, index, attempt, false),
            Scheduled::DuplicateArrival { link, index, attempt } => self.arrive(link, index, attempt, true),
            Scheduled::Resend { link, index, attempt, is_duplicate } => {
                self.resend(link, index, attempt, is_duplicate)
            }
            Scheduled::ForwardedRequestArrival { number } => self.request_arrives(number),
            Scheduled::ForwardedRequestTimeout { number } => self.request_times_out(number),
            Scheduled::SnapshotArrival { leader } => self.load_snapshot(leader),
            Scheduled::TombstoneExpiry { leader, dot } => self.expire_tombstone(leader, dot),
            Scheduled::SessionTimeout { number } => self.session_times_out(number),
            Scheduled::ServiceCompletion { leader, number } => self.finish_job(leader, number),
            Scheduled::RequestArrival { id } => self.attempt_arrives(id),
            Scheduled::ResponseArrival { id } => self.response_arrives(id),
            Scheduled::RequestTimeout { id } => self.attempt_times_out(id),
        }
    }

    /// Serves the waiting requests that can be served now, and removes leaders that have drained.
    fn settle(&mut self) {
        if self.has_waiting() {
            installed::settle(self);
        }
    }

    fn has_waiting(&self) -> bool {
        !self.world.waiting_requests.is_empty() || !self.world.draining.is_empty()
    }

    fn settle_waiting(&mut self) {
        let mut seen = 0;
        while self.has_waiting() {
            let events = self.pending_events.len();
            let served = seen < events && self.serve_ready_requests(seen);
            seen = events;
            if !(self.remove_drained_leaders() || served) {
                return;
            }
        }
    }

    /// Counts work that emits no event towards the event limit, so that no run can take minutes.
    fn count_work(&mut self, steps: usize, steps_per_event: u64) {
        self.work_done += steps as u64 / steps_per_event;
    }

    fn emit(&mut self, event: Event) {
        self.pending_events.push(Record { at: self.world.now, event });
    }

    fn emit_record(&mut self, record: Record, listener: &mut dyn FnMut(Record)) {
        if self.halted {
            return;
        }
        self.events += 1;
        self.work_done += record.event.weight();
        if self.work_done < self.work_limit {
            return listener(record);
        }
        self.halt(record.at, listener);
    }

    fn halt(&mut self, at: Micros, listener: &mut dyn FnMut(Record)) {
        self.halted = true;
        listener(Record { at, event: Event::Halted });
    }

    /// Whether the current step has reached its work limit. The run then halts after it.
    fn is_step_too_long(&self) -> bool {
        let events = self.pending_events.len() as u64;
        self.work_limit != u64::MAX && self.work_done - self.work_before_step + events >= MAX_STEP_WORK
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::command::{ClientRequest, Command, RequestedOperation};
    use crate::key::Key;
    use crate::limits::{BUFFERED_WRITES_PER_EVENT, EVENTS_PER_CHANGE, FIELDS_PER_EVENT};
    use crate::policy::{Policy, Siblings};
    use crate::setup::{ClientSpec, LeaderSpec};
    use crate::topology::{Custom, Topology};
    use crate::value::Value;
    use crate::versions::VersionVector;

    fn setup(leaders: usize) -> Setup {
        let id = |index: usize| format!("L{index}").parse().unwrap();
        let leader = |index| LeaderSpec::new(id(index));
        Setup {
            leaders: (0..leaders).map(leader).collect(),
            clients: vec![ClientSpec::new("c".parse().unwrap(), id(0))],
            policy: Policy::Siblings(Siblings::default()),
            ..Setup::default()
        }
    }

    /// Blind writes: each becomes a sibling of all earlier ones.
    fn blind_writes(count: u64) -> Vec<ScheduledCommand> {
        blind_writes_to(count, |_| "k".parse().unwrap())
    }

    fn blind_writes_to(count: u64, key: impl Fn(u64) -> Key) -> Vec<ScheduledCommand> {
        let request = |number| ClientRequest {
            client: "c".parse().unwrap(),
            at: None,
            key: key(number),
            operation: RequestedOperation::Put(Value::Integer(1)),
            context: Some(VersionVector::new()),
        };
        (0..count).map(|number| ScheduledCommand::new(Micros(number), request(number).into())).collect()
    }

    #[test]
    fn growing_sibling_lists_stop_at_the_event_limit() {
        let trace = Simulation::new(&setup(8), &blind_writes(10_000)).run();
        assert_eq!(trace.records.last().map(|record| &record.event), Some(&Event::Halted));
        let items: u64 = trace.records.iter().map(|record| record.event.weight()).sum();
        assert!(items <= MAX_EVENTS + 10_000);
    }

    #[test]
    fn cloned_run_continues_identically() {
        let mut original = Simulation::new(&setup(3), &blind_writes(40));
        original.run_until(Micros(700), &mut |_| {});
        let copy = original.clone();
        assert_eq!(original.run(), copy.run());
    }

    /// The work of a run that emitted no event.
    fn unseen_work(leaders: usize, commands: &[ScheduledCommand]) -> u64 {
        let mut run = Simulation::new(&setup(leaders), commands);
        let mut emitted = 0;
        while run.step(&mut |record| emitted += record.event.weight()) {}
        assert!(!run.halted);
        run.work_done - emitted
    }

    fn at(micros: u64, command: Command) -> ScheduledCommand {
        ScheduledCommand::new(Micros(micros), command)
    }

    fn topology(id: &str) -> Command {
        Command::Topology(crate::Topology::by_id(id).unwrap())
    }

    #[test]
    fn unchanged_links_count_as_work() {
        let same: Vec<ScheduledCommand> = (0..10).map(|micros| at(micros, topology("all-to-all"))).collect();
        assert_eq!(unseen_work(64, &same), 10 * (64 * 63 / 8));
        let existing = crate::LinkSelector::Both("L1".parse().unwrap(), "L2".parse().unwrap());
        let reconnects: Vec<ScheduledCommand> =
            (0..10).map(|micros| at(micros, Command::Connect(existing))).collect();
        assert_eq!(unseen_work(64, &reconnects), 10 * (64 * 63 / 8));
        assert_eq!(unseen_work(2, &reconnects), 0, "an ordinary number of leaders is not concerned");
    }

    #[test]
    fn scanned_logs_count_as_work() {
        let mut commands = blind_writes_to(512, |number| format!("k{number}").parse().unwrap());
        let without = unseen_work(3, &commands);
        let later = Micros::from_ms(10_000).0;
        commands.push(at(later, topology("star")));
        commands.push(at(later + 1, topology("all-to-all")));
        let looks = unseen_work(3, &commands) - without;
        assert_eq!(
            looks,
            (4 + 6) * 2,
            "four links stay, then four stay and two are new, and each log has 512 entries"
        );
    }

    /// Everyone writes while no links exist; then all are added at once.
    fn opening_all_links(leaders: u64, writes: u64) -> (Setup, Vec<ScheduledCommand>) {
        let alone = Topology::Custom(Custom { links: BTreeSet::new(), forward: false });
        let mut setup = Setup { topology: alone, ..setup(leaders as usize) };
        setup.clients = Vec::new();
        let client = |index| format!("c{index}").parse().unwrap();
        for index in 0..leaders {
            let at = format!("L{index}").parse().unwrap();
            setup.clients.push(ClientSpec::new(client(index), at));
        }
        let request = |number: u64| ClientRequest {
            client: client(number % leaders),
            at: None,
            key: format!("k{number}").parse().unwrap(),
            operation: RequestedOperation::Put(Value::Integer(1)),
            context: None,
        };
        let mut commands: Vec<_> = (0..writes).map(|number| at(number, request(number).into())).collect();
        commands.push(at(writes, topology("all-to-all")));
        (setup, commands)
    }

    #[test]
    fn step_beyond_the_work_limit_halts_the_run() {
        let (setup, commands) = opening_all_links(64, 1_700);
        let mut run = Simulation::new(&setup, &commands);
        let mut events = Vec::new();
        let mut longest = 0;
        loop {
            let before = events.len() as u64;
            if !run.step(&mut |record| events.push(record.event)) {
                break;
            }
            longest = longest.max(events.len() as u64 - before);
        }
        assert_eq!(events.last(), Some(&Event::Halted));
        // Scanning the logs is work without events.
        assert!((MAX_STEP_WORK * 9 / 10..MAX_STEP_WORK + 64 * 64).contains(&longest), "{longest}");
        let unsent: usize = run.world().links_with_backlog().map(|(_, waiting)| waiting.len()).sum();
        let sent: usize = run.world().link_states.values().map(|link_state| link_state.pending.len()).sum();
        assert_eq!(sent + unsent, 1_700 * 63, "what was not sent still waits to be sent");
    }

    #[test]
    fn step_within_the_work_limit_runs() {
        let (setup, commands) = opening_all_links(16, 500);
        let trace = Simulation::new(&setup, &commands).run();
        assert_ne!(trace.records.last().map(|record| &record.event), Some(&Event::Halted));
    }

    #[test]
    fn searched_buffers_count_as_work() {
        let (mut setup, commands) = opening_all_links(2, 400);
        let work = |setup: &Setup| {
            let mut run = Simulation::new(setup, &commands);
            while run.step(&mut |_| {}) {}
            run.work_done()
        };
        let in_order = work(&setup);
        setup.replication.delivery = crate::Delivery::Causal;
        assert_eq!(work(&setup), in_order, "nothing is buffered");
        setup.links.order = crate::links::DeliveryOrder::Any;
        setup.links.jitter = Micros::from_ms(10_000);
        assert!(
            work(&setup) > in_order + 200 * 200 / 8 / BUFFERED_WRITES_PER_EVENT,
            "most are, at both leaders"
        );
    }

    #[test]
    fn remembered_changes_of_fields_count_as_work() {
        let work = |fields: u32| {
            let policy = serde_json::from_str(r#"{ "merge": { "with": "per-field" } }"#).unwrap();
            let map = (0..fields).map(|field| (format!("f{field}"), Value::Integer(1))).collect();
            let mut commands = blind_writes(1);
            if let Command::Request(request) = &mut commands[0].command {
                request.operation = RequestedOperation::Put(Value::Map(map));
            }
            let mut run = Simulation::new(&Setup { policy, ..setup(1) }, &commands);
            while run.step(&mut |_| {}) {}
            run.work_done()
        };
        let events = |fields: usize| (fields / FIELDS_PER_EVENT + (fields - 1) * EVENTS_PER_CHANGE) as u64;
        assert!(work(201) - work(1) >= events(201), "{} and {}", work(201), work(1));
    }

    #[test]
    fn joined_contexts_count_as_work() {
        let before = unseen_work(1, &blind_writes(200));
        let read = Command::Read { client: "c".parse().unwrap(), at: None, key: "k".parse().unwrap() };
        let mut commands = blind_writes(200);
        commands.push(at(1_000, read));
        assert_eq!(unseen_work(1, &commands) - before, 200 / 64);
    }
}
