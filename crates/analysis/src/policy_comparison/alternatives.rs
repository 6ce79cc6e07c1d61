//! The policies that a run is compared under. To add one: one line in the list.

use replication::{LastWriteWins, Merge, MergeRule, Policy, Script, Timestamp};
use scenario::Scenario;

use super::PolicyRow;

/// Merge code that can do something with any two values of one kind.
const CODE: &str = "fn merge(mine, theirs) {
    if mine == () { return theirs; }
    if theirs == () { return mine; }
    if is_set(mine) && is_set(theirs) { return mine + theirs; }
    if is_list(mine) && is_list(theirs) {
        let all = (mine + theirs).unique();
        all.sort();
        return all;
    }
    if is_text(mine) && is_text(theirs) && mine != theirs {
        return min(mine, theirs) + \", \" + max(mine, theirs);
    }
    if mine > theirs { mine } else { theirs }
}";

/// All policies of the table, with the names that they have there.
fn alternatives() -> Vec<(&'static str, Policy)> {
    let by_clock = |timestamp| LastWriteWins { timestamp, ..LastWriteWins::default() };
    let code = Script { source: CODE.into() };
    vec![
        ("Last write wins, by the client’s clock", Policy::LastWriteWins(by_clock(Timestamp::Client))),
        ("Last write wins, by the leader’s clock", Policy::LastWriteWins(by_clock(Timestamp::Leader))),
        ("Siblings", Policy::Siblings(Default::default())),
        ("Merge code", Policy::Merge(Merge { with: MergeRule::Script(code) })),
        ("Avoidance", Policy::Avoidance(Default::default())),
    ]
}

/// The rows for a run: its own policy first, under its name in the list if it is in it. If it has options of
/// its own, they count for its row.
pub(super) fn rows(scenario: &Scenario) -> Vec<PolicyRow> {
    let own = &scenario.policy;
    let mut listed = alternatives();
    let place = listed.iter().position(|(_, policy)| policy == own).or_else(|| {
        // Merge code and avoidance have no variants in the list: the run’s own stands for them.
        listed.iter().position(|(_, policy)| stands_for(own, policy))
    });
    let name = match place {
        Some(place) => listed.remove(place).0,
        None => own.choice().title,
    };
    let first = PolicyRow { name: name.to_owned(), policy: own.clone(), is_current: true, summary: None };
    let others = listed.into_iter().map(|(name, policy)| PolicyRow {
        name: name.to_owned(),
        policy,
        is_current: false,
        summary: None,
    });
    std::iter::once(first).chain(others).collect()
}

fn stands_for(own: &Policy, listed: &Policy) -> bool {
    match (own, listed) {
        (Policy::Merge(own), Policy::Merge(_)) => matches!(own.with, MergeRule::Script(_)),
        (Policy::Avoidance(_), Policy::Avoidance(_)) => true,
        _ => false,
    }
}
