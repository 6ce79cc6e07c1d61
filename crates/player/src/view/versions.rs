//! The versions of a key and the spread of a write, as of the playhead.

use analysis::{
    CoverageRow, Encounter, KeyVersions, Propagation, ReplicaStatus, VectorComparison, VectorEntry,
    VectorMatrix, WriteVector, compare_vectors, coverage_of_leader, encounters_at, status_of,
};
use explain::{Names, describe_vector_comparison, describe_vector_entry};
use replication::{Dot, Event, FailureAction, LeaderId};
use timeline::EventKind;

use crate::player::Player;

impl Player {
    /// The version graph of a key, from all its writes in the run, in order.
    #[must_use]
    pub fn key_versions(&self, of_run: &[Dot]) -> KeyVersions {
        KeyVersions::new(self.timeline(), self.frame().count, self.world(), of_run)
    }

    /// The fate of a write so far, in words.
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

    /// Who has seen what: the version vector of each leader, with at most this many rows and columns.
    #[must_use]
    pub fn vector_matrix(&self, limit: usize) -> VectorMatrix {
        VectorMatrix::of(self.timeline(), self.world(), limit)
    }

    /// Whether a leader has skipped a write so far. Its vector counts that write as applied.
    #[must_use]
    pub fn has_skipped_writes(&self) -> bool {
        let mut inapplicable = self.timeline().latest(&[EventKind::Inapplicable], self.frame().count);
        inapplicable.any(|(_, record)| {
            matches!(record.event, Event::Inapplicable { action: FailureAction::Skipped, .. })
        })
    }

    /// How the version vectors of two leaders compare; none if one of them is not there.
    #[must_use]
    pub fn compare_leaders(&self, one: LeaderId, other: LeaderId) -> Option<VectorComparison> {
        let applied = |id: LeaderId| Some(self.frame().leader(id)?.applied);
        let origins = VectorMatrix::origins_of(self.timeline(), self.world());
        Some(compare_vectors(applied(one)?, applied(other)?, &origins))
    }

    /// How the version vectors of two leaders compare, in words.
    #[must_use]
    pub fn describe_vector_comparison(
        &self,
        one: LeaderId,
        other: LeaderId,
        comparison: &VectorComparison,
    ) -> String {
        describe_vector_comparison(Names::of_run(self.timeline(), self.world()), one, other, comparison)
    }

    /// What an entry of a leader's version vector says.
    #[must_use]
    pub fn describe_vector_entry(&self, of: LeaderId, origin: LeaderId, entry: VectorEntry) -> String {
        describe_vector_entry(Names::of_run(self.timeline(), self.world()), of, origin, entry)
    }

    /// The version vector of a write: what its writer had seen, and the write itself. None if the run has no such write.
    #[must_use]
    pub fn vector_of_write(&self, dot: Dot) -> Option<WriteVector> {
        WriteVector::of(self.timeline(), dot)
    }

    /// The versions that a write met where it was applied by the record of this number.
    #[must_use]
    pub fn encounters_at(&self, number: usize) -> Vec<Encounter> {
        encounters_at(self.timeline(), number)
    }

    /// What a leader has applied of each leader's writes.
    #[must_use]
    pub fn coverage_of_leader(&self, id: LeaderId) -> Vec<CoverageRow> {
        coverage_of_leader(self.timeline(), self.world(), id)
    }
}
