//! Links: how long messages take, what becomes of them on the way, and what a sender remembers of a link.

mod by_index;
mod channel;
mod settings;

pub use by_index::ByIndex;
pub use channel::{Channel, Stage, Transmission};
pub use settings::{Latency, LinkSettings, Order};
