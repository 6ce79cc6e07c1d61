//! Versions: how they compare, which of them leaders and writers had seen, and what each leader made of them.

mod arrival;
mod causal_past;
mod comparison;
mod coverage;
mod decision;
mod graph;
mod propagation;
mod status;
mod vectors;

pub use arrival::{Encounter, EncounterResult, encounters_at, first_conflict};
pub use comparison::{CausalOrder, Comparison, OrderEvidence, compare, compare_all, is_ordered_by_home};
pub use coverage::{Coverage, CoverageRow, coverage_of_leader, coverage_of_writer};
pub use decision::Decision;
pub use graph::{KeyVersions, Version};
pub use propagation::{Propagation, ReplicaState, ReplicaStatus, propagation_of};
pub use status::{WriteStatus, status_of};
pub use vectors::{VectorComparison, VectorEntry, VectorMatrix, WriteVector, compare_vectors};
