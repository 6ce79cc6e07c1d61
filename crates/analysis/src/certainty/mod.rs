//! When the outcome of a run becomes certain (SEMANTICS C9): how often an outcome holds if everything up to an instant
//! stays the same, and everything random after it is redrawn.

mod possible_outcome;
mod search;

use replication::Micros;

pub use possible_outcome::{POSSIBLE_OUTCOMES, PossibleOutcome, find_possible_outcome};
pub use search::CertaintySearch;

/// How often an outcome holds, by the instant after which randomness is redrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certainty {
    /// Whether the outcome holds for the run itself.
    pub holds: bool,
    /// The instants looked at, in time order.
    pub points: Vec<CertaintyPoint>,
}

/// One instant, and the outcomes of the runs that are the same up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertaintyPoint {
    /// The instant.
    pub at: Micros,
    /// For how many of the runs the outcome holds.
    pub holding: usize,
    /// How many runs there are; the run itself is one of them.
    pub runs: usize,
    /// The number of the first run that ends the other way than the run itself, if there is one.
    pub other: Option<usize>,
}

impl CertaintyPoint {
    /// Whether the outcome is the same for all runs.
    #[must_use]
    pub fn is_unanimous(&self) -> bool {
        self.holding == 0 || self.holding == self.runs
    }

    /// The share of the runs for which the outcome holds, in hundredths of a percent.
    #[must_use]
    pub fn share(&self) -> u64 {
        (self.holding * 10_000 / self.runs.max(1)) as u64
    }
}

impl Certainty {
    /// The first of the instants from which on the outcome was the same for all runs. None if it was not even at the last.
    #[must_use]
    pub fn certain_from(&self) -> Option<Micros> {
        let unanimous = self.points.iter().rev().take_while(|point| point.is_unanimous());
        unanimous.last().map(|point| point.at)
    }

    /// The last instant at which runs still differed; none if the outcome was certain from the first one on.
    #[must_use]
    pub fn last_uncertain(&self) -> Option<CertaintyPoint> {
        self.points.iter().rev().find(|point| !point.is_unanimous()).copied()
    }
}
