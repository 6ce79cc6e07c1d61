//! What each writer and each leader had seen, how the versions of a key compare, and what happened to each write
//! at each leader.

mod causal_past;
mod comparison;
mod coverage;
mod decision;
mod graph;
mod propagation;
mod status;

pub use comparison::{CausalOrder, Comparison, OrderEvidence, compare, compare_all};
pub use coverage::{Coverage, CoverageRow, coverage_of_leader, coverage_of_writer};
pub use decision::Decision;
pub use graph::{KeyVersions, Version};
pub use propagation::{Propagation, ReplicaState, ReplicaStatus, propagation_of};
pub use status::{WriteStatus, status_of};
