//! The versions of a key and the spread of a write, as of the playhead.

use analysis::{CoverageRow, KeyVersions, Propagation, ReplicaStatus, coverage_of_leader, status_of};
use replication::{Dot, LeaderId};

use crate::player::Player;

impl Player {
    /// The version graph of a key, from all its writes in the run, in order.
    #[must_use]
    pub fn key_versions(&self, of_run: &[Dot]) -> KeyVersions {
        KeyVersions::new(self.timeline(), self.frame().count, self.world(), of_run)
    }

    /// What became of a write by now, in words.
    #[must_use]
    pub fn describe_write_status(&self, dot: Dot) -> String {
        let (status, kept_at) = status_of(self.timeline(), self.frame().count, self.world(), dot);
        explain::describe_status(self.world(), status, &kept_at)
    }

    /// The status of a write at each leader.
    #[must_use]
    pub fn replicas(&self, propagation: &Propagation) -> Vec<ReplicaStatus> {
        propagation.replicas(self.timeline(), self.frame().count, self.world())
    }

    /// What a leader has applied of each leader's writes.
    #[must_use]
    pub fn coverage_of_leader(&self, id: LeaderId) -> Vec<CoverageRow> {
        coverage_of_leader(self.timeline(), self.world(), id)
    }
}
