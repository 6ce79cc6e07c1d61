//! Views of versions: coverage, pairwise comparison, the version graph of a key, siblings side by side, and the
//! propagation of each write.

mod diff;
mod version_graph;
mod replicas;
mod coverage;
mod siblings;
mod propagation;
mod comparison;

pub use version_graph::VersionGraph;
pub use replicas::replica_list;
pub use coverage::{WriterCoverage, LeaderCoverage};
pub use siblings::Siblings;
pub use propagation::{use_propagation, use_key_versions, propagation_steps};
pub use comparison::VersionComparison;
