//! What can be done with a leader.

use std::collections::BTreeSet;

use player::{Action, CutOff, EditAction, Selection, ViewAction, crash_or_restart, cut_off, cut_off_from};
use replication::{Command, LeaderId, Way};

use super::offer::{Does, Offer};
use crate::store::View;

/// What can be done with it now, named without it.
pub fn of_leader(view: &View, id: LeaderId) -> Vec<Offer> {
    let world = view.world();
    let Some(leader) = view.frame().leader(id) else {
        return Vec::new();
    };
    let select = Action::from(ViewAction::Select(Selection::Leader(id)));
    let goes = |name: &str, selector| Offer {
        name: name.into(),
        to: None,
        does: Does::Goes(select.clone(), selector),
    };
    let others = || view.frame().roster().iter().copied().filter(move |other| *other != id);
    let mut offers =
        vec![goes("Write here", ".inspector .write-value"), goes("Read here", ".inspector .read-key")];
    let power = if leader.is_up { "Crash" } else { "Restart" };
    offers.extend(crash_or_restart(world, id).map(|action| Offer::act(power, action)));
    let alone = cut_off(world, &BTreeSet::from([id]), CutOff::BothWays);
    offers.extend(alone.map(|action| Offer::act("Cut off from all others", action)));
    let heals: Vec<Action> = cut_off_from(world, id)
        .map(|other| EditAction::Issue(Command::Heal(Way::Both(id, other))).into())
        .collect();
    if !heals.is_empty() {
        offers.push(Offer { name: "Heal its cuts".into(), to: None, does: Does::Acts(heals) });
    }
    offers.extend(links_to_draw(view, id, others()));
    offers.push(Offer::act("Show what is inside", select));
    offers.push(Offer::act("Remove", EditAction::Issue(Command::Leave { leader: id })));
    offers
}

/// A link to each leader that it has none to; not too many of them.
fn links_to_draw<'a>(
    view: &'a View,
    id: LeaderId,
    others: impl Iterator<Item = LeaderId> + 'a,
) -> impl Iterator<Item = Offer> + 'a {
    const MOST: usize = 6;
    let is_missing =
        move |other: &LeaderId| !Way::Both(id, *other).links().all(|link| view.frame().has_link(link));
    others.filter(is_missing).take(MOST).map(move |other| {
        let name = format!("Link to {}", view.leader_name(other));
        Offer::act(name, EditAction::Issue(Command::Connect(Way::Both(id, other))))
    })
}
