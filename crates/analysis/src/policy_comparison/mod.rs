//! The policy comparison: the same commands under every policy, with what each keeps, loses and duplicates.

mod alternatives;
mod row;
mod summary;

use std::rc::Rc;

use replication::Command;
use scenario::Scenario;

pub use row::PolicyRow;
pub use summary::{Duplicate, RunSummary};

use timeline::{BuildProgress, Timeline, TimelineBuilder};

use crate::variations::under_policy;
use crate::waiting_for_scripts::waits_for_scripts;

/// The policy comparison, computed row by row.
#[derive(Clone, Debug)]
pub struct PolicyComparison {
    scenario: Rc<Scenario>,
    rows: Vec<PolicyRow>,
    builder: Option<TimelineBuilder>,
    /// Whether the next row needs the script engine, which is not loaded yet.
    waits_for_scripts: bool,
}

/// The policies that a run is compared under: its own first, then the others, each with its id and name.
#[must_use]
pub fn compared_policies(scenario: &Scenario) -> Vec<PolicyRow> {
    alternatives::rows(scenario)
}

impl PolicyComparison {
    /// The comparison for a scenario. Its own run fills the first row, unless the policy changes during the run.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>, timeline: &Timeline) -> Self {
        let rows = alternatives::rows(&scenario);
        let mut table = Self { scenario, rows, builder: None, waits_for_scripts: false };
        if !table.changes_policy() {
            table.rows[0].summary = Some(RunSummary::new(timeline));
        }
        table
    }

    /// Whether it is the comparison for this scenario.
    #[must_use]
    pub fn compares(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.scenario, scenario)
    }

    /// The rows: the policy of the run first, then the others.
    #[must_use]
    pub fn rows(&self) -> &[PolicyRow] {
        &self.rows
    }

    /// Whether the run changes its policy. In the comparison, each policy holds for the whole run.
    #[must_use]
    pub fn changes_policy(&self) -> bool {
        self.scenario.commands.iter().any(|scheduled| matches!(scheduled.command, Command::Policy(_)))
    }

    /// The progress of the row that is being computed; none if all are done.
    #[must_use]
    pub fn progress(&self) -> Option<BuildProgress> {
        self.next()?;
        Some(self.builder.as_ref().map_or(BuildProgress { events: 0, percent: 0 }, TimelineBuilder::progress))
    }

    /// The scenario of a row: the same commands, under its policy.
    #[must_use]
    pub fn scenario_of(&self, row: &PolicyRow) -> Scenario {
        under_policy(&self.scenario, &row.policy)
    }

    /// Computes up to this many more events of the next row.
    pub fn advance(&mut self, events: usize) {
        let Some(next) = self.next() else {
            return;
        };
        let scenario = self.scenario_of(&self.rows[next]);
        self.waits_for_scripts = waits_for_scripts(&scenario);
        if self.waits_for_scripts {
            return;
        }
        let mut builder = self.builder.take().unwrap_or_else(|| TimelineBuilder::new(&scenario));
        match builder.advance(events) {
            true => self.builder = Some(builder),
            false => self.rows[next].summary = Some(RunSummary::new(&builder.finish())),
        }
    }

    /// Whether it waits for the script engine to load.
    #[must_use]
    pub fn waits_for_scripts(&self) -> bool {
        self.waits_for_scripts
    }

    fn next(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.summary.is_none())
    }
}
