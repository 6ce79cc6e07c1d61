//! Links: how long messages take, what becomes of them on the way, and what a sender remembers of a link.

mod channel;
mod settings;

pub use channel::{Channel, Stage, Transmission};
pub use settings::{Latency, LinkSettings, Order};
