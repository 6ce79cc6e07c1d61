//! What is wrong with an invariant, and where.

use std::fmt;

/// Why a text is no invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvariantError {
    /// The place, in characters from 1.
    pub place: usize,
    /// What is wrong there, as a clause.
    pub problem: String,
}

impl InvariantError {
    pub(super) fn new(place: usize, problem: impl Into<String>) -> Self {
        Self { place, problem: problem.into() }
    }
}

impl fmt::Display for InvariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {}", self.place, self.problem)
    }
}

impl std::error::Error for InvariantError {}
