//! Links: how long messages take, what becomes of them on the way, and what a sender remembers of a link.

mod indexed_queue;
mod link_state;
mod settings;

pub use indexed_queue::IndexedQueue;
pub use link_state::{DeliveryState, LinkState, Transmission};
pub use settings::{Latency, LinkSettings, DeliveryOrder};
