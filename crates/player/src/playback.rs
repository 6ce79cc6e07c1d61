//! Playback: the only place where wall time becomes simulated time.

use replication::Micros;

use crate::breakpoints::Breakpoint;

/// How fast a run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// One message per second, regardless of the simulated time between.
    OneByOne,
    /// Simulated microseconds per second of wall time.
    Rate(u64),
}

/// The speeds to choose from, slowest first.
pub const SPEEDS: &[Speed] = &[
    Speed::OneByOne,
    Speed::Rate(5_000),
    Speed::Rate(10_000),
    Speed::Rate(20_000),
    Speed::Rate(50_000),
    Speed::Rate(100_000),
    Speed::Rate(250_000),
    Speed::Rate(1_000_000),
    Speed::Rate(10_000_000),
    Speed::Rate(100_000_000),
    Speed::Rate(1_000_000_000),
];

impl std::fmt::Display for Speed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OneByOne => f.write_str("message by message"),
            Self::Rate(us) if *us >= 1_000_000 => write!(f, "{}×", us / 1_000_000),
            Self::Rate(us) => write!(f, "1/{}×", 1_000_000 / (*us).max(1)),
        }
    }
}

/// Where playback stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayUntil {
    /// The kind of breakpoint; none if an instant was given.
    pub stop: Option<Breakpoint>,
    /// The instant; `None` if an edit has removed the breakpoint.
    pub at: Option<Micros>,
}

/// Whether and how fast the run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playback {
    /// Whether it is playing.
    pub playing: bool,
    /// The speed.
    pub speed: Speed,
    /// Where to stop, if not at the end.
    pub until: Option<PlayUntil>,
    /// The remainder of the last tick, in millionths of a simulated microsecond.
    remainder: u64,
}

/// A second, in microseconds.
const SECOND_US: u64 = 1_000_000;
/// The longest gap between two ticks that playback catches up on, in microseconds; a hidden tab makes longer ones.
const MAX_CATCH_UP_US: u64 = 250_000;

impl Default for Playback {
    fn default() -> Self {
        Self { playing: false, speed: Speed::Rate(50_000), until: None, remainder: 0 }
    }
}

impl Playback {
    /// Converts wall time to simulated time at this rate, in microseconds. Fractions carry over to the next call.
    pub fn advance(&mut self, wall_us: u64, rate: u64) -> u64 {
        let due = (wall_us.min(MAX_CATCH_UP_US) * rate).saturating_add(self.remainder);
        self.remainder = due % SECOND_US;
        due / SECOND_US
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_a_tick_carry_over() {
        let mut playback = Playback::default();
        let total: u64 = (0..1_000).map(|_| playback.advance(16_667, 5_000)).sum();
        assert_eq!(total, 16_667 * 5);
    }

    #[test]
    fn playback_does_not_catch_up_after_a_long_gap() {
        let mut playback = Playback::default();
        assert_eq!(playback.advance(60 * SECOND_US, 1_000_000), MAX_CATCH_UP_US);
    }
}
