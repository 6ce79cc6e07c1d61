//! Rules: what the policy in force says about replaced writes.

use replication::{DataType, Policy, TimestampRule};

/// What replacing a write means under a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Each leader applies operations anew.
    Statements,
    /// The write with the greatest timestamp is kept.
    Timestamps,
    /// Concurrent writes are kept side by side.
    Siblings,
    /// Concurrent writes are merged.
    Merging,
    /// A counter: each leader's total contains its earlier ones.
    Counter,
    /// A set: each addition is a version of its own.
    Set,
}

/// The policy in force, as far as accounting needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(super) kind: Kind,
    /// Whether the home of a key orders its writes.
    pub(super) has_homes: bool,
    pub(super) timestamps: Option<TimestampRule>,
    /// Whether an acknowledgement returns what the leader now holds, rather than the write alone.
    pub(super) answers_with_values: bool,
}

impl Rules {
    pub(crate) fn of(policy: &Policy) -> Self {
        let kind = match policy {
            Policy::Avoidance(avoidance) => {
                return Self { has_homes: true, ..Self::of(&avoidance.otherwise) };
            }
            Policy::None(_) => Kind::Statements,
            Policy::LastWriteWins(_) => Kind::Timestamps,
            Policy::Siblings(_) => Kind::Siblings,
            Policy::Merge(_) => Kind::Merging,
            Policy::Crdt(crdt) => match crdt.data_type {
                DataType::Counter(_) => Kind::Counter,
                DataType::Set(_) => Kind::Set,
                DataType::Register(_) => Kind::Timestamps,
            },
        };
        let rules = policy.as_policy();
        Self {
            kind,
            has_homes: false,
            timestamps: rules.timestamp_rule(),
            answers_with_values: rules.answers_writes_with_values(),
        }
    }
}
