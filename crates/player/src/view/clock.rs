//! What a clock decides at the playhead.

use analysis::{ClockSensitivity, clock_sensitivity, relevant_conflict};
use explain::describe_clock_sensitivity;
use replication::ClockOwner;

use crate::player::Player;

impl Player {
    /// The record number of the conflict that a clock's sensitivity is about; `None` if there is none.
    #[must_use]
    pub fn relevant_conflict(&self, owner: ClockOwner) -> Option<usize> {
        relevant_conflict(self.timeline(), self.frame().count, self.world(), owner)
    }

    /// Which write each offset of a clock makes win.
    #[must_use]
    pub fn clock_sensitivity(&self, owner: ClockOwner) -> ClockSensitivity {
        clock_sensitivity(self.scenario(), self.timeline(), self.frame().count, self.world(), owner)
    }

    /// The sensitivity to a clock, in sentences.
    #[must_use]
    pub fn describe_clock_sensitivity(&self, sensitivity: &ClockSensitivity) -> Vec<String> {
        describe_clock_sensitivity(self.timeline(), self.world(), sensitivity)
    }
}
