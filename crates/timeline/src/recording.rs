//! A recording: a simulation in progress with everything recorded of it. Copies share their common past.

use std::rc::Rc;
use std::sync::Arc;

use persistent::List;
use replication::{Fingerprinter, Micros, Record, ScheduledCommand, Simulation};

use crate::accounting::{Accounting, Rules};
use crate::command_records::CommandRecords;
use crate::convergence::ConvergenceTracker;
use crate::index::{EventKind, Index};
use crate::message_spans::MessageSpans;
use crate::records::Records;
use crate::transfers::{Transfers, may_change_transfers};
use crate::writes::Writes;

/// A simulation in progress, and its records so far.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// Shared with copies until the next step.
    pub(crate) run: Rc<Simulation>,
    pub(crate) records: Records,
    /// Instants at which the world may have changed without an event, in order.
    pub(crate) silent_changes: List<Micros>,
    pub(crate) index: Index,
    pub(crate) command_records: CommandRecords,
    pub(crate) message_spans: MessageSpans,
    pub(crate) transfers: Transfers,
    pub(crate) writes: Writes,
    pub(crate) accounting: Accounting,
    convergence: ConvergenceTracker,
    pub(crate) fingerprinter: Fingerprinter,
}

impl Recording {
    pub(crate) fn new(run: Simulation) -> Self {
        Self {
            run: Rc::new(run),
            records: Records::default(),
            silent_changes: List::new(),
            index: Index::default(),
            command_records: CommandRecords::default(),
            message_spans: MessageSpans::default(),
            transfers: Transfers::default(),
            writes: Writes::default(),
            accounting: Accounting::default(),
            convergence: ConvergenceTracker::default(),
            fingerprinter: Fingerprinter::default(),
        }
    }

    /// Processes the next scheduled entry and records its events. Returns whether there was one.
    pub(crate) fn step(&mut self) -> bool {
        let Self {
            run,
            records,
            silent_changes: quiet,
            index,
            command_records: asked,
            message_spans: flights,
            transfers: crossings,
            writes,
            accounting,
            convergence: settling,
            fingerprinter,
        } = self;
        let (first_new, command) = (records.len(), run.executed_commands());
        // A change of policy or settings is a step of its own.
        let rules = Rules::of(&run.world().policy, run.world().replication);
        let mut may_change = false;
        let has_stepped = Rc::make_mut(run).step(&mut |record: Record| {
            let number = records.len();
            fingerprinter.add(&record);
            flights.add(records, &record);
            may_change |= may_change_transfers(&record.event);
            index.add(number, &record.event);
            settling.add(&record.event);
            asked.add(number, &record.event, command);
            writes.add(number, &record).into_iter().for_each(|kind| index.note(number, kind));
            if accounting.add(number, &record.event, rules) {
                index.note(number, EventKind::WriteLost);
            }
            records.push(&record);
        });
        accounting.end_step(rules);
        if has_stepped && records.len() == first_new {
            quiet.push_back(run.world().now);
        }
        if may_change || records.len() == first_new {
            crossings.update(run.world(), records, first_new);
        }
        let is_now = |last: &usize| records.at(*last) == Some(run.world().now);
        let last = records.len().checked_sub(1).filter(is_now);
        if settling.has_just_converged(run, last.is_some())
            && let Some(last) = last
        {
            index.note(last, EventKind::Converged);
        }
        has_stepped
    }

    /// A copy with this simulation in place of its own.
    pub(crate) fn with_run(&self, copy: Rc<Simulation>) -> Self {
        Self { run: copy, ..self.clone() }
    }

    /// About how many bytes it keeps in memory that copies do not share, apart from the simulation: its open messages.
    pub(crate) fn unshared_bytes(&self) -> usize {
        size_of::<Self>() + self.message_spans.open_bytes()
    }

    /// The same recording, continued with other commands; none if they differ from those executed so far or at this
    /// instant.
    pub(crate) fn with_commands(&self, commands: &Arc<[ScheduledCommand]>, from: Micros) -> Option<Self> {
        let run = (self.run.world().now < from).then(|| self.run.with_commands(commands)).flatten()?;
        Some(Self { run: Rc::new(run), ..self.clone() })
    }
}
