//! The number of an attempt to have a request served.

use crate::canonical::{Canonical, Encoder};

/// Which attempt of which request: both are numbers, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttemptId {
    /// The number of the request in the run.
    pub request: u64,
    /// The number of the attempt.
    pub attempt: u32,
}

impl Canonical for AttemptId {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(self.request);
        encoder.number(u64::from(self.attempt));
    }
}
