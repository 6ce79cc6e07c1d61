//! Merging siblings by hand: what a person has put together so far, and two people who
//! merge at once.

mod concurrent_merge;
mod draft;
mod fields;
mod selection;

pub use concurrent_merge::{ConcurrentMerge, client_at};
pub use draft::{Draft, ValueType, Item};
pub use fields::Field;
pub use selection::{Side, TextPart};
