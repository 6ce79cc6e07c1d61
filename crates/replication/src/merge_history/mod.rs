//! Merge histories: the client writes of a key that a merge depends on, and what each of them changed.
//!
//! Everything here is a function of the *set* of writes (SEMANTICS W4): the order in which they were learned decides
//! only the cost. The structures are persistent, so that a leader, its checkpoints and the merged versions that it
//! sends share them.

mod backward_list;
mod effects;
mod field_tree;
mod history;
mod sums;
mod written;

pub use effects::EffectKind;
pub(crate) use effects::Effects;
pub use history::History;
pub use written::Written;
