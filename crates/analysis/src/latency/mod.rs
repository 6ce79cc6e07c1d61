//! Latency: how long clients wait for responses, how busy leaders are, and how many requests are served
//! (SEMANTICS C6).

mod report;
mod request_time;
mod requests;
mod summary;

pub use report::{LatencyReport, LeaderLoad};
pub use request_time::{RequestEnd, RequestTime};
pub use summary::{LatencySummary, Percentiles};
