//! A dot names one write: the leader that accepted it, and the how-manieth it was there.

use std::fmt;

use crate::canonical::{Canonical, Sink};
use crate::id::LeaderId;

/// `(leader, counter)`; counters start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// The leader that accepted the write: its origin.
    pub leader: LeaderId,
    /// The how-manieth write of that leader this is, over all keys.
    pub counter: u64,
}

impl Dot {
    /// The dot of a leader's `counter`-th write.
    #[must_use]
    pub fn new(leader: LeaderId, counter: u64) -> Self {
        Self { leader, counter }
    }
}

/// `F1`; with a colon, `L2:1`, where the leader's id ends in a digit.
impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.leader.as_str().ends_with(|c: char| c.is_numeric()) { ":" } else { "" };
        write!(f, "{}{colon}{}", self.leader, self.counter)
    }
}

impl fmt::Debug for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Canonical for Dot {
    fn feed(&self, sink: &mut dyn Sink) {
        self.leader.feed(sink);
        sink.number(self.counter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_reads_unambiguously() {
        assert_eq!(Dot::new("F".parse().unwrap(), 12).to_string(), "F12");
        assert_eq!(Dot::new("L1".parse().unwrap(), 2).to_string(), "L1:2");
    }
}
