//! The same commands under other policies, beside each other: what each keeps, loses and has twice.

mod alternatives;
mod summary;

use std::rc::Rc;

use replication::{Command, Policy};
use scenario::Scenario;

pub use summary::Summary;

use crate::timeline::{Making, Timeline};
use crate::work::{WorkProgress, waits_for_scripts};

/// One policy of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the policy is called there.
    pub name: String,
    /// The policy.
    pub policy: Policy,
    /// Whether it is that of the run that is shown.
    pub is_current: bool,
    /// What the run comes to under it, once that is computed.
    pub summary: Option<Summary>,
}

/// The table, computed row by row.
#[derive(Clone, Debug)]
pub struct PolicyTable {
    scenario: Rc<Scenario>,
    rows: Vec<Row>,
    making: Option<Making>,
    /// Whether the next row needs what runs merge code, which is not there yet.
    waits: bool,
}

impl PolicyTable {
    /// The table for a scenario with the run of it, which is that of the first row too, unless the policy
    /// changes on the way.
    pub(crate) fn new(scenario: Rc<Scenario>, timeline: &Timeline) -> Self {
        let rows = alternatives::rows(&scenario);
        let mut table = Self { scenario, rows, making: None, waits: false };
        if !table.has_changes() {
            table.rows[0].summary = Some(Summary::new(timeline));
        }
        table
    }

    pub(crate) fn is_of(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.scenario, scenario)
    }

    /// The rows: the policy of the run first, then the others.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether the run changes its policy on the way. In the table each policy holds for the whole of it.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.scenario.commands.iter().any(|timed| matches!(timed.command, Command::Policy(_)))
    }

    /// How far the row that is being computed has come; none if all are done.
    #[must_use]
    pub fn progress(&self) -> Option<WorkProgress> {
        self.next()?;
        Some(self.making.as_ref().map_or(WorkProgress { events: 0, percent: 0 }, WorkProgress::of))
    }

    /// The scenario of a row: the same commands, under its policy.
    pub(crate) fn scenario_of(&self, row: &Row) -> Scenario {
        let mut scenario = (*self.scenario).clone();
        scenario.policy = row.policy.clone();
        scenario.commands.retain(|timed| !matches!(timed.command, Command::Policy(_)));
        scenario
    }

    /// Goes on for so many further events of the next row.
    pub(crate) fn go_on(&mut self, events: usize) {
        let Some(next) = self.next() else {
            return;
        };
        let scenario = self.scenario_of(&self.rows[next]);
        self.waits = waits_for_scripts(&scenario);
        if self.waits {
            return;
        }
        let mut making = self.making.take().unwrap_or_else(|| Making::new(&scenario));
        match making.go_on(events) {
            true => self.making = Some(making),
            false => self.rows[next].summary = Some(Summary::new(&making.finish())),
        }
    }

    /// Whether it goes on only once what runs merge code is there.
    pub(crate) fn waits(&self) -> bool {
        self.waits
    }

    fn next(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.summary.is_none())
    }
}
