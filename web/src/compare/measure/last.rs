//! The last measurement: it is slow, so it is kept while the dialog is closed, for as long as the page is open.

use std::cell::RefCell;
use std::rc::Rc;

use analysis::Sweep;
use scenario::Scenario;

use super::choices::Choices;
use crate::compare::sliced_job::Runs;

/// A measurement with its choices.
#[derive(Clone)]
pub struct Measurement {
    /// What was chosen.
    pub choices: Choices,
    /// The id of the metric that was charted.
    pub metric: String,
    /// The run that was measured.
    pub measured: Rc<Scenario>,
    /// The results.
    pub runs: Runs<Sweep>,
}

thread_local! {
    static LAST: RefCell<Option<Measurement>> = const { RefCell::new(None) };
}

/// Keeps a measurement.
pub fn keep(measurement: Measurement) {
    LAST.set(Some(measurement));
}

/// The last measurement, if its choices are among those of this run.
pub fn last(scenario: &Scenario) -> Option<Measurement> {
    LAST.with_borrow(Clone::clone).filter(|last| last.choices.suit(scenario))
}
