//! How writes are ordered by timestamp, with a tie-break.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::logical::LogicalTimestamp;
use crate::write::Write;

/// Which clock dates a write (SEMANTICS L1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timestamp {
    /// The clock of the leader that accepted it.
    #[default]
    Leader,
    /// The clock of the client that wrote it.
    Client,
    /// The hybrid logical clock of the leader that accepted it: near true time, and later than whatever that
    /// leader or the client had heard of.
    Hybrid,
    /// The Lamport clock of the leader that accepted it, which only counts.
    Lamport,
}

/// What decides between equal timestamps. Equal even then, the dot decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieBreak {
    /// The leader with the greater id.
    #[default]
    Leader,
    /// The greater value; a tombstone is less than any.
    Value,
}

/// How writes are ordered: by which timestamp, and by what where timestamps are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimestampRule {
    /// Which clock dates a write.
    pub timestamp: Timestamp,
    /// What decides between equal timestamps.
    pub tie: TieBreak,
}

impl TimestampRule {
    /// The timestamp of a write by the clock that dates it. A write from a time when leaders kept no logical
    /// clock has its leader's time under a hybrid one, and 0 under a Lamport one.
    #[must_use]
    pub fn timestamp_of(&self, write: &Write) -> LogicalTimestamp {
        let physical = |time| LogicalTimestamp { time, count: 0 };
        match self.timestamp {
            Timestamp::Leader => physical(write.leader_time),
            Timestamp::Client => physical(write.client_time),
            Timestamp::Hybrid => write.stamp.unwrap_or(physical(write.leader_time)),
            Timestamp::Lamport => write.stamp.unwrap_or_default(),
        }
    }

    /// Which of two writes wins: the greater. Writes with different dots are never equal.
    #[must_use]
    pub fn compare(&self, a: &Write, b: &Write) -> Ordering {
        let tie = match self.tie {
            TieBreak::Leader => Ordering::Equal,
            TieBreak::Value => a.value().cmp(&b.value()),
        };
        self.timestamp_of(a).cmp(&self.timestamp_of(b)).then(tie).then(a.dot.cmp(&b.dot))
    }
}
