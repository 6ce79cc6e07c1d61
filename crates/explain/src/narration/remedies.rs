//! What operators do about writes that do not reach every leader, as suggestions.

use analysis::{Outcome, StrandedReason};
use replication::{Departed, World};

use super::Suggestion;

/// The remedies for stranded writes and for dependencies that never arrive, the gentlest first.
#[must_use]
pub fn remedies(world: &World, outcome: &Outcome) -> Vec<Suggestion> {
    let mut all = Vec::new();
    let left = outcome.stranded.iter().find_map(|stranded| match stranded.reason {
        StrandedReason::Left(leader) => Some(leader),
        StrandedReason::NoPath => None,
    });
    all.extend(left.map(Suggestion::DrainBeforeLeaving));
    let has_departed =
        outcome.stranded.iter().any(|stranded| world.former_members.contains_key(&stranded.write.leader));
    if has_departed && world.replication.departed == Departed::Ignore {
        all.push(Suggestion::ForwardDeparted);
    }
    let missing = outcome.never_arrives.iter().flat_map(|never| &never.missing);
    let stranded = outcome.stranded.iter().map(|stranded| &stranded.write);
    let purgeable = missing.chain(stranded).find(|dot| world.former_members.contains_key(&dot.leader));
    all.extend(purgeable.map(|dot| Suggestion::Purge(*dot)));
    all
}
