//! Versions drawn: who has seen what, how two of them stand to each other, all of one key as a graph, siblings
//! side by side, and what became of each write.

mod apart;
mod graph;
mod places;
mod seen;
mod siblings;
mod travels;
mod why;

pub use graph::KeyGraph;
pub use places::replica_list;
pub use seen::{WriterCoverage, LeaderCoverage};
pub use siblings::Siblings;
pub use travels::{use_propagation, use_key_versions, propagation_steps};
pub use why::Why;
