//! What operators do about writes that do not reach every leader, as suggestions.

use analysis::{Outcome, StrandedReason, is_waited_for};
use replication::{Departed, FormerMember, LeaderId, World};
use timeline::{Loss, LossCause};

use super::Suggestion;

/// The remedies for stranded writes, for writes lost with a leader that left, and for dependencies that never arrive,
/// the gentlest first.
#[must_use]
pub fn remedies(world: &World, outcome: &Outcome) -> Vec<Suggestion> {
    let mut all = Vec::new();
    let partly = || outcome.stranded.iter().chain(&outcome.given_up);
    let left = partly().find_map(|stranded| match stranded.reason {
        StrandedReason::Left(leader) => Some(leader),
        StrandedReason::NoPath => None,
    });
    let left = left.or_else(|| outcome.lost.iter().find_map(|loss| left_with(world, loss)));
    all.extend(left.map(Suggestion::DrainBeforeLeaving));
    let has_departed = partly().any(|stranded| world.former_members.contains_key(&stranded.write.leader));
    if has_departed && world.replication.departed == Departed::Ignore {
        all.push(Suggestion::ForwardDeparted);
    }
    let missing = outcome.never_arrives.iter().flat_map(|never| &never.missing);
    // Where no write is held back for it, giving up waiting changes nothing.
    let stranded = outcome.stranded.iter().map(|it| &it.write).filter(|dot| is_waited_for(world, **dot));
    let purgeable = missing.chain(stranded).find(|dot| world.former_members.contains_key(&dot.leader));
    all.extend(purgeable.map(|dot| Suggestion::Purge(*dot)));
    all
}

/// The leader that could have sent a lost write to others before it left: its origin, or else the first in the order of
/// ids.
fn left_with(world: &World, loss: &Loss) -> Option<LeaderId> {
    let could_send =
        |former: &FormerMember| former.applied.contains(loss.dot) && !former.receivers.is_empty();
    match loss.cause {
        LossCause::Stranded => {
            let origin =
                Some(loss.dot.leader).filter(|id| world.former_members.get(id).is_some_and(could_send));
            origin.or_else(|| world.former_members.iter().find(|(_, it)| could_send(it)).map(|(id, _)| *id))
        }
        LossCause::Discarded
        | LossCause::DiscardedByMerge
        | LossCause::Overwritten
        | LossCause::Skipped
        | LossCause::Resurrected => None,
    }
}
