//! Views of a frame as plain data: leaders with their stores, links, and what is in flight.
//!
//! A page reads the simulated world only through these. They borrow from the [`Frame`](crate::Frame) and are built on
//! demand, so nothing is copied per message or key. What needs the recorded run too is asked of the
//! [`Player`](crate::Player).

mod advice;
mod client;
mod clock;
mod descriptions;
mod homes;
mod in_flight;
mod latency;
mod leader;
mod link;
mod verdicts;
mod versions;

pub use client::ClientView;
pub use leader::{BufferedWrite, LeaderView, StoredKey};
pub use link::{LinkFacts, LinkView};
