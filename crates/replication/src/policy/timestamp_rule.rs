//! The total order of writes by timestamp and tie-break.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::logical::{LogicalClock, LogicalTimestamp};
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
    /// A delete beats a write; of two writes the greater value wins. This is Cassandra’s order.
    DeleteWins,
    /// A write beats a delete; of two writes the greater value wins.
    WriteWins,
}

/// What decided between two writes with equal timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieDecision {
    /// The greater leader id.
    GreaterLeader,
    /// The greater counter: both are of one leader.
    LaterAtLeader,
    /// The greater value.
    GreaterValue,
    /// One of the two is a delete, and deletes win.
    Delete,
    /// One of the two is a delete, and writes win.
    Write,
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
    /// The timestamp of a write. A write from before leaders kept this kind of logical clock has its leader's time under
    /// a hybrid clock, and 0 under a Lamport clock.
    #[must_use]
    pub fn timestamp_of(&self, write: &Write) -> LogicalTimestamp {
        let physical = |time| LogicalTimestamp { time, count: 0 };
        let reading = |clock| write.logical_time.and_then(|reading| reading.of(clock));
        match self.timestamp {
            Timestamp::Leader => physical(write.leader_time),
            Timestamp::Client => physical(write.client_time),
            Timestamp::Hybrid => reading(LogicalClock::Hybrid).unwrap_or(physical(write.leader_time)),
            Timestamp::Lamport => reading(LogicalClock::Lamport).unwrap_or_default(),
        }
    }

    /// Compares two writes: the greater wins. Writes with different dots are never equal.
    #[must_use]
    pub fn compare(&self, a: &Write, b: &Write) -> Ordering {
        let by_time = self.timestamp_of(a).cmp(&self.timestamp_of(b));
        by_time.then_with(|| self.break_tie(a, b)).then_with(|| a.dot.cmp(&b.dot))
    }

    fn break_tie(&self, a: &Write, b: &Write) -> Ordering {
        let by_value = || a.value().cmp(&b.value());
        let by_delete = a.value().is_none().cmp(&b.value().is_none());
        match self.tie {
            // Dots order by leader first, and the dot decides last.
            TieBreak::Leader => Ordering::Equal,
            TieBreak::Value => by_value(),
            TieBreak::DeleteWins => by_delete.then_with(by_value),
            TieBreak::WriteWins => by_delete.reverse().then_with(by_value),
        }
    }

    /// What decides between two writes if their timestamps are equal.
    #[must_use]
    pub fn tie_decision(&self, a: &Write, b: &Write) -> TieDecision {
        let is_one_a_delete = a.value().is_none() != b.value().is_none();
        match self.tie {
            TieBreak::DeleteWins if is_one_a_delete => TieDecision::Delete,
            TieBreak::WriteWins if is_one_a_delete => TieDecision::Write,
            TieBreak::Value | TieBreak::DeleteWins | TieBreak::WriteWins if a.value() != b.value() => {
                TieDecision::GreaterValue
            }
            TieBreak::Leader | TieBreak::Value | TieBreak::DeleteWins | TieBreak::WriteWins => {
                match a.dot.leader == b.dot.leader {
                    true => TieDecision::LaterAtLeader,
                    false => TieDecision::GreaterLeader,
                }
            }
        }
    }
}
