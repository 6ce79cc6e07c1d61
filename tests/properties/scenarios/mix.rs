//! What random scenarios contain: policies, operations, faults and changes.

use std::ops::Range;

use replication::Policy;

use super::options::{each_combination, every_policy};

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
    /// Whether clients are elsewhere, and leaders take time to serve requests.
    pub remote_clients: bool,
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
            remote_clients: false,
        }
    }
}

impl Mix {
    /// Everything.
    pub fn everything() -> Self {
        // Whether the script engine is installed must not change during a test.
        merge_script::install();
        let policies = every_policy().into_iter().chain(converging_policies()).collect();
        Self { policies, home_assignments: true, policy_changes: true, ..Self::default() }
    }
}

/// The policies under which leaders must converge, and which keep values as clients wrote them.
pub fn converging_policies() -> Vec<Policy> {
    let [siblings, rule] = ["siblings", "last-write-wins"].map(|id| Policy::by_id(id).unwrap());
    let rules = each_combination(&rule.configuration());
    let rules = rules.iter().map(|rule| Policy::configured(rule).unwrap());
    std::iter::once(siblings).chain(rules).collect()
}
