//! The work budget of an invariant in a run.

use replication::Key;

use super::limits::MAX_VALUES_LOOKED_AT;

/// The values that may still be looked at.
#[derive(Clone, Debug)]
pub(super) struct Work(usize);

impl Default for Work {
    fn default() -> Self {
        Self(MAX_VALUES_LOOKED_AT)
    }
}

/// Why a part could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    WrongType(Key),
    TooManyCombinations,
    TooMuchWork,
}

impl Work {
    /// So many values.
    #[cfg(test)]
    pub(super) fn of(values: usize) -> Self {
        Self(values)
    }

    /// Counts values that are looked at.
    pub(super) fn spend(&mut self, values: usize) -> Result<(), Obstacle> {
        self.0 = self.0.saturating_sub(values);
        match self.is_spent() {
            true => Err(Obstacle::TooMuchWork),
            false => Ok(()),
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
