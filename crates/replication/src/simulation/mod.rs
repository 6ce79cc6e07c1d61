//! The loop: takes what is due next, lets it happen, and tells what happened.

mod acts;
mod clients;
mod queue;
mod rewire;
mod transport;

use std::sync::Arc;

use crate::command::Timed;
use crate::event::{Event, Record};
use crate::limits::MAX_EVENTS;
use crate::setup::Setup;
use crate::simulation::queue::{Due, Queue};
use crate::time::Micros;
use crate::trace::Trace;
use crate::world::World;

/// A run in progress. A copy of it goes on exactly as the original does.
#[derive(Clone, Debug)]
pub struct Simulation {
    world: World,
    /// All commands, by instant; of one instant, in the order of the scenario.
    agenda: Arc<[Timed]>,
    next_command: usize,
    queue: Queue,
    events: u64,
    halted: bool,
    /// What has happened in the step that is going on.
    fresh: Vec<Event>,
}

impl Simulation {
    /// The beginning of a run. Commands may come in any order.
    #[must_use]
    pub fn new(setup: &Setup, commands: &[Timed]) -> Self {
        let mut agenda = commands.to_vec();
        agenda.sort_by_key(|timed| timed.at);
        Self {
            world: World::new(setup),
            agenda: agenda.into(),
            next_command: 0,
            queue: Queue::default(),
            events: 0,
            halted: false,
            fresh: Vec::new(),
        }
    }

    /// The world as it is now.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// How many events there have been.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// When something happens next; never, once the run is at rest or halted.
    #[must_use]
    pub fn next_at(&self) -> Option<Micros> {
        if self.halted {
            return None;
        }
        let command = self.agenda.get(self.next_command).map(|timed| timed.at);
        [command, self.queue.next_at()].into_iter().flatten().min()
    }

    /// Lets one thing happen, a command or something that is due, and tells what came of it. Of one instant
    /// commands come first. Returns whether there was anything.
    pub fn step(&mut self, listen: &mut dyn FnMut(Record)) -> bool {
        let Some(at) = self.next_at() else {
            return false;
        };
        self.world.now = at;
        match self.agenda.get(self.next_command) {
            Some(timed) if timed.at == at => {
                let command = timed.command.clone();
                self.next_command += 1;
                self.obey(command);
            }
            _ => self.happen(),
        }
        for event in std::mem::take(&mut self.fresh) {
            self.hand_over(Record { at, event }, listen);
        }
        true
    }

    /// Lets everything happen up to and including an instant, and stands there.
    pub fn run_until(&mut self, until: Micros, listen: &mut dyn FnMut(Record)) {
        while self.next_at().is_some_and(|at| at <= until) {
            self.step(listen);
        }
        self.world.now = until;
    }

    /// Lets everything happen until nothing is left to happen, and returns the trace.
    #[must_use]
    pub fn run(mut self) -> Trace {
        let mut trace = Trace::default();
        while self.step(&mut |record| trace.records.push(record)) {}
        trace
    }

    fn happen(&mut self) {
        match self.queue.take() {
            Some(Due::Arrival { link, index, attempt }) => self.arrive(link, index, attempt),
            Some(Due::Resend { link, index, attempt }) => self.resend(link, index, attempt),
            None => {}
        }
    }

    fn tell(&mut self, event: Event) {
        self.fresh.push(event);
    }

    fn hand_over(&mut self, record: Record, listen: &mut dyn FnMut(Record)) {
        if self.halted {
            return;
        }
        self.events += 1;
        if self.events < MAX_EVENTS {
            return listen(record);
        }
        self.halted = true;
        listen(Record { at: record.at, event: Event::Halted });
    }
}
