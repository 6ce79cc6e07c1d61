//! Logical clocks of leaders: hybrid ones, which stay near true time, and Lamport's, which only count.
//!
//! Both make what comes after in causality greater, however wrong physical clocks are (Kulkarni et al.,
//! *Logical Physical Clocks*, 2014; Lamport 1978; SEMANTICS L1, L3).

use crate::canonical::{Canonical, Encoder};

/// Which logical clock leaders keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalClock {
    /// A hybrid logical clock.
    Hybrid,
    /// A Lamport clock.
    Lamport,
}

/// A reading of a logical clock. Of two the greater is later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogicalTimestamp {
    /// The greatest physical time that it has heard of, in microseconds; always 0 of a Lamport clock.
    pub time: i64,
    /// How many steps it has made at that time.
    pub count: u64,
}

impl LogicalClock {
    /// The next reading where something happens: after `last`, and after what was `heard` with it. `physical`
    /// is what the physical clock shows, in microseconds.
    #[must_use]
    pub fn next(
        self,
        last: LogicalTimestamp,
        heard: Option<LogicalTimestamp>,
        physical: i64,
    ) -> LogicalTimestamp {
        let greatest = last.max(heard.unwrap_or(last));
        match self {
            Self::Hybrid if physical > greatest.time => LogicalTimestamp { time: physical, count: 0 },
            Self::Hybrid | Self::Lamport => {
                LogicalTimestamp { count: greatest.count.saturating_add(1), ..greatest }
            }
        }
    }
}

/// `105 µs + 2`; of a Lamport clock `7`.
impl std::fmt::Display for LogicalTimestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            0 => write!(f, "{}", self.count),
            time => write!(f, "{time} µs + {}", self.count),
        }
    }
}

impl Canonical for LogicalTimestamp {
    fn encode(&self, sink: &mut dyn Encoder) {
        sink.signed(self.time);
        sink.number(self.count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(time: i64, count: u64) -> LogicalTimestamp {
        LogicalTimestamp { time, count }
    }

    /// The cases of figure 5 in the paper, for a receive event.
    #[test]
    fn l1_hybrid_clock_takes_greatest_time_and_counts_ties() {
        let next = |last, heard, physical| LogicalClock::Hybrid.next(last, Some(heard), physical);
        assert_eq!(next(stamp(5, 3), stamp(4, 9), 10), stamp(10, 0), "the physical clock is ahead of both");
        assert_eq!(next(stamp(12, 3), stamp(4, 9), 10), stamp(12, 4), "its own last reading is the greatest");
        assert_eq!(next(stamp(5, 3), stamp(12, 9), 10), stamp(12, 10), "what it hears is the greatest");
        assert_eq!(next(stamp(12, 3), stamp(12, 9), 10), stamp(12, 10), "both are equal");
        assert_eq!(LogicalClock::Hybrid.next(stamp(12, 3), None, 12), stamp(12, 4), "of a write by itself");
    }

    #[test]
    fn l1_lamport_clock_continues_from_greatest_observed() {
        assert_eq!(LogicalClock::Lamport.next(stamp(0, 3), Some(stamp(0, 9)), 10), stamp(0, 10));
        assert_eq!(LogicalClock::Lamport.next(stamp(0, 3), None, 10), stamp(0, 4));
    }
}
