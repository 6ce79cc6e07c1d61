//! Version identity and causality: dots, version vectors, causal contexts.
//!
//! A version vector counts the writes of each leader and compares *states*. It is not a vector clock, which
//! counts every event of a process and compares *events* (SEMANTICS V2).

mod context;
mod dot;
mod dot_cloud;
mod vector;

pub use context::CausalContext;
pub use dot::Dot;
pub use vector::VersionVector;
