//! What a page shows of a frame, as plain data: leaders with their stores, links, and what is in flight.
//!
//! A page asks a [`Frame`](crate::Frame) for these and looks at nothing else of the simulated world. They borrow from
//! the frame and are made as they are asked for: nothing is copied for each message or key.

mod client;
mod homes;
mod in_flight;
mod leader;
mod link;

pub use client::ClientView;
pub use in_flight::{Course, InFlight, Payload};
pub use leader::{BufferedWrite, LeaderView, StoredKey};
pub use link::{LinkFacts, LinkView};
