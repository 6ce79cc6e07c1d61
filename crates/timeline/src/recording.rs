//! A run as far as it has come, with all that is written down of it. A copy goes on as the original does, and
//! shares with it what they have in common.

use std::rc::Rc;
use std::sync::Arc;

use imbl::Vector;
use replication::{Fingerprinter, Micros, Record, ScheduledCommand, Simulation};

use crate::command_records::CommandRecords;
use crate::convergence::ConvergenceTracker;
use crate::index::{EventKind, Index};
use crate::message_spans::MessageSpans;
use crate::records::Records;
use crate::transfers::Transfers;
use crate::writes::Writes;

/// A run, and what is known of it so far.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// Shared until the next step with what it was copied from.
    pub(crate) run: Rc<Simulation>,
    pub(crate) records: Records,
    /// When something fell due that no event tells of, in order: the world may be another since.
    pub(crate) silent_changes: Vector<Micros>,
    pub(crate) index: Index,
    pub(crate) command_records: CommandRecords,
    pub(crate) message_spans: MessageSpans,
    pub(crate) transfers: Transfers,
    pub(crate) writes: Writes,
    convergence: ConvergenceTracker,
    pub(crate) fingerprinter: Fingerprinter,
}

impl Recording {
    pub(crate) fn new(run: Simulation) -> Self {
        Self {
            run: Rc::new(run),
            records: Records::default(),
            silent_changes: Vector::new(),
            index: Index::default(),
            command_records: CommandRecords::default(),
            message_spans: MessageSpans::default(),
            transfers: Transfers::default(),
            writes: Writes::default(),
            convergence: ConvergenceTracker::default(),
            fingerprinter: Fingerprinter::default(),
        }
    }

    /// Lets one thing happen, and writes down what came of it. Returns whether there was anything.
    pub(crate) fn step(&mut self) -> bool {
        let Self { run, records, silent_changes: quiet, index, command_records: asked, message_spans: flights, transfers: crossings, writes, convergence: settling, fingerprinter } =
            self;
        let (told, command) = (records.len(), run.executed_commands());
        let has_stepped = Rc::make_mut(run).step(&mut |record: Record| {
            let number = records.len();
            fingerprinter.add(&record);
            flights.add(&record);
            index.add(number, &record.event);
            settling.add(&record.event);
            asked.add(number, &record.event, command);
            writes.add(number, &record).into_iter().for_each(|sign| index.note(number, sign));
            records.push(record);
        });
        if has_stepped && records.len() == told {
            quiet.push_back(run.world().now);
        }
        crossings.update(run.world(), records, told);
        let has_settled = settling.has_just_converged(run);
        if let Some(last) = records.len().checked_sub(1).filter(|_| has_settled) {
            index.note(last, EventKind::Converged);
        }
        has_stepped
    }

    /// The same, with a copy of its run instead of the run itself.
    pub(crate) fn with_run(&self, copy: Rc<Simulation>) -> Self {
        Self { run: copy, ..self.clone() }
    }

    /// How much it weighs beside what it shares with others: messages under way, roughly.
    pub(crate) fn own_weight(&self) -> usize {
        self.message_spans.open_count()
    }

    /// The same up to here, and from here on with other commands; none if those that were given so far are
    /// others, or if others would have to come first of this instant.
    pub(crate) fn with_commands(&self, commands: &Arc<[ScheduledCommand]>, from: Micros) -> Option<Self> {
        let run = (self.run.world().now < from).then(|| self.run.with_commands(commands)).flatten()?;
        Some(Self { run: Rc::new(run), ..self.clone() })
    }
}
