//! Lists and ordered maps whose copies share what has not changed: a run is copied at many instants.
//!
//! They compile to little code for each type of item, and offer only what this project needs.

mod diff;
mod iter;
mod list;
mod map;
mod node;
mod set;

pub use iter::Iter;
pub use list::{List, ListIter};
pub use map::{Entry, Map};
pub use set::Set;
