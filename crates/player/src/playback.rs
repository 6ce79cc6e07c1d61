//! How wall time becomes simulated time. The only place where it does.

use replication::Micros;

use crate::breakpoints::Breakpoint;

/// How fast a run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// From one message’s end to the next one’s in a second, however much time lies between.
    OneByOne,
    /// So many simulated microseconds in a second of wall time.
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

/// What a run is played until.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayUntil {
    /// What.
    pub stop: Breakpoint,
    /// When it comes; never, since the last edit perhaps, if there is none.
    pub at: Option<Micros>,
}

/// Whether and how fast the run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playback {
    /// Whether time goes by.
    pub playing: bool,
    /// How fast.
    pub speed: Speed,
    /// What playing stops at by itself, if it comes.
    pub until: Option<PlayUntil>,
    /// What is left of wall time, in millionths of a simulated microsecond.
    remainder: u64,
}

/// A second's worth of wall time, in microseconds.
const SECOND_US: u64 = 1_000_000;
/// After a longer pause than this between two ticks (a hidden tab, say) playback does not catch up.
const MAX_CATCH_UP_US: u64 = 250_000;

impl Default for Playback {
    fn default() -> Self {
        Self { playing: false, speed: Speed::Rate(50_000), until: None, remainder: 0 }
    }
}

impl Playback {
    /// How much simulated time goes by, in microseconds, while so much wall time does, at so many simulated
    /// microseconds a second. What does not make a whole microsecond is carried on.
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
    fn no_time_is_lost_between_ticks() {
        let mut playback = Playback::default();
        let total: u64 = (0..1_000).map(|_| playback.advance(16_667, 5_000)).sum();
        assert_eq!(total, 16_667 * 5);
    }

    #[test]
    fn after_a_long_absence_playback_does_not_rush() {
        let mut playback = Playback::default();
        assert_eq!(playback.advance(60 * SECOND_US, 1_000_000), MAX_CATCH_UP_US);
    }
}
