//! What random scenarios contain: policies, operations, faults and changes.

use std::ops::Range;

use replication::{LastWriteWins, Policy, Siblings};

pub const KEYS: [&str; 2] = ["cart", "page"];

/// The operations of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deeds {
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
    pub deeds: Deeds,
    /// Whether leaders may join.
    pub joins: bool,
    /// Whether leaders may leave.
    pub leaves: bool,
    /// Whether commands may state a causal context.
    pub contexts: bool,
    /// Whether there are faults and changes of settings at all.
    pub faults: bool,
    /// Whether links and the topology change.
    pub rewires: bool,
    /// Whether replication settings differ from their defaults, and change.
    pub switches: bool,
    /// Whether keys are assigned to other homes.
    pub assigns: bool,
    /// Whether the policy changes during the run.
    pub changes_policy: bool,
}

impl Default for Mix {
    /// Everything under which leaders must converge.
    fn default() -> Self {
        Self {
            leaders: 1..7,
            policies: comparing(),
            deeds: Deeds::All,
            joins: true,
            leaves: true,
            contexts: true,
            faults: true,
            rewires: true,
            switches: true,
            assigns: false,
            changes_policy: false,
        }
    }
}

impl Mix {
    /// Everything.
    pub fn everything() -> Self {
        let policies = ["none", "avoidance", "merge", "crdt"].map(|id| Policy::by_id(id).unwrap());
        let policies = policies.into_iter().chain(comparing()).collect();
        Self { policies, assigns: true, changes_policy: true, ..Self::default() }
    }
}

/// The policies under which leaders must converge, and which keep values as clients wrote them.
pub fn comparing() -> Vec<Policy> {
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
