//! What random scenarios contain: policies, operations, faults and changes.

use std::ops::Range;

use replication::{LastWriteWins, Policy, Siblings};

pub const KEYS: [&str; 2] = ["cart", "page"];

/// The operations of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationMix {
    /// Put, delete, read and manual merge.
    Whole,
    /// All operations, on values of all types.
    All,
    /// Increments and puts of numbers.
    Numbers,
    /// Adds, removes and puts of sets.
    Sets,
    /// Puts and deletes of maps.
    Maps,
    /// Puts and deletes of lists and sets.
    Collections,
}

/// What a random scenario may contain.
#[derive(Clone, Debug)]
pub struct Mix {
    /// The number of initial leaders.
    pub leaders: Range<usize>,
    pub policies: Vec<Policy>,
    /// The operations of clients.
    pub operations: OperationMix,
    /// Whether leaders may join.
    pub joins: bool,
    /// Whether leaders may leave.
    pub leaves: bool,
    /// Whether commands may state a causal context.
    pub explicit_contexts: bool,
    /// Whether there are faults and changes of settings at all.
    pub faults: bool,
    /// Whether links and the topology change.
    pub link_changes: bool,
    /// Whether replication settings differ from their defaults, and change.
    pub replication_settings: bool,
    /// Whether keys are assigned to other homes.
    pub home_assignments: bool,
    /// Whether the policy changes during the run.
    pub policy_changes: bool,
}

impl Default for Mix {
    /// Everything under which leaders must converge.
    fn default() -> Self {
        Self {
            leaders: 1..7,
            policies: converging_policies(),
            operations: OperationMix::All,
            joins: true,
            leaves: true,
            explicit_contexts: true,
            faults: true,
            link_changes: true,
            replication_settings: true,
            home_assignments: false,
            policy_changes: false,
        }
    }
}

impl Mix {
    /// Everything.
    pub fn everything() -> Self {
        let policies = ["none", "avoidance", "merge", "crdt"].map(|id| Policy::by_id(id).unwrap());
        let policies = policies.into_iter().chain(converging_policies()).collect();
        Self { policies, home_assignments: true, policy_changes: true, ..Self::default() }
    }
}

/// The policies under which leaders must converge, and which keep values as clients wrote them.
pub fn converging_policies() -> Vec<Policy> {
    let mut policies = vec![Policy::Siblings(Siblings::default())];
    use replication::Timestamp::{Client, Hybrid, Lamport, Leader};
    for timestamp in [Leader, Client, Hybrid, Lamport] {
        for tie in [replication::TieBreak::Leader, replication::TieBreak::Value] {
            policies.push(Policy::LastWriteWins(LastWriteWins {
                timestamp,
                tie,
                ..LastWriteWins::default()
            }));
        }
    }
    policies
}
