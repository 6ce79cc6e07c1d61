//! Rules: what the policy in force says about replaced writes.

use replication::{Policy, Replication, TimestampRule};

pub(super) use replication::VersionRule as Kind;

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
    pub(crate) fn of(policy: &Policy, replication: Replication) -> Self {
        let rules = policy.as_policy();
        Self {
            kind: rules.version_rule(),
            has_homes: policy.avoidance().is_some(),
            timestamps: rules.timestamp_rule(),
            answers_with_values: replication.acknowledgement.returns_values(policy),
        }
    }

    /// Whether homes add an order of their own to the contexts of writes.
    pub(super) fn orders_siblings(self) -> bool {
        self.has_homes && self.kind == Kind::Siblings
    }
}
