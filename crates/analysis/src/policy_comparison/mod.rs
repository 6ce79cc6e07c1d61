//! The same commands under other policies, beside each other: what each keeps, loses and has twice.

mod alternatives;
mod row;
mod summary;

use std::rc::Rc;

use replication::{Command, is_script_engine_pending};
use scenario::Scenario;

pub use row::PolicyRow;
pub use summary::{Duplicate, RunSummary};

use timeline::{BuildProgress, Timeline, TimelineBuilder};

/// The table, computed row by row.
#[derive(Clone, Debug)]
pub struct PolicyComparison {
    scenario: Rc<Scenario>,
    rows: Vec<PolicyRow>,
    builder: Option<TimelineBuilder>,
    /// Whether the next row needs what runs merge code, which is not there yet.
    waits_for_scripts: bool,
}

impl PolicyComparison {
    /// The table for a scenario with the run of it, which is that of the first row too, unless the policy
    /// changes on the way.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>, timeline: &Timeline) -> Self {
        let rows = alternatives::rows(&scenario);
        let mut table = Self { scenario, rows, builder: None, waits_for_scripts: false };
        if !table.changes_policy() {
            table.rows[0].summary = Some(RunSummary::new(timeline));
        }
        table
    }

    /// Whether it compares policies for this scenario.
    #[must_use]
    pub fn compares(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.scenario, scenario)
    }

    /// The rows: the policy of the run first, then the others.
    #[must_use]
    pub fn rows(&self) -> &[PolicyRow] {
        &self.rows
    }

    /// Whether the run changes its policy on the way. In the table each policy holds for the whole of it.
    #[must_use]
    pub fn changes_policy(&self) -> bool {
        self.scenario.commands.iter().any(|timed| matches!(timed.command, Command::Policy(_)))
    }

    /// How far the row that is being computed has come; none if all are done.
    #[must_use]
    pub fn progress(&self) -> Option<BuildProgress> {
        self.next()?;
        Some(self.builder.as_ref().map_or(BuildProgress { events: 0, percent: 0 }, TimelineBuilder::progress))
    }

    /// The scenario of a row: the same commands, under its policy.
    #[must_use]
    pub fn scenario_of(&self, row: &PolicyRow) -> Scenario {
        let mut scenario = (*self.scenario).clone();
        scenario.policy = row.policy.clone();
        scenario.commands.retain(|timed| !matches!(timed.command, Command::Policy(_)));
        scenario
    }

    /// Computes up to so many further events of the next row.
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

    /// Whether it goes on only once what runs merge code is there.
    #[must_use]
    pub fn waits_for_scripts(&self) -> bool {
        self.waits_for_scripts
    }

    fn next(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.summary.is_none())
    }
}

/// Whether a run may come to merge code while the script engine is still loading: computed now, it would come out
/// otherwise.
#[must_use]
pub fn waits_for_scripts(scenario: &Scenario) -> bool {
    let later =
        |command: &Command| matches!(command, Command::Policy(policy) if policy.as_policy().runs_script());
    is_script_engine_pending()
        && (scenario.policy.as_policy().runs_script()
            || scenario.commands.iter().any(|timed| later(&timed.command)))
}
