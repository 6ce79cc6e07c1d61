//! Merging siblings by hand: drafts, and concurrent merges at two leaders.

mod concurrent_merge;
mod draft;
mod fields;
mod selection;

pub use analysis::ValueType;
pub use concurrent_merge::{ConcurrentMerge, client_at};
pub use draft::{Draft, Item, VALUE_TYPES};
pub use fields::Field;
pub use selection::{Side, TextPart};
