//! Links: their settings, and the sender's state of each.

mod indexed_queue;
mod link_state;
mod settings;

pub use indexed_queue::IndexedQueue;
pub use link_state::{DeliveryState, LinkState, Transmission};
pub use settings::{DeliveryOrder, Latency, LinkSettings};
