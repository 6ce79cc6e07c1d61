//! What may differ in a run that was shared under earlier semantics.

use scenario::{Scenario, SemanticsChange};

use crate::names::list_of;

/// What may differ in the run of a link that was made with this version of the semantics; none if nothing has changed
/// since that concerns the run.
#[must_use]
pub fn describe_semantics_changes(scenario: &Scenario, version: u32) -> Option<String> {
    let changes: Vec<String> =
        SemanticsChange::since(version, scenario).map(|change| describe_change(change).to_owned()).collect();
    let changes = (!changes.is_empty()).then(|| list_of(&changes))?;
    Some(format!(
        "This link was made with an earlier version of the simulation, so this run differs from the one that was shared. Corrected since: {changes}."
    ))
}

/// A change as a clause.
const fn describe_change(change: SemanticsChange) -> &'static str {
    match change {
        SemanticsChange::OperationContexts => {
            "an operation that computes from the stored value depends on what its leader holds, and on nothing else"
        }
        SemanticsChange::HomeOrder => "a home keeps siblings that nobody has read",
        SemanticsChange::SetRemovals => "a removal from a set covers every earlier add",
        SemanticsChange::Merges => "a merge depends only on which writes it merges, not on their order",
        SemanticsChange::UnchangedRows => "a leader no longer forwards a row that did not change",
        SemanticsChange::Snapshots => "a snapshot carries no held-back writes",
        SemanticsChange::TombstoneLifetimes => "a tombstone’s lifetime runs on its leader’s clock",
        SemanticsChange::ComputedValues => "a value that a leader has computed stays when the policy changes",
        SemanticsChange::CounterContexts => {
            "an increment of a CRDT counter covers every earlier write of its leader to that key"
        }
        SemanticsChange::WholeSets => {
            "a delete or a write of a whole set also covers writes without items, and a set that was inserted or updated counts as such a write"
        }
    }
}
