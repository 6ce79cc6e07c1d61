//! What can be done with a link.

use player::{Action, Selection};
use replication::{Command, LinkId, Way};

use super::Offer;
use crate::store::View;

/// What can be done with it now, named without it.
pub fn of_link(view: &View, link: LinkId) -> Vec<Offer> {
    let world = view.world();
    let there = |link: LinkId| world.channels.contains_key(&link);
    if !there(link) && !there(link.reversed()) {
        return Vec::new();
    }
    let both = Way::Both(link.from, link.to);
    let act = |name: String, command: Command| Offer::act(name, Action::Act(command));
    let cuts = [link, link.reversed()].map(|link| world.cuts.contains(&link));
    let mut offers = Vec::new();
    if cuts.contains(&true) {
        offers.push(act("Heal both ways".into(), Command::Heal(both)));
    }
    if cuts.contains(&false) {
        offers.push(act("Cut both ways".into(), Command::Cut(both)));
    }
    for way in [link, link.reversed()].into_iter().filter(|way| there(*way)) {
        let to = view.leader_name(way.to);
        offers.push(if world.cuts.contains(&way) {
            act(format!("Heal the way to {to}"), Command::Heal(Way::One(way)))
        } else {
            act(format!("Cut the way to {to}"), Command::Cut(Way::One(way)))
        });
    }
    let is_both = there(link) && there(link.reversed());
    let only = if there(link) { link } else { link.reversed() };
    offers.push(Offer::act("Show what is inside", Action::Select(Selection::Link(only))));
    offers.push(act("Take out".into(), Command::Disconnect(if is_both { both } else { Way::One(only) })));
    offers
}
