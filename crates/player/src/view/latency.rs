//! Latency, availability and throughput of a run up to the playhead.

use analysis::LatencyReport;

use crate::player::Player;

impl Player {
    /// How long clients have waited so far, and how busy leaders have been. Looks at every record before the playhead.
    #[must_use]
    pub fn latency_report(&self) -> LatencyReport {
        LatencyReport::new(self.timeline(), self.frame().count, self.frame().world())
    }
}
