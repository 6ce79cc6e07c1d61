//! What each writer and each leader had seen, how the versions of a key stand to each other, and what became
//! of them: computed from the whole run, as an onlooker can.

mod compared;
mod graph;
mod journey;
mod past;
mod rule;
mod seen;
mod standing;

pub use compared::{Compared, Order, compare, compare_all};
pub use graph::{KeyVersions, Version};
pub use journey::{Journey, Place, journeys};
pub use seen::{Has, SeenRow, seen_by_leader, seen_by_writer};
pub use standing::{Standing, standing_of};
