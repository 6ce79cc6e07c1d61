//! Logical clocks of leaders: hybrid clocks, which stay close to physical time, and Lamport clocks, which count.
//!
//! Both give a causally later event a greater timestamp, however wrong the physical clocks are (Kulkarni et al.,
//! *Logical Physical Clocks*, 2014; Lamport 1978; SEMANTICS L1, L3).

use crate::canonical::{Canonical, Encoder};

/// The kind of logical clock that leaders keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalClock {
    /// A hybrid logical clock.
    Hybrid,
    /// A Lamport clock.
    Lamport,
}

/// A timestamp of a logical clock. The greater of two is later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogicalTimestamp {
    /// The greatest physical time observed, in microseconds; always 0 for a Lamport clock.
    pub time: i64,
    /// How many events it has counted at that time.
    pub count: u64,
}

/// A reading of a logical clock, as a write carries it. Clocks of different kinds do not compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogicalReading {
    /// The kind of the clock.
    pub clock: LogicalClock,
    /// What it showed.
    pub timestamp: LogicalTimestamp,
}

impl LogicalReading {
    /// What it showed, if it is of this kind of clock: a reading of another kind counts as none.
    #[must_use]
    pub fn of(self, clock: LogicalClock) -> Option<LogicalTimestamp> {
        (self.clock == clock).then_some(self.timestamp)
    }
}

impl LogicalClock {
    /// The timestamp of the next event: greater than `last`, the clock's previous one, and than the `observed`
    /// one that came with the event. `physical` is the physical clock's reading, in microseconds.
    #[must_use]
    pub fn next(
        self,
        last: LogicalTimestamp,
        observed: Option<LogicalTimestamp>,
        physical: i64,
    ) -> LogicalTimestamp {
        let greatest = last.max(observed.unwrap_or(last));
        match self {
            Self::Hybrid if physical > greatest.time => LogicalTimestamp { time: physical, count: 0 },
            Self::Hybrid | Self::Lamport => {
                LogicalTimestamp { count: greatest.count.saturating_add(1), ..greatest }
            }
        }
    }
}

/// A hybrid clock as `105 µs + 2`, a Lamport clock as `7`.
impl std::fmt::Display for LogicalTimestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            0 => write!(f, "{}", self.count),
            time => write!(f, "{time} µs + {}", self.count),
        }
    }
}

impl Canonical for LogicalTimestamp {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.signed(self.time);
        encoder.number(self.count);
    }
}

/// The kind of the clock follows from the policy.
impl Canonical for LogicalReading {
    fn encode(&self, encoder: &mut Encoder) {
        self.timestamp.encode(encoder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timestamp(time: i64, count: u64) -> LogicalTimestamp {
        LogicalTimestamp { time, count }
    }

    /// The cases of figure 5 in the paper, for a receive event.
    #[test]
    fn l1_hybrid_clock_takes_greatest_time_and_counts_ties() {
        let next = |last, observed, physical| LogicalClock::Hybrid.next(last, Some(observed), physical);
        assert_eq!(
            next(timestamp(5, 3), timestamp(4, 9), 10),
            timestamp(10, 0),
            "the physical clock is ahead of both"
        );
        assert_eq!(
            next(timestamp(12, 3), timestamp(4, 9), 10),
            timestamp(12, 4),
            "the last timestamp is the greatest"
        );
        assert_eq!(
            next(timestamp(5, 3), timestamp(12, 9), 10),
            timestamp(12, 10),
            "the observed timestamp is the greatest"
        );
        assert_eq!(next(timestamp(12, 3), timestamp(12, 9), 10), timestamp(12, 10), "both are equal");
        assert_eq!(LogicalClock::Hybrid.next(timestamp(12, 3), None, 12), timestamp(12, 4), "a local event");
    }

    #[test]
    fn l1_lamport_clock_continues_from_greatest_observed() {
        assert_eq!(LogicalClock::Lamport.next(timestamp(0, 3), Some(timestamp(0, 9)), 10), timestamp(0, 10));
        assert_eq!(LogicalClock::Lamport.next(timestamp(0, 3), None, 10), timestamp(0, 4));
    }
}
