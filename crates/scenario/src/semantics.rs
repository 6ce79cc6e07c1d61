//! The version of the simulation's semantics, and what each version changed for which scenarios.

use replication::{Command, Operation, Policy, Suppression, VersionRule};

use crate::scenario::Scenario;

/// The version of the semantics that this program simulates. Raised by every release in which a run of an earlier link
/// can have other events.
pub const SEMANTICS_VERSION: u32 = 2;

/// The version of links from before links stated one.
pub(crate) const FIRST_SEMANTICS_VERSION: u32 = 1;

/// A change of the semantics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SemanticsChange {
    /// An operation that computes from the stored value has seen what its leader holds, not what its client has seen.
    OperationContexts,
    /// A home keeps siblings that others accepted.
    HomeOrder,
    /// A removal from a CRDT set covers every earlier add.
    SetRemovals,
    /// A merge depends on the set of writes alone.
    Merges,
    /// A leader does not pass on a row that stays as it is.
    UnchangedRows,
    /// A snapshot carries no held-back writes.
    Snapshots,
    /// A tombstone's lifetime runs on the clock of the leader that keeps it.
    TombstoneLifetimes,
    /// A value that a leader has computed stays when the policy changes.
    ComputedValues,
    /// An increment of a CRDT counter covers every earlier write of its leader to that key.
    CounterContexts,
    /// A delete or a write of a whole CRDT set also covers writes without items, and a set that was inserted counts as such a
    /// write.
    WholeSets,
}

impl SemanticsChange {
    /// Every change, with the version that brought it.
    const ALL: &'static [(u32, Self)] = &[
        (2, Self::OperationContexts),
        (2, Self::HomeOrder),
        (2, Self::SetRemovals),
        (2, Self::Merges),
        (2, Self::UnchangedRows),
        (2, Self::Snapshots),
        (2, Self::TombstoneLifetimes),
        (2, Self::ComputedValues),
        (2, Self::CounterContexts),
        (2, Self::WholeSets),
    ];

    /// The changes after a version that can change the run of this scenario.
    pub fn since(version: u32, scenario: &Scenario) -> impl Iterator<Item = Self> {
        let later = Self::ALL.iter().filter(move |(changed_in, _)| *changed_in > version);
        later.map(|(_, change)| *change).filter(|change| change.concerns(scenario))
    }

    fn concerns(self, scenario: &Scenario) -> bool {
        let mut policies = policies(scenario);
        match self {
            Self::OperationContexts => {
                computes(scenario) && policies.any(|policy| policy.as_policy().tracks_contexts())
            }
            Self::HomeOrder => policies.any(|policy| policy.avoidance().is_some()),
            Self::SetRemovals | Self::WholeSets => policies.any(|policy| rule(policy) == VersionRule::Set),
            Self::Merges => policies.any(|policy| policy.name().id == "merge"),
            Self::UnchangedRows => {
                scenario.replication.suppress != Suppression::Dot || sets_replication(scenario)
            }
            Self::Snapshots => scenario.commands.iter().any(|scheduled| match &scheduled.command {
                Command::Join(newcomer) => newcomer.from.is_some(),
                _ => false,
            }),
            Self::TombstoneLifetimes => {
                policies.any(|policy| policy.as_policy().tombstone_lifetime().is_some())
            }
            Self::ComputedValues => computes(scenario) && changes_policy(scenario),
            Self::CounterContexts => policies.any(|policy| rule(policy) == VersionRule::Counter),
        }
    }
}

/// The policies that hold at any time of a run, and those that homes fall back to.
fn policies(scenario: &Scenario) -> impl Iterator<Item = &Policy> {
    let later = scenario.commands.iter().filter_map(|scheduled| match &scheduled.command {
        Command::Policy(policy) => Some(policy),
        _ => None,
    });
    let all = std::iter::once(&scenario.policy).chain(later);
    all.flat_map(|policy| {
        std::iter::once(policy).chain(policy.avoidance().map(|avoidance| &*avoidance.otherwise))
    })
}

fn rule(policy: &Policy) -> VersionRule {
    policy.as_policy().version_rule()
}

fn changes_policy(scenario: &Scenario) -> bool {
    scenario.commands.iter().any(|scheduled| matches!(scheduled.command, Command::Policy(_)))
}

fn sets_replication(scenario: &Scenario) -> bool {
    scenario.commands.iter().any(|scheduled| matches!(scheduled.command, Command::Replication(_)))
}

/// Whether a client asks for an operation that computes from the stored value.
fn computes(scenario: &Scenario) -> bool {
    let in_commands = scenario.commands.iter().any(|scheduled| match &scheduled.command {
        Command::Request(request) => Operation::from(request.operation.clone()).is_relative(),
        _ => false,
    });
    in_commands || scenario.workload.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(policy: &str, commands: &str) -> Vec<SemanticsChange> {
        let text = format!(
            r#"{{"polyleader":1,"leaders":[{{"id":"A"}}],"policy":{policy},"clients":[{{"id":"a","at":"A"}}],"commands":[{commands}]}}"#
        );
        SemanticsChange::since(FIRST_SEMANTICS_VERSION, &Scenario::from_json(&text).unwrap()).collect()
    }

    #[test]
    fn only_changes_that_concern_the_run_are_named() {
        let write = r#"{"at_ms":1,"write":{"client":"a","key":"k","value":1}}"#;
        let increment = r#"{"at_ms":1,"increment":{"client":"a","key":"k"}}"#;
        assert_eq!(changes(r#""last-write-wins""#, write), []);
        assert_eq!(changes(r#""siblings""#, write), []);
        assert_eq!(changes(r#""siblings""#, increment), [SemanticsChange::OperationContexts]);
        assert_eq!(
            changes(r#"{"avoidance":{"otherwise":"merge"}}"#, write),
            [SemanticsChange::HomeOrder, SemanticsChange::Merges]
        );
        let joined = r#"{"at_ms":1,"join":{"id":"B","from":"A"}}"#;
        assert_eq!(changes(r#""last-write-wins""#, joined), [SemanticsChange::Snapshots]);
        let computed_before = format!(r#"{increment},{{"at_ms":5,"policy":"none"}}"#);
        assert_eq!(changes(r#""last-write-wins""#, &computed_before), [SemanticsChange::ComputedValues]);
        assert_eq!(changes(r#"{"crdt":{"type":"counter"}}"#, increment), [SemanticsChange::CounterContexts]);
        assert_eq!(
            changes(r#"{"crdt":{"type":"set"}}"#, write),
            [SemanticsChange::SetRemovals, SemanticsChange::WholeSets]
        );
    }

    #[test]
    fn nothing_has_changed_since_this_version() {
        let scenario = crate::opening::default_scenario();
        assert_eq!(SemanticsChange::since(SEMANTICS_VERSION, &scenario).count(), 0);
    }
}
