//! Views of versions: coverage, pairwise comparison, the version graph of a key, siblings side by side, and the
//! propagation of each write.

mod comparison;
mod coverage;
mod diff;
mod propagation;
mod replicas;
mod siblings;
mod version_graph;

pub use comparison::VersionComparison;
pub use coverage::{LeaderCoverage, WriterCoverage};
pub use propagation::{propagation_steps, use_key_versions, use_propagation};
pub use replicas::replica_list;
pub use siblings::Siblings;
pub use version_graph::VersionGraph;
