//! The result of a clock sensitivity analysis.

use replication::{Dot, Key, LeaderId, Micros, Offset};

/// What another offset of a clock would change.
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
    /// Timestamps come from the clients' clocks.
    ClientClocksCount,
    /// Timestamps come from the leaders' clocks.
    LeaderClocksCount,
    /// Lamport clocks ignore physical time.
    LamportClocks,
    /// No write timestamped by this clock has conflicted with another.
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
    /// When the conflict happened.
    pub at: Micros,
    /// The write that wins with the clock as it is.
    pub winner: Dot,
    /// The nearest lower offset at which another write wins.
    pub below: Option<WinnerFlip>,
    /// The nearest higher offset at which another write wins.
    pub above: Option<WinnerFlip>,
    /// How the offsets were found.
    pub method: Method,
}

/// An offset from which another write wins, up to the next flip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinnerFlip {
    /// The clock's offset at the beginning of the run.
    pub offset: Offset,
    /// The write that wins there.
    pub winner: Dot,
    /// The offset with equal timestamps, where the tie-break decides, if there is one.
    pub tie: Option<Offset>,
}

/// How offsets were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From the timestamps, exactly.
    Timestamps,
    /// By running the scenario with other offsets, up to this far either way.
    Simulation(Offset),
    /// Not at all: the run is too long to simulate repeatedly.
    TooLong,
}
