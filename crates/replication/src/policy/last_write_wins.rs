//! Last write wins: the write with the greatest (timestamp, tie-break) is kept, the others are discarded.
//!
//! Both are properties of the write, never of the leader that applies it, so all leaders agree in any arrival
//! order (SEMANTICS L2).

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::smallvec;

use crate::limits::MAX_TIME_MS;
use crate::logical::LogicalClock;
use crate::policy::conflict_policy::{ConflictPolicy, RemovalReason, Resolution};
use crate::policy::timestamp_rule::{TieBreak, Timestamp, TimestampRule};
use crate::registry::{OptionInfo, OptionKind, Options, Unit, VariantInfo};
use crate::store::Entry;
use crate::time::Micros;
use crate::write::Write;

/// The options of last write wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LastWriteWins {
    /// The clock that timestamps a write.
    pub timestamp: Timestamp,
    /// What breaks a tie between equal timestamps.
    pub tie: TieBreak,
    /// How long a leader keeps a tombstone after applying it; forever if omitted. An older write that arrives
    /// after that resurrects the deleted value (SEMANTICS L4).
    #[serde(rename = "tombstone_lifetime_ms", skip_serializing_if = "Option::is_none")]
    pub tombstone_lifetime: Option<Micros>,
}

impl LastWriteWins {
    /// The order of writes under these options.
    #[must_use]
    pub const fn rule(&self) -> TimestampRule {
        TimestampRule { timestamp: self.timestamp, tie: self.tie }
    }
}

const TIES_AND_DELETES: &str = "Ties and deletes";

const TIMESTAMPS: &[VariantInfo] = &[
    VariantInfo::without_options(
        "leader",
        "Leader’s clock",
        "The clock of the leader that accepted the write.",
    ),
    VariantInfo::without_options("client", "Client’s clock", "The clock of the client that wrote."),
    VariantInfo::without_options(
        "hybrid",
        "Hybrid logical clock",
        "Close to true time, and later than every timestamp that the leader or client had observed.",
    ),
    VariantInfo::without_options(
        "lamport",
        "Lamport clock",
        "Only counts: one more than the greatest timestamp observed.",
    ),
];

const TIES: &[VariantInfo] = &[
    VariantInfo::without_options("leader", "Leader", "The write of the leader with the greater ID wins."),
    VariantInfo::without_options("value", "Value", "The greater value wins; a delete counts as the lowest."),
    VariantInfo::without_options(
        "delete-wins",
        "Delete",
        "A delete beats a write; of two writes the greater value wins. Cassandra does this.",
    ),
    VariantInfo::without_options(
        "write-wins",
        "Write",
        "A write beats a delete; of two writes the greater value wins.",
    ),
];

impl Options for LastWriteWins {
    const OPTIONS: &'static [OptionInfo] = &[
        OptionInfo {
            id: "timestamp",
            label: "Timestamp from",
            help: "",
            section: None,
            kind: OptionKind::Choice(TIMESTAMPS),
        },
        OptionInfo {
            id: "tie",
            label: "Tie decided by",
            help: "",
            section: Some(TIES_AND_DELETES),
            kind: OptionKind::Choice(TIES),
        },
        OptionInfo {
            id: "tombstone_lifetime_ms",
            label: "Drop tombstones",
            help: "An older write that arrives after that can restore a deleted value.",
            section: Some(TIES_AND_DELETES),
            kind: OptionKind::OptionalNumber {
                number_label: "Keep for",
                unit: Unit::Milliseconds,
                min: 0,
                max: MAX_TIME_MS,
                initial: |_| 500,
            },
        },
    ];
}

impl ConflictPolicy for LastWriteWins {
    fn resolve(&self, entry: &Entry, incoming: &Arc<Write>) -> Resolution {
        let mut winner = incoming;
        for version in &entry.versions {
            if self.rule().compare(version, winner).is_gt() {
                winner = version;
            }
        }
        let all = entry.versions.iter().chain([incoming]);
        let losers = all.filter(|version| version.dot != winner.dot);
        Resolution {
            kept: smallvec![winner.clone()],
            removed: losers.map(|version| (version.dot, RemovalReason::Discarded)).collect(),
            ..Resolution::default()
        }
    }

    fn logical_clock(&self) -> Option<LogicalClock> {
        match self.timestamp {
            Timestamp::Leader | Timestamp::Client => None,
            Timestamp::Hybrid => Some(LogicalClock::Hybrid),
            Timestamp::Lamport => Some(LogicalClock::Lamport),
        }
    }

    fn timestamp_rule(&self) -> Option<TimestampRule> {
        Some(self.rule())
    }

    fn tombstone_lifetime(&self) -> Option<Micros> {
        self.tombstone_lifetime
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Operation;
    use crate::value::Value;
    use crate::versions::{CausalContext, Dot};

    fn write(
        leader: &str,
        counter: u64,
        value: Option<i64>,
        client_time: i64,
        leader_time: i64,
    ) -> Arc<Write> {
        Arc::new(Write {
            dot: Dot::new(leader.parse().unwrap(), counter),
            client: Some("ana".parse().unwrap()),
            key: "k".parse().unwrap(),
            operation: value.map_or(Operation::Delete, |value| Operation::Put(Value::Integer(value))),
            context: CausalContext::new(),
            client_time,
            leader_time,
            row: None,
            logical_time: None,
            dependencies: None,
            sources: Vec::new(),
            merged_from: None,
            is_statement: false,
        })
    }

    /// Every order of arrival.
    fn orders(writes: &[Arc<Write>]) -> Vec<Vec<Arc<Write>>> {
        if writes.is_empty() {
            return vec![vec![]];
        }
        let mut all = Vec::new();
        for first in 0..writes.len() {
            let mut rest = writes.to_vec();
            let first = rest.remove(first);
            all.extend(orders(&rest).into_iter().map(|order| [vec![first.clone()], order].concat()));
        }
        all
    }

    #[test]
    fn l2_every_arrival_order_gives_the_same_winner() {
        let writes = [
            write("A", 1, Some(3), 10, 7),
            write("A", 2, Some(1), 10, 7),
            write("B", 1, Some(2), 10, 7),
            write("C", 1, None, 10, 7),
            write("D", 1, Some(9), 9, 6),
        ];
        for (timestamp, tie, winner) in [
            (Timestamp::Leader, TieBreak::Leader, "C1"),
            (Timestamp::Leader, TieBreak::Value, "A1"),
            (Timestamp::Client, TieBreak::Leader, "C1"),
            (Timestamp::Client, TieBreak::Value, "A1"),
        ] {
            let policy = LastWriteWins { timestamp, tie, ..LastWriteWins::default() };
            for order in orders(&writes) {
                let mut entry = Entry::default();
                for write in &order {
                    entry.versions = policy.resolve(&entry, write).kept;
                }
                let kept: Vec<String> = entry.dots().map(|dot| dot.to_string()).collect();
                assert_eq!(kept, [winner], "{policy:?}, {order:?}");
            }
        }
    }
}
