//! The policies that a run is compared under, one line each.

use replication::{LastWriteWins, Merge, MergeRule, Policy, Script, Timestamp};
use scenario::Scenario;

use super::row::PolicyRow;

/// A merge script that can merge any two values of the same type.
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

/// A policy of the comparison.
struct Alternative {
    /// Its id in commands.
    id: &'static str,
    /// Its name in the comparison.
    name: &'static str,
    policy: Policy,
    /// Whether a run's own policy of this kind replaces it, whatever its options.
    with_any_options: bool,
}

/// All policies of the comparison.
fn alternatives() -> Vec<Alternative> {
    let by_clock = |timestamp| LastWriteWins { timestamp, ..LastWriteWins::default() };
    let code = Script { source: CODE.into() };
    let just = |id, name, policy| Alternative { id, name, policy, with_any_options: false };
    let any = |id, name, policy| Alternative { id, name, policy, with_any_options: true };
    let by = |id, name, timestamp| just(id, name, Policy::LastWriteWins(by_clock(timestamp)));
    vec![
        by("client-clock", "Last write wins, by the client’s clock", Timestamp::Client),
        by("leader-clock", "Last write wins, by the leader’s clock", Timestamp::Leader),
        by("hybrid-clock", "Last write wins, by a hybrid clock", Timestamp::Hybrid),
        just("siblings", "Siblings", Policy::Siblings(Default::default())),
        any("merge-code", "Merge code", Policy::Merge(Merge { with: MergeRule::Script(code) })),
        any("avoidance", "Avoidance", Policy::Avoidance(Default::default())),
        just("none", "None", Policy::None(Default::default())),
    ]
}

/// The rows for a run: its own policy first, with its own options and, if listed, under the listed name.
pub(super) fn rows(scenario: &Scenario) -> Vec<PolicyRow> {
    let own = &scenario.policy;
    let mut listed = alternatives();
    let place = listed.iter().position(|alternative| alternative.policy == *own).or_else(|| {
        // Merge scripts and avoidance have no variants in the list: the run’s own policy is used.
        listed.iter().position(|alternative| alternative.is_replaced_by(own))
    });
    let (id, name) = match place.map(|place| listed.remove(place)) {
        Some(alternative) => (alternative.id, alternative.name),
        None => (own.name().id, own.name().title),
    };
    let first = PolicyRow { id, name: name.to_owned(), policy: own.clone(), is_current: true, summary: None };
    let others = listed.into_iter().map(|alternative| PolicyRow {
        id: alternative.id,
        name: alternative.name.to_owned(),
        policy: alternative.policy,
        is_current: false,
        summary: None,
    });
    std::iter::once(first).chain(others).collect()
}

impl Alternative {
    fn is_replaced_by(&self, own: &Policy) -> bool {
        // Of merging policies only those by code are alike.
        let is_by_code_if_this_is = own.as_policy().runs_script() || !self.policy.as_policy().runs_script();
        self.with_any_options && self.policy.name().id == own.name().id && is_by_code_if_this_is
    }
}
