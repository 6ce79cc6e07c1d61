//! What setting a clock otherwise would change: the offsets at which another write wins.

use replication::{Dot, Key, LeaderId, Micros, Offset};

/// What setting a clock otherwise would change.
#[derive(Clone, Debug, PartialEq)]
pub enum ClockSensitivity {
    /// Nothing: no timestamp is from this clock, or there is none.
    NoEffect(NoEffect),
    /// The winner of a conflict.
    Decides(WinnerFlips),
}

/// Why a clock has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEffect {
    /// The policy ignores timestamps.
    PolicyIgnoresTimestamps,
    /// Timestamps are those of the clients' clocks.
    ClientClocksCount,
    /// Timestamps are those of the leaders' clocks.
    LeaderClocksCount,
    /// Lamport clocks ignore physical time.
    LamportClocks,
    /// No write that this clock dated has conflicted with another.
    NoConflict,
}

/// The offsets of one clock at which another write wins.
#[derive(Clone, Debug, PartialEq)]
pub struct WinnerFlips {
    /// The key in conflict.
    pub key: Key,
    /// The leader where the writes conflicted.
    pub leader: LeaderId,
    /// The number of the record of the conflict.
    pub number: usize,
    /// When that was.
    pub at: Micros,
    /// The write that wins with the clock as it is.
    pub winner: Dot,
    /// The nearest offset further behind at which another wins.
    pub below: Option<WinnerFlip>,
    /// The nearest offset further ahead.
    pub above: Option<WinnerFlip>,
    /// How the offsets were found.
    pub method: Method,
}

/// An offset at which another write wins, as it does beyond it up to the next flip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinnerFlip {
    /// How far ahead the clock then is at the beginning of the run.
    pub offset: Offset,
    /// The write that wins then.
    pub winner: Dot,
    /// Where the timestamps are equal, if they are anywhere: there the tie-break decides.
    pub tie: Option<Offset>,
}

/// How offsets were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From the timestamps, exactly.
    Timestamps,
    /// By running the scenario with other offsets, up to this far either way.
    Simulation(Offset),
    /// Not at all: the run is too long to be run so often.
    TooLong,
}
