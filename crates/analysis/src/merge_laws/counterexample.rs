//! What shows that a rule does not obey a law.

use scenario::Scenario;

use super::evaluate::Breach;
use super::law::Law;
use super::observe::Observation;

/// The smallest case found in which a law does not hold, and a run that shows what that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample {
    /// The law.
    pub law: Law,
    /// The values, for a law of values.
    pub breach: Option<Breach>,
    /// The run; none if there is no rule to run.
    pub run: Option<PlayedRun>,
}

/// A small scenario in which clients write the values of a counterexample, and what happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayedRun {
    /// The scenario.
    pub scenario: Scenario,
    /// What its leaders read.
    pub seen: Observation,
}
