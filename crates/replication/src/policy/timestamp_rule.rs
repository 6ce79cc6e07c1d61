//! The total order of writes by timestamp and tie-break.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::logical::LogicalTimestamp;
use crate::write::Write;

/// The clock that timestamps a write (SEMANTICS L1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timestamp {
    /// The clock of the accepting leader.
    #[default]
    Leader,
    /// The clock of the writing client.
    Client,
    /// The hybrid logical clock of the accepting leader: close to true time, and later than every timestamp that
    /// the leader or the client had observed.
    Hybrid,
    /// The Lamport clock of the accepting leader, which only counts.
    Lamport,
}

/// What breaks a tie between equal timestamps. If that is equal too, the dot decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieBreak {
    /// The greater leader id wins.
    #[default]
    Leader,
    /// The greater value wins; a tombstone is less than any value.
    Value,
}

/// Orders writes by timestamp, then by tie-break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimestampRule {
    /// The clock that timestamps a write.
    pub timestamp: Timestamp,
    /// What breaks a tie between equal timestamps.
    pub tie: TieBreak,
}

impl TimestampRule {
    /// The timestamp of a write. A write from before leaders kept a logical clock has its leader's time under a
    /// hybrid clock, and 0 under a Lamport clock.
    #[must_use]
    pub fn timestamp_of(&self, write: &Write) -> LogicalTimestamp {
        let physical = |time| LogicalTimestamp { time, count: 0 };
        match self.timestamp {
            Timestamp::Leader => physical(write.leader_time),
            Timestamp::Client => physical(write.client_time),
            Timestamp::Hybrid => write.logical_time.unwrap_or(physical(write.leader_time)),
            Timestamp::Lamport => write.logical_time.unwrap_or_default(),
        }
    }

    /// Compares two writes: the greater wins. Writes with different dots are never equal.
    #[must_use]
    pub fn compare(&self, a: &Write, b: &Write) -> Ordering {
        let tie = match self.tie {
            // Dots order by leader first, and the dot decides last.
            TieBreak::Leader => Ordering::Equal,
            TieBreak::Value => a.value().cmp(&b.value()),
        };
        self.timestamp_of(a).cmp(&self.timestamp_of(b)).then(tie).then(a.dot.cmp(&b.dot))
    }
}
